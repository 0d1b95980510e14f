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
        // The values go as one text a column: with a row of SQL for each partition, parsing would take longer with every day.
        var (separator, none) = Unused(partitions);
        var texts = columns.Select((_, number) => $"unnest(string_split({Sql.Text(string.Join(separator, partitions.Select(partition => partition.Values[number] ?? none).Prepend(none)))}, {Sql.Text(separator)})) AS v{number}");
        var values = columns.Select((column, number) => $"TRY_CAST(nullif(v{number}, {Sql.Text(none)}) AS {column.Type.DuckDb}) AS {Sql.Name(column.Name)}");
        var kept = engine.Pruned(
            $"SELECT \"#\" FROM (SELECT \"#\", {string.Join(", ", values)} FROM (SELECT unnest(range(-1, {partitions.Count}))::INTEGER AS \"#\", {string.Join(", ", texts)})) p WHERE {condition}");
        return kept.Contains(-1) ? partitions : [.. kept.Select(index => partitions[index])];
    }

    /// <summary>Two characters that no partition's value has, of those that Unicode leaves to private use.</summary>
    private static (string Separator, string None) Unused(List<HivePartition> partitions)
    {
        var used = partitions.SelectMany(partition => partition.Values).OfType<string>().SelectMany(value => value).Where(letter => letter >= FirstPrivate).ToHashSet();
        var free = Enumerable.Range(FirstPrivate, 0x1900).Select(code => (char)code).Where(letter => !used.Contains(letter)).Take(2).ToArray();
        return (free[0].ToString(), free[1].ToString());
    }

    private const char FirstPrivate = '\uE000';
}
