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

    // While one set's row group is encoded the other takes rows; few files have more than one group.
    private ParquetShredder[] _columns;
    private ParquetShredder[]? _spare;
    private Task _encoding = Task.CompletedTask;
    private readonly GroupNode _schema;
    private readonly WriterProperties _properties;
    private readonly ParquetFileWriter _writer;
    private readonly long _groupBytes;
    private int _rows;

    internal ParquetRowWriter(string path, IReadOnlyList<HiveColumn> columns, string compression, long groupBytes)
    {
        _groupBytes = groupBytes;
        _definition = columns;
        _columns = Shredders();
        _schema = new GroupNode("hive_schema", Repetition.Required, [.. _columns.Select(column => column.Node)]);
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
    public void Write(ChunkQuery query, int from, int count)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var vector = query.Column(i);
            for (var row = from; row < from + count; row++)
                _columns[i].Append(vector, row, 0, 0);
        }
        _rows += count;
        if (_columns.Sum(column => column.Leaves.Sum(leaf => leaf.Bytes)) > _groupBytes)
            EncodeBeside();
    }

    /// <inheritdoc />
    public void Finish()
    {
        _encoding.GetAwaiter().GetResult();
        if (_rows > 0)
            Encode(_columns);
        _writer.Close();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // An error of the last group was either thrown or makes way for the one that is the reason for giving up.
        _encoding.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        _writer.Dispose();
        _properties.Dispose();
        _schema.Dispose();
    }

    private void EncodeBeside()
    {
        _encoding.GetAwaiter().GetResult();
        var full = _columns;
        (_columns, _spare, _rows) = (_spare ?? Shredders(), full, 0);
        _encoding = Task.Run(() => Encode(full));
    }

    private void Encode(ParquetShredder[] columns)
    {
        using var group = _writer.AppendRowGroup();
        foreach (var leaf in columns.SelectMany(column => column.Leaves))
        {
            using var column = group.NextColumn();
            leaf.Write(column);
        }
    }

    private ParquetShredder[] Shredders() => [.. _definition.Select(column => ParquetShredder.Of(column.Name, column.Type))];
}
