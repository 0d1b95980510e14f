using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Semantics;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Session;

/// <summary>A session's DuckDB and what belongs to it.</summary>
internal sealed partial class Engine : IEngine, IDisposable
{
    private const int MostPruned = 500;

    private readonly HiveOptions _options;
    private readonly IFunctionLibrary _functions;
    private readonly Settings _settings;
    private readonly DuckDbInstance _instance;
    private readonly bool _ownsInstance;

    public Engine(HiveOptions options, IFunctionLibrary functions, Settings settings, DuckDbInstance? shared = null)
    {
        (_options, _functions, _settings) = (options, functions, settings);
        _ownsInstance = shared is null;
        _instance = shared ?? new DuckDbInstance(options);
    }

    public DuckDBConnection DuckDb => _instance.Connection;

    public IObjectStore Store => _options.Store;

    public IMetastore Metastore => _options.Metastore;

    public string TempFolder => _instance.TempFolder;

    public TimeProvider Time => _options.Time;

    public string? Setting(string key) => _settings.Get(key);

    /// <summary>Registers the library's functions that a SQL text calls and this connection does not know yet.</summary>
    public void Require(string sql)
    {
        foreach (var call in LibraryCall().EnumerateMatches(sql))
        {
            var name = sql.AsSpan(call.Index, call.Length - 1).ToString();
            if (!_instance.Registered.Contains(name))
                Register(name);
        }
    }

    private void Register(string name)
    {
        _instance.Registered.Add(name);
        if (_functions.Contains(name))
            _functions.Register(name, this);
        if (ZoneMacros.Body(name, _options.ZoneOfTimestamps) is not { } body)
            return;
        // The body may call the library in turn.
        using var command = Command($"CREATE TEMP MACRO {name}(x) AS {body}");
        command.ExecuteNonQuery();
    }

    public DuckDBCommand Command(string sql)
    {
        Require(sql);
        var command = DuckDb.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>The sorted numbers that a query of <see cref="Preparation"/> gives; a day's jobs ask for the same partitions again and again.</summary>
    public IReadOnlyList<int> Pruned(string sql)
    {
        if (_instance.Pruned.TryGetValue(sql, out var known))
            return known;
        using var command = Command(sql);
        using var result = command.ExecuteReader();
        var numbers = new List<int>();
        while (result.Read())
            numbers.Add(result.GetInt32(0));
        numbers.Sort();
        if (_instance.Pruned.Count >= MostPruned)
            _instance.Pruned.Clear();
        return _instance.Pruned[sql] = numbers;
    }

    public void Dispose()
    {
        if (_ownsInstance)
            _instance.Dispose();
    }

    [GeneratedRegex(@"\bhv_[a-z0-9_]+\(")]
    private static partial Regex LibraryCall();
}
