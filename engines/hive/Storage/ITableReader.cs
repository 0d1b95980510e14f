using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;

namespace Nonolive.Hive.Storage;

/// <summary>One use of a table in a statement.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partitions">
/// Partitions that survived pruning; null for a table without partitions. An empty list reads nothing and gives no rows.
/// </param>
/// <param name="Columns">
/// The columns that the statement needs, data and partition columns by Hive name (lower case) and perhaps the virtual column
/// <c>input__file__name</c>; may be empty (count(*)): then the relation has any one column.
/// </param>
public sealed record TableScan(HiveTable Table, IReadOnlyList<HivePartition>? Partitions, IReadOnlyList<string> Columns);

/// <summary>Turns a table into something that DuckDB reads.</summary>
public interface ITableReader
{
    /// <summary>
    /// SQL that may stand after FROM (without an alias): <c>(select … from read_parquet([…]))</c>, a temporary view, a
    /// table function. Its columns are those asked for, in that order, named as in Hive, of the types
    /// <see cref="Types.HiveType.DuckDb"/>. Missing columns are NULL, an empty or missing folder gives no rows, hidden
    /// files (<c>_*</c>, <c>.*</c>) are not read; files that Hive would fail on are refused with a UserErrorException.
    /// char(n) values keep no trailing spaces, varchar(n) values are cut to n.
    /// </summary>
    Task<string> PrepareAsync(TableScan scan, IEngine engine, CancellationToken cancellation);
}
