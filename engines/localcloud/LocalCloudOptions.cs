namespace Nonolive.LocalCloud;

/// <summary>How the local cloud is set up.</summary>
public sealed record LocalCloudOptions
{
    /// <value>The repository's folder, with Pulumi.*.yaml and jobs/; found upwards of the current folder by default.</value>
    public string? Root { get; init; }

    /// <value>The clock of state machines, Hive and replication; the system's by default.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <value>Whether Wait states and back-off are over at once; true by default, since nobody wants to sit through them.</value>
    public bool SkipWaits { get; init; } = true;

    /// <value>Whether PostgreSQL is started; true by default.</value>
    public bool WithPostgres { get; init; } = true;
}
