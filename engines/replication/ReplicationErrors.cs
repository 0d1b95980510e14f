using Nonolive.Pipeline.Errors;

namespace Nonolive.Replication;

/// <summary>Every fault that replication shows to a person.</summary>
internal static class ReplicationErrors
{
    public static UserErrorException UnknownSetting(string where, string key, IReadOnlyList<string> nearest) =>
        new(ErrorCode.UnknownReplicationSetting, $"{where} has the setting '{key}', which is none of DMS that this engine knows.",
            nearest.Count == 0 ? "Remove it." : $"Did you mean {string.Join(" or ", nearest.Select(name => $"'{name}'"))}?");

    public static UserErrorException NotImplemented(string where, string key, object? value, string reason) =>
        new(ErrorCode.ReplicationSettingNotImplemented, $"{where}.{key} = {Show(value)} is not implemented here: {reason}.",
            $"Remove '{key}' or set the value that docs/replication.md lists.");

    public static UserErrorException Invalid(string where, string key, object? value, string wanted) =>
        new(ErrorCode.InvalidReplicationSetting, $"{where}.{key} = {Show(value)} is not {wanted}.", $"Set {key} to {wanted}.");

    public static UserErrorException Missing(string where, string key) =>
        new(ErrorCode.InvalidReplicationSetting, $"{where} has no '{key}', which DMS requires.", $"Set {key}.");

    public static UserErrorException Contradiction(string where, string problem, string remedy) =>
        new(ErrorCode.ContradictoryReplicationSettings, $"{where}: {problem}.", remedy);

    public static UserErrorException Malformed(string where, string problem, string? location = null, Exception? inner = null) =>
        new(ErrorCode.MalformedReplicationDocument, $"{where} is not the JSON document that DMS takes: {problem}", null, location, inner);

    public static UserErrorException NoTables(string rule, IReadOnlyList<string> nearest, IReadOnlyCollection<string> all) =>
        new(ErrorCode.NoTablesCaptured, $"the table mappings capture no table: {rule} matches none of the source's {all.Count} tables.",
            (nearest, all) switch
            {
                ({ Count: > 0 }, _) => $"The nearest are {string.Join(", ", nearest)}; names are case-sensitive.",
                (_, { Count: > 0 }) => $"The source has {string.Join(", ", all.Take(5))}{(all.Count > 5 ? ", ..." : "")}.",
                _ => "The source has no tables: create them before the task starts.",
            });

    public static UserErrorException SourceNotReady(string problem, string remedy, Exception? inner = null) =>
        new(ErrorCode.ReplicationSourceNotReady, $"the source database cannot be replicated: {problem}.", remedy, null, inner);

    public static UserErrorException SlotLost(string slot, string database) =>
        new(ErrorCode.ReplicationSlotLost, $"the replication slot '{slot}' of database '{database}' is gone, and with it the changes since the task stopped.",
            "Delete the task and start it afresh, so that it loads the tables again.");

    public static UserErrorException LobTruncated(string table, string column, int limit) =>
        new(ErrorCode.LargeObjectTruncated, $"a value of {table}.{column} is larger than LobMaxSize ({limit} KB) and failTasksOnLobTruncation is set.",
            "Raise TargetMetadata.LobMaxSize or allow truncation.");

    public static UserErrorException PostgresNotFound(IEnumerable<string> looked) =>
        new(ErrorCode.PostgresNotFound, $"PostgreSQL's initdb and postgres are not on this machine (looked in {string.Join(", ", looked)}).",
            "Install them (apt-get install postgresql) or set NONO_POSTGRES to a connection string.");

    public static UserErrorException PostgresDidNotStart(string step, int exitCode, string output) =>
        new(ErrorCode.PostgresDidNotStart, $"{step} ended with {exitCode}:\n    {output.Trim().ReplaceLineEndings("\n    ")}");

    public static UserErrorException NotRunning(string task, Exception? why = null) =>
        new(ErrorCode.ReplicationTaskNotRunning, $"the replication task '{task}' is not running{(why is null ? "" : $": {why.Message}")}.",
            why is null ? "Start it first." : null, null, why);

    private static string Show(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"'{text}'",
        _ => Convert.ToString(value) ?? "",
    };
}
