using System.Text;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Native;
using Nonolive.Hive.Session;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>Spreads a query's rows over a temporary file for each partition.</summary>
internal sealed class PartitionedRows(OutputFormat format, IReadOnlyList<HiveColumn> dynamicColumns, IEngine engine) : IDisposable
{
    private const int DefaultMost = 1000;
    private const int DefaultMostOfTask = 100;

    private readonly Dictionary<string, PartitionFile> _files = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];
    private readonly int _most = Math.Min(
        Limit(engine, "hive.exec.max.dynamic.partitions", DefaultMost),
        Limit(engine, "hive.exec.max.dynamic.partitions.pernode", DefaultMostOfTask));

    private long _rows;

    internal long Rows => _rows;

    /// <summary>The partitions' dynamic values and their finished files, in the order of their names.</summary>
    internal IEnumerable<(IReadOnlyList<string?> Values, string Path)> Files =>
        _files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Value.Values, file.Value.Path));

    /// <summary>Writes the rows of a query. A table has no order but that of ORDER BY.</summary>
    internal void Write(string sql, bool ordered, CancellationToken cancellation)
    {
        if (dynamicColumns.Count == 0)
            Open([], "");
        // Only a result's own vectors are sure to be flat inside of lists, maps and structs.
        if (ordered || dynamicColumns.Count > 0 || !format.Columns.All(column => column.Type.IsPrimitive))
            WriteInTurn(sql, cancellation);
        else
            RowSink.Run(engine.DuckDb, sql, format.Columns.Count, Write, cancellation);
        foreach (var file in _files.Values)
            file.Writer.Finish();
    }

    private void WriteInTurn(string sql, CancellationToken cancellation)
    {
        // DuckDB keeps the order of ORDER BY all the same; without the order of the files it reads and computes them on all threads.
        SetInsertionOrder(false);
        try
        {
            using var query = ChunkQuery.Start(engine.DuckDb, sql, cancellation);
            while (query.Next(cancellation))
                Write(query.Chunk);
        }
        finally
        {
            SetInsertionOrder(true);
        }
    }

    private void SetInsertionOrder(bool kept)
    {
        using var command = engine.DuckDb.CreateCommand();
        command.CommandText = $"SET preserve_insertion_order = {(kept ? "true" : "false")}";
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Writer.Dispose();
        foreach (var path in _paths)
            File.Delete(path);
    }

    // Rows of one partition mostly stand together, so each run of them is one call.
    private void Write(RowChunk rows)
    {
        if (Interlocked.Add(ref _rows, rows.Rows) == rows.Rows)
            rows.RequireTypes([.. format.Columns.Concat(dynamicColumns).Select(column => new ScanColumn(column.Name, column.Type.DuckDb))]);
        if (dynamicColumns.Count == 0)
        {
            _files[""].Writer.Write(rows, 0, rows.Rows);
            return;
        }
        var start = 0;
        var current = Values(rows, 0, out var currentKey);
        for (var row = 1; row <= rows.Rows; row++)
        {
            var key = "";
            var values = row < rows.Rows ? Values(rows, row, out key) : null;
            if (values is not null && key == currentKey)
                continue;
            var file = _files.TryGetValue(currentKey, out var known) ? known : Open(current, currentKey);
            file.Writer.Write(rows, start, row - start);
            start = row;
            current = values ?? current;
            currentKey = key;
        }
    }

    private string?[] Values(RowChunk rows, int row, out string key)
    {
        var values = new string?[dynamicColumns.Count];
        var name = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = TextValueWriter.PartitionText(rows[format.Columns.Count + i], row, dynamicColumns[i].Type);
            // NULL and the empty text fall into the same folder, the default partition.
            if (values[i]?.Length == 0)
                values[i] = null;
            name.Append(PartitionNames.Escape(values[i])).Append('/');
        }
        key = name.ToString();
        return values;
    }

    private PartitionFile Open(IReadOnlyList<string?> values, string key)
    {
        if (key.Length > 0 && _files.Count >= _most)
            throw StorageFaults.TooManyPartitions(_most);
        Directory.CreateDirectory(engine.TempFolder);
        var path = Path.Combine(engine.TempFolder, $"rows-{Guid.NewGuid():N}");
        _paths.Add(path);
        return _files[key] = new PartitionFile(values, path, format.Open(path, oneOfMany: dynamicColumns.Count > 0));
    }

    private static int Limit(IEngine engine, string key, int otherwise) => int.TryParse(engine.Setting(key), out var set) ? set : otherwise;

    private sealed record PartitionFile(IReadOnlyList<string?> Values, string Path, IRowWriter Writer);
}
