using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Hive.Storage.Parquet;
using Nonolive.Hive.Storage.Text;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>How a statement's files are written: the format, the compression and with it the name's extension.</summary>
internal sealed class OutputFormat
{
    private const long GroupBytes = 16 << 20;

    private readonly string _table;
    private readonly HiveFormat _format;
    private readonly IReadOnlyList<HiveColumn> _columns;
    private readonly string _parquetCompression;

    internal OutputFormat(
        string table, HiveFormat format, IReadOnlyList<HiveColumn> columns, IReadOnlyDictionary<string, string> properties, IEngine engine)
    {
        _table = table;
        _format = format;
        _columns = columns;
        _parquetCompression = properties.GetValueOrDefault("parquet.compression") ?? engine.Setting("parquet.compression") ?? "SNAPPY";
        Extension = format.SerDe == HiveFormat.ParquetSerDe ? "" : TextExtension(table, engine);
    }

    /// <summary>The columns of each file.</summary>
    internal IReadOnlyList<HiveColumn> Columns => _columns;

    /// <summary>The extension of the files' names.</summary>
    internal string Extension { get; }

    /// <summary>Opens a file; many files at once (dynamic partitions) share the memory for row groups.</summary>
    internal IRowWriter Open(string path, bool oneOfMany) => _format.SerDe switch
    {
        HiveFormat.ParquetSerDe => new ParquetRowWriter(path, _columns, _parquetCompression, oneOfMany ? GroupBytes / 16 : GroupBytes),
        HiveFormat.LazySimple => new LineFileWriter(
            path, new LazySimpleFormat([.. _columns.Select(column => column.Type)], new LazySimpleParameters(_format.Properties)), Extension),
        HiveFormat.Json => new LineFileWriter(
            path, new JsonFormat([.. _columns.Select(column => column.Name)], [.. _columns.Select(column => column.Type)]), Extension),
        _ => throw StorageFaults.UnknownSerDe(_table, _format.SerDe),
    };

    private static string TextExtension(string table, IEngine engine)
    {
        if (!string.Equals(engine.Setting("hive.exec.compress.output"), "true", StringComparison.OrdinalIgnoreCase))
            return "";
        var codec = engine.Setting("mapreduce.output.fileoutputformat.compress.codec") ?? engine.Setting("mapred.output.compression.codec")
            ?? "org.apache.hadoop.io.compress.DefaultCodec";
        return codec switch
        {
            "org.apache.hadoop.io.compress.GzipCodec" => ".gz",
            "org.apache.hadoop.io.compress.DefaultCodec" => ".deflate",
            _ => throw StorageFaults.UnsupportedProperty(table, "mapreduce.output.fileoutputformat.compress.codec", codec,
                "Use org.apache.hadoop.io.compress.GzipCodec."),
        };
    }
}
