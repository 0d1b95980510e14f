using System.IO.Compression;
using System.Text;
using DuckDB.NET.Data;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Hive.Storage;
using Nonolive.Hive.Storage.Writing;
using Nonolive.Hive.Types;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Tests.Storage;

/// <summary>A lake in a folder of its own, with the verbs that storage tests are written in.</summary>
internal sealed class Lake : IEngine, IDisposable
{
    private readonly string _root = TestFoldersAttribute.Create();
    private readonly Dictionary<string, string> _settings = [];

    internal Lake(Func<IObjectStore, IObjectStore>? wrap = null)
    {
        var files = new FileObjectStore(Path.Combine(_root, "lake"));
        Store = wrap is null ? files : wrap(files);
        DuckDb = new DuckDBConnection("DataSource=:memory:");
        DuckDb.Open();
    }

    public DuckDBConnection DuckDb { get; }

    public IObjectStore Store { get; }

    public IMetastore Metastore { get; } = new InMemoryMetastore();

    public string TempFolder => Path.Combine(_root, "temp");

    public TimeProvider Time => TimeProvider.System;

    public string? Setting(string key) => _settings.GetValueOrDefault(key);

    internal Lake With(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    internal Task Put(string uri, string text) => PutBytes(uri, Encoding.UTF8.GetBytes(text));

    internal async Task PutBytes(string uri, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await Store.PutAsync(ObjectUri.Parse(uri), content);
    }

    internal static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>A table from <c>name type, name type</c>.</summary>
    internal static HiveTable Table(string columns, HiveFormat? format = null, string partitions = "", string location = "s3://b/t") => new()
    {
        Database = "d",
        Name = "t",
        Columns = Columns(columns),
        PartitionColumns = Columns(partitions),
        Format = format ?? HiveFormat.Text,
        Location = location,
    };

    internal static HiveFormat Format(string serDe, params (string Key, string Value)[] properties) =>
        HiveFormat.Text with { SerDe = serDe, Properties = properties.ToDictionary(pair => pair.Key, pair => pair.Value) };

    /// <summary>The rows, columns joined by '|', NULL as NULL, in order of their text.</summary>
    internal async Task<string[]> Read(HiveTable table, params string[] columns)
    {
        var partitions = table.PartitionColumns.Count > 0 ? Metastore.Partitions(table.Database, table.Name) : null;
        var names = columns.Length > 0 ? columns : [.. table.AllColumns.Select(column => column.Name)];
        var sql = await new TableReader().PrepareAsync(new TableScan(table, partitions, names), this, CancellationToken.None);
        return Query($"SELECT {string.Join(", ", names.Select(name => $"\"{name}\""))} FROM {sql}");
    }

    internal string[] Query(string sql)
    {
        using var command = DuckDb.CreateCommand();
        command.CommandText = $"SELECT concat_ws('|', {string.Join(", ", ColumnsOf(sql).Select(name => $"coalesce(\"{name}\"::VARCHAR, 'NULL')"))}) FROM ({sql})";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    internal Task<WriteResult> Write(HiveTable table, string select, bool overwrite = true, params string?[] statics) =>
        new TableWriter().WriteAsync(new TableWrite(table, statics, overwrite, select), this, CancellationToken.None);

    /// <summary>Keys and contents below a folder.</summary>
    internal async Task<Dictionary<string, string>> Files(string uri)
    {
        var folder = ObjectUri.Parse(uri);
        var files = new Dictionary<string, string>();
        await foreach (var found in Store.ListAsync(folder.Bucket, folder.Key))
            files[found.Key] = await Store.ReadTextAsync(found.Uri);
        return files;
    }

    public void Dispose()
    {
        DuckDb.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private List<string> ColumnsOf(string sql)
    {
        using var command = DuckDb.CreateCommand();
        command.CommandText = $"DESCRIBE {sql}";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static List<HiveColumn> Columns(string text)
    {
        var columns = new List<HiveColumn>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var space = part.IndexOf(' ');
            columns.Add(new HiveColumn(part[..space], HiveTypeParser.TryParse(part[(space + 1)..])!));
        }
        return columns;
    }
}
