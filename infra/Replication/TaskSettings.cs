using System.Text.Json.Nodes;

namespace Nonolive.Infra.Replication;

/// <summary>
/// The task's complete settings, so that nothing depends on DMS's defaults of the day. Chosen for an S3 target: no batch
/// apply (it may lose data there), no full LOB mode, and a source's TRUNCATE or DROP leaves the lake's files alone
/// (https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.S3.html,
/// https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.html).
/// </summary>
public static class TaskSettings
{
    private static readonly string[] LoggedParts =
    [
        "SOURCE_UNLOAD", "SOURCE_CAPTURE", "TARGET_LOAD", "TARGET_APPLY", "TASK_MANAGER", "SORTER", "TRANSFORMATION", "METADATA_MANAGER",
    ];

    /// <summary>The settings' JSON.</summary>
    public static string Document { get; } = Build().ToJsonString();

    private static JsonObject Build() => new()
    {
        ["TargetMetadata"] = new JsonObject
        {
            ["TargetSchema"] = "",
            ["SupportLobs"] = true,
            ["FullLobMode"] = false,
            ["LobChunkSize"] = 64,
            ["LimitedSizeLobMode"] = true,
            ["LobMaxSize"] = 1024,
            ["InlineLobMaxSize"] = 0,
            ["LoadMaxFileSize"] = 0,
            ["ParallelLoadThreads"] = 0,
            ["ParallelLoadBufferSize"] = 0,
            ["ParallelLoadQueuesPerThread"] = 0,
            ["ParallelApplyThreads"] = 0,
            ["ParallelApplyBufferSize"] = 0,
            ["ParallelApplyQueuesPerThread"] = 0,
            ["BatchApplyEnabled"] = false,
            ["TaskRecoveryTableEnabled"] = false,
        },
        ["FullLoadSettings"] = new JsonObject
        {
            ["TargetTablePrepMode"] = "DO_NOTHING",
            ["CreatePkAfterFullLoad"] = false,
            ["StopTaskCachedChangesApplied"] = false,
            ["StopTaskCachedChangesNotApplied"] = false,
            ["MaxFullLoadSubTasks"] = 8,
            ["TransactionConsistencyTimeout"] = 600,
            ["CommitRate"] = 10000,
        },
        ["Logging"] = new JsonObject
        {
            ["EnableLogging"] = true,
            ["LogComponents"] = new JsonArray([.. LoggedParts.Select(part => new JsonObject { ["Id"] = part, ["Severity"] = "LOGGER_SEVERITY_DEFAULT" })]),
        },
        ["ControlTablesSettings"] = new JsonObject
        {
            ["ControlSchema"] = "",
            ["HistoryTimeslotInMinutes"] = 5,
            ["HistoryTableEnabled"] = false,
            ["SuspendedTablesTableEnabled"] = false,
            ["StatusTableEnabled"] = false,
        },
        ["StreamBufferSettings"] = new JsonObject
        {
            ["StreamBufferCount"] = 3,
            ["StreamBufferSizeInMB"] = 8,
            ["CtrlStreamBufferSizeInMB"] = 5,
        },
        ["ChangeProcessingDdlHandlingPolicy"] = new JsonObject
        {
            ["HandleSourceTableDropped"] = false,
            ["HandleSourceTableTruncated"] = false,
            ["HandleSourceTableAltered"] = true,
        },
        ["ErrorBehavior"] = new JsonObject
        {
            ["DataErrorPolicy"] = "LOG_ERROR",
            ["DataTruncationErrorPolicy"] = "LOG_ERROR",
            ["DataErrorEscalationPolicy"] = "SUSPEND_TABLE",
            ["DataErrorEscalationCount"] = 0,
            ["TableErrorPolicy"] = "SUSPEND_TABLE",
            ["TableErrorEscalationPolicy"] = "STOP_TASK",
            ["TableErrorEscalationCount"] = 0,
            ["RecoverableErrorCount"] = -1,
            ["RecoverableErrorInterval"] = 5,
            ["RecoverableErrorThrottling"] = true,
            ["RecoverableErrorThrottlingMax"] = 1800,
            ["RecoverableErrorStopRetryAfterThrottlingMax"] = false,
            ["ApplyErrorDeletePolicy"] = "IGNORE_RECORD",
            ["ApplyErrorInsertPolicy"] = "LOG_ERROR",
            ["ApplyErrorUpdatePolicy"] = "LOG_ERROR",
            ["ApplyErrorEscalationPolicy"] = "LOG_ERROR",
            ["ApplyErrorEscalationCount"] = 0,
            ["ApplyErrorFailOnTruncationDdl"] = false,
            ["FullLoadIgnoreConflicts"] = true,
            ["FailOnTransactionConsistencyBreached"] = false,
            ["FailOnNoTablesCaptured"] = true,
        },
        ["ChangeProcessingTuning"] = new JsonObject
        {
            ["BatchApplyPreserveTransaction"] = true,
            ["BatchApplyTimeoutMin"] = 1,
            ["BatchApplyTimeoutMax"] = 30,
            ["BatchApplyMemoryLimit"] = 500,
            ["BatchSplitSize"] = 0,
            ["MinTransactionSize"] = 1000,
            ["CommitTimeout"] = 1,
            ["MemoryLimitTotal"] = 1024,
            ["MemoryKeepTime"] = 60,
            ["StatementCacheSize"] = 50,
        },
        ["ValidationSettings"] = new JsonObject { ["EnableValidation"] = false },
        ["FailTaskWhenCleanTaskResourceFailed"] = false,
    };
}
