using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;

namespace Nonolive.Hive.Storage;

/// <summary>INSERT into a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Static">
/// Values of the leading partition columns that PARTITION (…) fixes, in the table's order; null is the default partition.
/// The remaining partition columns are dynamic.
/// </param>
/// <param name="Overwrite">
/// INSERT OVERWRITE: a static overwrite replaces the partition's (or table's) files even with no rows; a dynamic one
/// replaces just the partitions that rows fall into. Otherwise files are added beside those that are there.
/// </param>
/// <param name="Select">
/// DuckDB query whose columns are the table's data columns, then the dynamic partition columns, with the table's names and
/// DuckDB types.
/// </param>
public sealed record TableWrite(HiveTable Table, IReadOnlyList<string?> Static, bool Overwrite, string Select)
{
    /// <summary>Whether the query ends with an ORDER BY, whose order the files keep.</summary>
    public bool Ordered { get; init; }
}

/// <summary>INSERT OVERWRITE [LOCAL] DIRECTORY.</summary>
/// <param name="Location">The folder, which is replaced.</param>
/// <param name="Format">How rows are written.</param>
/// <param name="Columns">Names and types of the query's columns.</param>
/// <param name="Select">The DuckDB query.</param>
public sealed record DirectoryWrite(string Location, HiveFormat Format, IReadOnlyList<HiveColumn> Columns, string Select)
{
    /// <inheritdoc cref="TableWrite.Ordered"/>
    public bool Ordered { get; init; }
}

/// <summary>What a write did.</summary>
/// <param name="Rows">Rows written.</param>
/// <param name="Partitions">Partitions that now hold them, already in the metastore; empty for a table without partitions.</param>
public sealed record WriteResult(long Rows, IReadOnlyList<HivePartition> Partitions);

/// <summary>Writes query results as files; readers see the old files or the new ones, never half.</summary>
public interface ITableWriter
{
    /// <summary>Writes, replaces and adds the partitions to the metastore.</summary>
    Task<WriteResult> WriteAsync(TableWrite write, IEngine engine, CancellationToken cancellation);

    /// <summary>Writes a folder.</summary>
    Task<WriteResult> WriteAsync(DirectoryWrite write, IEngine engine, CancellationToken cancellation);
}

/// <summary>What the statements that touch folders without reading rows need.</summary>
public interface ILakeFolders
{
    /// <summary>The partitions that MSCK REPAIR TABLE finds below the table's folder and the metastore does not know yet.</summary>
    Task<IReadOnlyList<HivePartition>> FindPartitionsAsync(HiveTable table, IEngine engine, CancellationToken cancellation);

    /// <summary>Deletes all files below a folder (DROP of a managed table, TRUNCATE).</summary>
    Task DeleteAsync(string location, IEngine engine, CancellationToken cancellation);

    /// <summary>LOAD DATA [LOCAL] INPATH: copies (local) or moves files into a table's or partition's folder.</summary>
    Task LoadAsync(string source, bool local, string target, bool overwrite, IEngine engine, CancellationToken cancellation);

    /// <summary>The folder of a partition below its table: <c>dt=2026-01-01/country=ID</c> with Hive's escapes.</summary>
    string PartitionFolder(HiveTable table, IReadOnlyList<string?> values);
}
