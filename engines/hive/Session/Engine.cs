using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Semantics;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Session;

/// <summary>A session's DuckDB and what belongs to it.</summary>
internal sealed partial class Engine : IEngine, IDisposable
{
    private readonly HiveOptions _options;
    private readonly IFunctionLibrary _functions;
    private readonly Settings _settings;
    private readonly HashSet<string> _registered = [];
    private readonly bool _ownsFolder;
    private DuckDBConnection? _duckDb;

    public Engine(HiveOptions options, IFunctionLibrary functions, Settings settings)
    {
        (_options, _functions, _settings) = (options, functions, settings);
        _ownsFolder = options.TempFolder is null;
        TempFolder = options.TempFolder ?? Path.Combine(Path.GetTempPath(), "nono-hive-" + Guid.NewGuid().ToString("N"));
    }

    public DuckDBConnection DuckDb => _duckDb ??= Open();

    public IObjectStore Store => _options.Store;

    public IMetastore Metastore => _options.Metastore;

    public string TempFolder { get; }

    public TimeProvider Time => _options.Time;

    public string? Setting(string key) => _settings.Get(key);

    /// <summary>Registers the library's functions that a SQL text calls and this connection does not know yet.</summary>
    public void Require(string sql)
    {
        foreach (var call in LibraryCall().EnumerateMatches(sql))
        {
            var name = sql.AsSpan(call.Index, call.Length - 1).ToString();
            if (!_registered.Contains(name) && _functions.Contains(name))
            {
                _functions.Register(name, this);
                _registered.Add(name);
            }
        }
    }

    public DuckDBCommand Command(string sql)
    {
        Require(sql);
        var command = DuckDb.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public void Dispose()
    {
        _duckDb?.Dispose();
        if (_ownsFolder && Directory.Exists(TempFolder))
            Directory.Delete(TempFolder, recursive: true);
    }

    private DuckDBConnection Open()
    {
        Directory.CreateDirectory(TempFolder);
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        // Hive: x/0 is NULL; times have no zone. DuckDB must neither fetch extensions nor read the network.
        command.CommandText = $"""
            SET memory_limit = '{_options.MemoryLimit / (1 << 20)}MiB';
            SET temp_directory = '{TempFolder.Replace("'", "''")}';
            SET threads = {_options.Threads ?? Environment.ProcessorCount};
            SET ieee_floating_point_ops = false;
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            """;
        command.ExecuteNonQuery();
        return connection;
    }

    [GeneratedRegex(@"\bhv_[a-z0-9_]+\(")]
    private static partial Regex LibraryCall();
}
