using System.Collections.Concurrent;
using DuckDB.NET.Data;
using Nonolive.Hive.Native;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage.Parquet;

/// <summary>A node of a Parquet schema.</summary>
/// <param name="Name">Its name as in the file.</param>
/// <param name="Physical">BOOLEAN, INT32, INT64, INT96, FLOAT, DOUBLE, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY; null for groups.</param>
/// <param name="Annotation">The converted or logical type: UTF8, DECIMAL, DATE, TIMESTAMP_MICROS, INT_16, UINT_32 …; empty for none.</param>
/// <param name="Children">The members of a group.</param>
internal sealed record ParquetNode(string Name, string? Physical, string Annotation, IReadOnlyList<ParquetNode> Children)
{
    /// <summary>Whether this is a timestamp in 64 bits.</summary>
    internal bool IsLongTimestamp => Physical == "INT64" && Annotation.StartsWith("TIMESTAMP", StringComparison.Ordinal);

    /// <summary>How a message names the type.</summary>
    internal string Text => Annotation.Length == 0 ? Physical ?? "a group" : $"{Physical} ({Annotation})";
}

/// <summary>The physical types of Parquet files, read once per content.</summary>
internal static class ParquetFileSchema
{
    private const int MostKept = 20_000;

    private static readonly ConcurrentDictionary<string, IReadOnlyList<ParquetNode>> Known = new();

    /// <summary>The top-level columns of each file, in the files' order.</summary>
    internal static IReadOnlyList<ParquetNode>[] Read(
        DuckDBConnection connection, IReadOnlyList<string> paths, IReadOnlyList<ObjectInfo> objects, CancellationToken cancellation)
    {
        // With the path, for lakes in different folders may have equal names and times.
        var keys = objects.Select((found, i) => $"{paths[i]}\n{found.Key}\n{found.ETag}").ToArray();
        if (Known.Count > MostKept)
            Known.Clear();
        var missing = Enumerable.Range(0, paths.Count).Where(i => !Known.ContainsKey(keys[i])).ToList();
        if (missing.Count > 0)
        {
            var read = ReadAll(connection, [.. missing.Select(i => paths[i])], [.. missing.Select(i => objects[i].Uri.ToString())], cancellation);
            for (var i = 0; i < missing.Count; i++)
                Known[keys[missing[i]]] = read[i];
        }
        return [.. keys.Select(key => Known[key])];
    }

    private static List<IReadOnlyList<ParquetNode>> ReadAll(
        DuckDBConnection connection, List<string> paths, List<string> names, CancellationToken cancellation)
    {
        try
        {
            return Query(connection, paths, cancellation);
        }
        catch (ChunkQueryException) when (paths.Count > 1)
        {
            // One at a time, so that the broken one can be named.
            return [.. paths.SelectMany((path, i) => ReadAll(connection, [path], [names[i]], cancellation))];
        }
        catch (ChunkQueryException e)
        {
            throw StorageFaults.NotParquet(names[0], e.Message);
        }
    }

    private static List<IReadOnlyList<ParquetNode>> Query(DuckDBConnection connection, List<string> paths, CancellationToken cancellation)
    {
        var rows = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        var sql = $"""
            SELECT file_name, name, type, num_children, coalesce(converted_type, ''), coalesce(logical_type, '')
            FROM parquet_schema([{string.Join(", ", paths.Select(Sql.Text))}])
            """;
        using var query = ChunkQuery.Start(connection, sql, cancellation);
        while (query.Next(cancellation))
        {
            for (var row = 0; row < query.Chunk.Rows; row++)
            {
                var file = query.Chunk[0].Text(row);
                if (!rows.TryGetValue(file, out var list))
                    rows[file] = list = [];
                var children = query.Chunk[3];
                list.Add(new Row(
                    query.Chunk[1].Text(row),
                    query.Chunk[2].TextOrNull(row),
                    children.IsNull(row) ? 0 : (int)children.Value<long>(row),
                    Annotation(query.Chunk[4].Text(row), query.Chunk[5].Text(row))));
            }
        }
        return [.. paths.Select(path =>
        {
            var at = 0;
            return Node(rows[path], ref at).Children;
        })];
    }

    // Nodes stand in depth-first order, each with the number of its children.
    private static ParquetNode Node(List<Row> rows, ref int at)
    {
        var row = rows[at++];
        var children = new List<ParquetNode>();
        for (var i = 0; i < row.Children; i++)
            children.Add(Node(rows, ref at));
        return new ParquetNode(row.Name, children.Count > 0 ? null : row.Physical, row.Annotation, children);
    }

    // Newer writers give the logical type only; both come in one vocabulary here.
    private static string Annotation(string converted, string logical)
    {
        if (converted.Length > 0)
            return converted;
        if (logical.StartsWith("TimestampType", StringComparison.Ordinal))
        {
            return logical.Contains("MILLIS", StringComparison.Ordinal) ? "TIMESTAMP_MILLIS"
                : logical.Contains("NANOS", StringComparison.Ordinal) ? "TIMESTAMP_NANOS"
                : "TIMESTAMP_MICROS";
        }
        return logical.StartsWith("StringType", StringComparison.Ordinal) ? "UTF8"
            : logical.StartsWith("DecimalType", StringComparison.Ordinal) ? "DECIMAL"
            : logical.StartsWith("DateType", StringComparison.Ordinal) ? "DATE"
            : "";
    }

    private sealed record Row(string Name, string? Physical, int Children, string Annotation);
}
