namespace Nonolive.Replication.Definition;

/// <summary>What the task's settings document says (aws:dms/replicationTask:ReplicationTask, replicationTaskSettings).</summary>
public sealed record TaskSettings
{
    /// <value>What happens to a table's objects before a full load; they are left by default.</value>
    public TablePreparation TablePreparation { get; init; } = TablePreparation.DoNothing;

    /// <value>How many tables load at once; 8 by default.</value>
    public int MaxFullLoadSubTasks { get; init; } = 8;

    /// <value>How long the task waits for transactions that are open when it starts; 600 seconds by default.</value>
    public TimeSpan TransactionConsistencyTimeout { get; init; } = TimeSpan.FromSeconds(600);

    /// <value>Whether the task stops after the full load, before changes are written; false by default.</value>
    public bool StopAfterLoad { get; init; }

    /// <value>Whether large objects are replicated at all; true by default.</value>
    public bool SupportLobs { get; init; } = true;

    /// <value>The size that large objects are cut at, in kilobytes; 32 by default.</value>
    public int LobMaxSize { get; init; } = 32;

    /// <value>The schema's name in the target; the source's by default.</value>
    public string TargetSchema { get; init; } = "";

    /// <value>Whether columns that are added, dropped or changed on the way show in later files; true by default.</value>
    public bool HandleTableAltered { get; init; } = true;

    /// <value>Whether a truncated table's objects are deleted; true by default.</value>
    public bool HandleTableTruncated { get; init; } = true;

    /// <value>Whether the task refuses to start when no table matches; true by default.</value>
    public bool FailOnNoTablesCaptured { get; init; } = true;

    internal static TaskSettings Parse(PropertyBag bag)
    {
        var settings = new TaskSettings();
        if (bag.Section("TargetMetadata") is { } metadata)
            settings = settings.ReadTargetMetadata(metadata);
        if (bag.Section("FullLoadSettings") is { } load)
            settings = settings.ReadFullLoad(load);
        if (bag.Section("ChangeProcessingDdlHandlingPolicy") is { } ddl)
        {
            // DROP TABLE never reaches the change stream, and neither does its absence change what is in the target.
            ddl.NoEffect("HandleSourceTableDropped");
            settings = settings with
            {
                HandleTableTruncated = ddl.Flag("HandleSourceTableTruncated", true),
                HandleTableAltered = ddl.Flag("HandleSourceTableAltered", true),
            };
            ddl.End();
        }
        if (bag.Section("ErrorBehavior") is { } errors)
            settings = settings.ReadErrors(errors);
        ReadRest(bag);
        bag.End();
        return settings;
    }

    private TaskSettings ReadTargetMetadata(PropertyBag bag)
    {
        bag.Only("FullLobMode", false, "the S3 target has no full LOB mode");
        bag.Only("BatchApplyEnabled", false, "DMS may lose data with it on an S3 target");
        bag.Only("ParallelLoadThreads", 0, "S3 is not loaded by threads within a table");
        bag.Only("ParallelApplyThreads", 0, "changes are applied in order");
        bag.Only("TaskRecoveryTableEnabled", false, "the task keeps its state in its own folder");
        bag.Only("InlineLobMaxSize", 0, "it belongs to full LOB mode");
        bag.Only("LoadMaxFileSize", 0, "it belongs to PostgreSQL and MySQL targets");
        bag.NoEffect("LobChunkSize", "ParallelLoadBufferSize", "ParallelLoadQueuesPerThread", "ParallelApplyBufferSize", "ParallelApplyQueuesPerThread");
        var read = this with
        {
            TargetSchema = bag.Text("TargetSchema") ?? "",
            SupportLobs = bag.Flag("SupportLobs", true),
            LobMaxSize = bag.Number("LobMaxSize", 32, 0, 2_097_152),
        };
        if (read.SupportLobs && bag.Flag("LimitedSizeLobMode", true) is false)
        {
            bag.Faults.Add(ReplicationErrors.Contradiction(
                bag.Where, "SupportLobs needs LimitedSizeLobMode, the only mode of an S3 target", "Set LimitedSizeLobMode to true."));
        }
        bag.NoEffect("LimitedSizeLobMode");
        bag.End();
        // Zero is written by tools that mean "no limit of mine".
        return read.LobMaxSize == 0 ? read with { LobMaxSize = 32 } : read;
    }

    private TaskSettings ReadFullLoad(PropertyBag bag)
    {
        // A key on the target and the rows of a commit mean nothing to objects.
        bag.NoEffect("CreatePkAfterFullLoad", "CommitRate");
        bag.Only("StopTaskCachedChangesApplied", false, "there are no cached changes to stop after");
        var read = this with
        {
            TablePreparation = bag.Choice(
                "TargetTablePrepMode", TablePreparation.DoNothing, ("DO_NOTHING", TablePreparation.DoNothing),
                ("DROP_AND_CREATE", TablePreparation.Delete), ("TRUNCATE_BEFORE_LOAD", TablePreparation.Delete)),
            MaxFullLoadSubTasks = bag.Number("MaxFullLoadSubTasks", 8, 1, 49),
            TransactionConsistencyTimeout = TimeSpan.FromSeconds(bag.Number("TransactionConsistencyTimeout", 600, 1, 86_400)),
            StopAfterLoad = bag.Flag("StopTaskCachedChangesNotApplied", false),
        };
        bag.End();
        return read;
    }

    private TaskSettings ReadErrors(PropertyBag bag)
    {
        // Errors of applying rows one by one cannot happen to objects that are stored whole; an error stops the task.
        bag.NoEffect(
            "DataErrorPolicy", "EventErrorPolicy", "DataTruncationErrorPolicy", "DataMaskingErrorPolicy", "DataErrorEscalationPolicy", "DataErrorEscalationCount",
            "TableErrorPolicy", "TableErrorEscalationPolicy", "TableErrorEscalationCount", "RecoverableErrorCount", "RecoverableErrorInterval",
            "RecoverableErrorThrottling", "RecoverableErrorThrottlingMax", "RecoverableErrorStopRetryAfterThrottlingMax", "ApplyErrorDeletePolicy",
            "ApplyErrorInsertPolicy", "ApplyErrorUpdatePolicy", "ApplyErrorEscalationPolicy", "ApplyErrorEscalationCount", "ApplyErrorFailOnTruncationDdl",
            "FullLoadIgnoreConflicts", "FailOnTransactionConsistencyBreached");
        var read = this with { FailOnNoTablesCaptured = bag.Flag("FailOnNoTablesCaptured", true) };
        bag.End();
        return read;
    }

    private static void ReadRest(PropertyBag bag)
    {
        if (bag.Section("Logging") is { } logging)
        {
            logging.NoEffect("EnableLogging", "EnableLogContext", "LogComponents");
            foreach (var key in (string[])["CloudWatchLogGroup", "CloudWatchLogStream"])
                logging.Refuse(key, "AWS sets it and refuses a task that does");
            logging.End();
        }
        // How DMS buffers and batches inside: memory and tables of an instance that is not here.
        foreach (var section in (string[])["StreamBufferSettings", "ChangeProcessingTuning"])
            bag.NoEffect(section);
        if (bag.Section("ControlTablesSettings") is { } control)
        {
            control.NoEffect("ControlSchema", "HistoryTimeslotInMinutes", "CommitPositionTableEnabled", "HistoryTimeslotInMinutes");
            foreach (var key in (string[])["HistoryTableEnabled", "SuspendedTablesTableEnabled", "StatusTableEnabled", "FullLoadExceptionTableEnabled"])
                control.Only(key, false, "control tables are not written");
            control.End();
        }
        if (bag.Section("ValidationSettings") is { } validation)
        {
            validation.Only("EnableValidation", false, "S3 validation needs Athena");
            validation.NoEffect(
                "ValidationMode", "ThreadCount", "FailureMaxCount", "TableFailureMaxCount", "HandleCollationDiff", "ValidationOnly", "RecordFailureDelayLimitInMinutes",
                "SkipLobColumns", "ValidationPartialLobSize", "ValidationQueryCdcDelaySeconds", "PartitionSize", "RecordFailureDelayInMinutes", "RecordSuspendDelayInMinutes",
                "MaxKeyColumnSize", "ValidationS3Mask", "ValidationS3Time");
            validation.End();
        }
        if (bag.Section("TTSettings") is { } travel)
        {
            travel.Only("EnableTT", false, "Time Travel is not kept");
            travel.NoEffect("TTRecordSettings", "TTS3Settings", "FailTaskOnTTFailure", "EnableRawData");
            travel.End();
        }
        bag.NoEffect("FailTaskWhenCleanTaskResourceFailed");
        bag.Refuse("BeforeImageSettings", "before-images are not written");
        bag.Refuse("CharacterSetSettings", "characters are not replaced");
        bag.Refuse("LoopbackPreventionSettings", "it belongs to two-way replication");
        bag.Refuse("PostProcessingRules", "there are none for an S3 target");
    }
}

/// <summary>What happens to a table's objects before a full load.</summary>
public enum TablePreparation
{
    /// <summary>They are left.</summary>
    DoNothing,

    /// <summary>They are deleted.</summary>
    Delete,
}
