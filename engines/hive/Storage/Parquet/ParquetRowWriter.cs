using System.Collections.Concurrent;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Native;
using Nonolive.Hive.Storage.Writing;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Nonolive.Hive.Storage.Parquet;

/// <summary>Rows as a Parquet file with the physical types of Hive 3.1: timestamps in INT96, decimals in fixed-length bytes.</summary>
internal sealed class ParquetRowWriter : IRowWriter
{
    private readonly IReadOnlyList<HiveColumn> _definition;

    // Each thread fills a set of its own and encodes it as a row group; a set that nobody fills waits here.
    private readonly ConcurrentStack<ParquetShredder[]> _idle = new();
    private readonly GroupNode _schema;
    private readonly WriterProperties _properties;
    private readonly ParquetFileWriter _writer;
    private readonly long _groupBytes;

    internal ParquetRowWriter(string path, IReadOnlyList<HiveColumn> columns, string compression, long groupBytes)
    {
        _groupBytes = groupBytes;
        _definition = columns;
        var first = Shredders();
        _schema = new GroupNode("hive_schema", Repetition.Required, [.. first.Select(column => column.Node)]);
        _idle.Push(first);
        using var builder = new WriterPropertiesBuilder();
        builder.Version(ParquetVersion.PARQUET_1_0).Compression(compression.ToUpperInvariant() switch
        {
            "SNAPPY" => Compression.Snappy,
            "GZIP" => Compression.Gzip,
            "UNCOMPRESSED" => Compression.Uncompressed,
            _ => throw StorageFaults.UnsupportedProperty("", "parquet.compression", compression, "Use SNAPPY, GZIP or UNCOMPRESSED."),
        });
        _properties = builder.Build();
        _writer = new ParquetFileWriter(path, _schema, _properties);
    }

    /// <inheritdoc />
    public void Write(RowChunk rows, int from, int count)
    {
        if (!_idle.TryPop(out var columns))
            columns = Shredders();
        for (var i = 0; i < columns.Length; i++)
        {
            var vector = rows[i];
            for (var row = from; row < from + count; row++)
                columns[i].Append(vector, row, 0, 0);
        }
        if (Bytes(columns) > _groupBytes)
            Encode(columns);
        _idle.Push(columns);
    }

    /// <inheritdoc />
    public void Finish()
    {
        foreach (var columns in _idle)
        {
            if (Bytes(columns) > 0)
                Encode(columns);
        }
        _writer.Close();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _writer.Dispose();
        _properties.Dispose();
        _schema.Dispose();
    }

    private void Encode(ParquetShredder[] columns)
    {
        lock (_idle)
        {
            using var group = _writer.AppendRowGroup();
            foreach (var leaf in columns.SelectMany(column => column.Leaves))
            {
                using var column = group.NextColumn();
                leaf.Write(column);
            }
        }
    }

    private static long Bytes(ParquetShredder[] columns) => columns.Sum(column => column.Leaves.Sum(leaf => leaf.Bytes));

    private ParquetShredder[] Shredders() => [.. _definition.Select(column => ParquetShredder.Of(column.Name, column.Type))];
}
