namespace Nonolive.Replication;

/// <summary>Where a task keeps things on this machine: the disk of the replication instance.</summary>
public sealed record ReplicationTaskOptions
{
    /// <value>The folder with what the task must remember to continue after a stop or a kill; null, the default, starts afresh each time.</value>
    public string? StateFolder { get; init; }

    /// <value>The folder for files of a full load until they are stored; the system's temporary folder by default.</value>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();

    /// <value>Called at named points of a run, for tests that end it there.</value>
    internal Action<string>? Probe { get; init; }
}
