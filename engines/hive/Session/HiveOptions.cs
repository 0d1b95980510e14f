using Nonolive.Hive.Metastore;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Session;

/// <summary>What a Hive session starts with.</summary>
public sealed record HiveOptions
{
    /// <summary>The lake: every <c>s3://</c> location is read and written through it.</summary>
    public required IObjectStore Store { get; init; }

    /// <summary>The metastore, which sessions may share.</summary>
    public required IMetastore Metastore { get; init; }

    /// <value>--hivevar: none by default.</value>
    public IReadOnlyDictionary<string, string> HiveVars { get; init; } = new Dictionary<string, string>();

    /// <value>--hiveconf: none by default.</value>
    public IReadOnlyDictionary<string, string> HiveConfs { get; init; } = new Dictionary<string, string>();

    /// <value>The clock behind current_date and unix_timestamp(): the system's by default.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <value>
    /// The zone in which Hive before 3.1 took a timestamp's wall clock when it became a number; null, as 3.1 has it: UTC. For
    /// comparisons with results that such a version recorded.
    /// </value>
    internal string? ZoneOfTimestamps { get; init; }

    /// <value>The database at the start: <c>default</c>.</value>
    public string Database { get; init; } = "default";

    /// <value>Where temporary files go: a new folder below the system's temporary folder, deleted with the session.</value>
    public string? TempFolder { get; init; }

    /// <value>Most memory that DuckDB uses before it spills to the temporary folder: 1,400 MiB, which keeps the process below 2 GiB.</value>
    public long MemoryLimit { get; init; } = 1400L << 20;

    /// <value>DuckDB threads: as many as the machine has processors.</value>
    public int? Threads { get; init; }

    /// <value>Whether functions whose results nobody has checked against Hive may be called: no.</value>
    public bool AllowUnverified { get; init; }
}
