namespace Nonolive.Replication;

/// <summary>Where a task is.</summary>
public enum ReplicationPhase
{
    /// <summary>It was not started.</summary>
    Ready,

    /// <summary>It prepares the source and takes the snapshot.</summary>
    Starting,

    /// <summary>It loads tables.</summary>
    Loading,

    /// <summary>It writes changes as they come.</summary>
    Changes,

    /// <summary>It came to its end, or was stopped.</summary>
    Stopped,

    /// <summary>It ended by a fault.</summary>
    Failed,
}

/// <summary>What a task has done so far.</summary>
/// <param name="Phase">Where it is.</param>
/// <param name="Tables">Each captured table.</param>
/// <param name="StoredLsn">The position in the source's log up to which everything is stored; null before changes come.</param>
/// <param name="Latency">How long ago the last stored change was committed when it was stored; null before the first.</param>
/// <param name="Warnings">What a person should know, each once.</param>
public sealed record ReplicationStatus(
    ReplicationPhase Phase, IReadOnlyList<TableStatus> Tables, string? StoredLsn, TimeSpan? Latency, IReadOnlyList<string> Warnings);

/// <summary>What was done with one table.</summary>
/// <param name="Schema">Its schema in the source.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="IsLoaded">Whether its full load is stored.</param>
/// <param name="LoadedRows">Rows of the full load.</param>
/// <param name="EstimatedRows">The source's estimate of its rows when the task started.</param>
/// <param name="Inserts">Inserted rows.</param>
/// <param name="Updates">Updated rows.</param>
/// <param name="Deletes">Deleted rows.</param>
/// <param name="Files">Objects stored.</param>
public sealed record TableStatus(
    string Schema, string Name, bool IsLoaded, long LoadedRows, long EstimatedRows, long Inserts, long Updates, long Deletes, long Files);

/// <summary>One step of a task, for a progress display.</summary>
/// <param name="Phase">Where the task is.</param>
/// <param name="Table">The table that moved, as <c>schema.table</c>; null where the phase changed.</param>
/// <param name="Rows">Rows of the table loaded, or changes of it stored.</param>
/// <param name="EstimatedRows">The source's estimate of the table's rows.</param>
public sealed record ReplicationProgress(ReplicationPhase Phase, string? Table, long Rows, long EstimatedRows);
