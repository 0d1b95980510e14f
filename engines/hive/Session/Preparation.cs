using System.Text;
using Nonolive.Hive.Binding;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Storage;
using Sql = Nonolive.Hive.Emit.Sql;

namespace Nonolive.Hive.Session;

/// <summary>Chooses the partitions that a statement needs, has its tables prepared and fills them into the SQL.</summary>
internal sealed class Preparation(Engine engine, ITableReader reader)
{
    public async Task<string> FillAsync(string sql, Binder binder, CancellationToken cancellation)
    {
        sql = binder.WithExtractions(sql);
        foreach (var scan in binder.Scans)
        {
            if (!sql.Contains(scan.Placeholder, StringComparison.Ordinal))
                continue;
            var partitions = scan.Table.PartitionColumns.Count == 0 ? null : Prune(scan, [.. engine.Metastore.Partitions(scan.Table.Database, scan.Table.Name).Select(partition => AsRead(partition, scan.Table))]);
            var relation = await reader.PrepareAsync(new TableScan(scan.Table, partitions, scan.Columns), engine, cancellation);
            sql = sql.Replace(scan.Placeholder, relation);
        }
        return sql;
    }

    /// <summary>
    /// The default partition holds rows whose value was NULL or empty. Hive reads its name back from a string column
    /// (load_dyn_part14.q.out) and NULL from columns of other types.
    /// </summary>
    private static HivePartition AsRead(HivePartition partition, HiveTable table) => !partition.Values.Contains(null) ? partition : partition with
    {
        Values = [.. partition.Values.Zip(table.PartitionColumns, (value, column) => value ?? (column.Type.IsText ? DefaultPartition : null))],
    };

    private const string DefaultPartition = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>
    /// DuckDB itself evaluates the conditions over the partitions' values, so that a condition means here what it means in
    /// the query. An outer join's NULL row must not satisfy them, or the condition says nothing about the files.
    /// </summary>
    private List<HivePartition> Prune(Scan scan, List<HivePartition> partitions)
    {
        if (partitions.Count == 0 || scan.Pruning.Sql() is not { } condition)
            return partitions;
        var columns = scan.Table.PartitionColumns;
        var rows = new StringBuilder();
        rows.Append('(').Append(-1).Append(string.Concat(columns.Select(column => ", " + Sql.Null(column.Type)))).Append(')');
        for (var index = 0; index < partitions.Count; index++)
        {
            var values = partitions[index].Values.Zip(columns, (value, column) =>
                value is null ? Sql.Null(column.Type) : $"TRY_CAST({Sql.Text(value)} AS {column.Type.DuckDb})");
            rows.Append($", ({index}, {string.Join(", ", values)})");
        }
        var names = string.Join(", ", columns.Select(column => Sql.Name(column.Name)));
        var kept = engine.Pruned($"SELECT \"#\" FROM (VALUES {rows}) p(\"#\", {names}) WHERE {condition}");
        return kept.Contains(-1) ? partitions : [.. kept.Select(index => partitions[index])];
    }
}
