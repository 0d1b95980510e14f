using DuckDB.NET.Data;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Types;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage.Parquet;

/// <summary>A file of a Parquet table.</summary>
internal sealed record ParquetFile(string Path, ObjectInfo Object, IReadOnlyList<string?> Partition);

/// <summary>
/// Parquet files as one relation: columns by name in any case, missing ones NULL, further ones not read; files that differ in
/// what they store are read by parts of a union.
/// </summary>
internal static class ParquetRelation
{
    internal static string Sql(
        DuckDBConnection connection, HiveTable table, IReadOnlyList<ParquetFile> files, IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        var schemas = ParquetFileSchema.Read(connection, [.. files.Select(file => file.Path)], [.. files.Select(file => file.Object)], cancellation);
        var parts = new List<(string Select, List<string> Paths)>();
        for (var i = 0; i < files.Count; i++)
        {
            var select = Select(table, files[i], schemas[i], columns);
            var part = parts.Find(known => known.Select == select);
            if (part.Paths is null)
                parts.Add((select, [files[i].Path]));
            else
                part.Paths.Add(files[i].Path);
        }
        return "(" + string.Join(" UNION ALL ", parts.Select(part =>
            $"SELECT {part.Select} FROM read_parquet([{string.Join(", ", part.Paths.Select(Storage.Sql.Text))}], hive_partitioning = false)")) + ")";
    }

    private static string Select(HiveTable table, ParquetFile file, IReadOnlyList<ParquetNode> schema, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0)
            return "1 AS nothing";
        return string.Join(", ", columns.Select(column => $"{Expression(table, file, schema, column)} AS {Storage.Sql.Name(column)}"));
    }

    private static string Expression(HiveTable table, ParquetFile file, IReadOnlyList<ParquetNode> schema, string column)
    {
        if (Find(table.Columns, column) is { } data)
        {
            var node = schema.FirstOrDefault(found => string.Equals(found.Name, column, StringComparison.OrdinalIgnoreCase));
            return node is null ? Storage.Sql.Null(data.Type) : ParquetColumn.Expression(node, column, data.Type, file.Object.Uri.ToString());
        }
        for (var i = 0; i < table.PartitionColumns.Count; i++)
        {
            if (string.Equals(table.PartitionColumns[i].Name, column, StringComparison.OrdinalIgnoreCase))
                return Storage.Sql.Constant(table.PartitionColumns[i].Type, file.Partition[i]);
        }
        return column.ToLowerInvariant() switch
        {
            FileScanSource.FileNameColumn => Storage.Sql.Constant(HiveType.String, file.Object.Uri.ToString()),
            // Rows of a Parquet file have no place of their own: Hive gives where their block starts.
            FileScanSource.OffsetColumn => "CAST(0 AS BIGINT)",
            _ => throw new InvalidOperationException($"Table {table.Database}.{table.Name} has no column {column}."),
        };
    }

    private static HiveColumn? Find(IReadOnlyList<HiveColumn> columns, string name) =>
        columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
}
