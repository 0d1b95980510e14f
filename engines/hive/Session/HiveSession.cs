using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Storage;
using Nonolive.Hive.Storage.Writing;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Session;

/// <summary>Runs Hive scripts, one statement after the other, with the settings and the database of one session.</summary>
public sealed partial class HiveSession : IAsyncDisposable
{
    private readonly HiveOptions _options;
    private readonly Settings _settings = new();
    private readonly Dictionary<string, string> _hiveVars;
    private readonly Engine _engine;
    private readonly StatementRunner _runner;

    /// <summary>Starts a session; nothing is opened until a statement needs it.</summary>
    public HiveSession(HiveOptions options)
        : this(options, shared: null)
    {
    }

    /// <summary>Starts a session on a DuckDB that outlives it.</summary>
    internal HiveSession(HiveOptions options, DuckDbInstance? shared)
        : this(options, new TableReader(), new TableWriter(), new LakeFolders(), new Functions.Library.CoreFunctions(new Semantics.Library.FunctionLibrary()), shared)
    {
    }

    internal HiveSession(HiveOptions options, ITableReader reader, ITableWriter writer, ILakeFolders folders, IFunctionLibrary functions, DuckDbInstance? shared = null)
    {
        _options = options;
        _hiveVars = new Dictionary<string, string>(options.HiveVars);
        Configure(options.HiveConfs);
        _engine = new Engine(options, functions, _settings, shared);
        _runner = new StatementRunner(options, _engine, _settings, reader, writer, folders);
    }

    private void Configure(IReadOnlyDictionary<string, string> confs)
    {
        foreach (var (key, value) in confs)
        {
            try
            {
                _settings.SetFree(key, value);
            }
            catch (HiveFault fault)
            {
                throw HiveErrors.Fault(fault, "--hiveconf");
            }
        }
    }

    /// <summary>The current database.</summary>
    public string Database => _runner.Database;

    /// <summary>The session's DuckDB, for measurements.</summary>
    internal DuckDBConnection DuckDb => _engine.DuckDb;

    /// <summary>The value of a setting, or null where nobody set it.</summary>
    public string? Setting(string key) => _settings.Get(key);

    /// <summary>
    /// Runs a script. Each result's rows are read before the next statement is asked for; rows left unread are dropped.
    /// </summary>
    /// <exception cref="UserErrorException">A statement is wrong, refused or fails; the ones before it have taken effect.</exception>
    public async IAsyncEnumerable<StatementResult> RunAsync(string script, string fileName, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var statement in ScriptSplitter.Split(script))
        {
            cancellation.ThrowIfCancellationRequested();
            var map = new SourceMap(fileName, script);
            map.Start(statement.At);
            var result = await GuardAsync(() => RunOneAsync(statement, map, cancellation), map.Location);
            await using var cleanUp = result.CleanUp;
            yield return result.Result with { Rows = Guarded(result.Result.Rows, map.Location(0), cancellation) };
        }
    }

    /// <summary>Runs a script for its effects and gives what was written.</summary>
    public async Task<IReadOnlyList<WrittenTable>> ExecuteAsync(string script, string fileName, CancellationToken cancellation = default)
    {
        var written = new List<WrittenTable>();
        await foreach (var result in RunAsync(script, fileName, cancellation))
        {
            // A query's checks (assert_true) take effect as its rows are read.
            await foreach (var _ in result.Rows.WithCancellation(cancellation))
            {
            }
            written.AddRange(result.Written);
        }
        return written;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<RunResult> RunOneAsync(RawStatement statement, SourceMap map, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        string text;
        try
        {
            text = new Substitution(_hiveVars, _settings.Get).Fill(statement, map);
        }
        catch (HiveFault fault)
        {
            // The offset is one of the script here, not of the filled statement.
            throw new HiveFault(fault.Kind, fault.Message, fault.At - statement.At, fault.Remedy);
        }
        if (ReadCommand(text) is { } command)
            return new RunResult(command with { Text = statement.Text, Location = map.Location(0), Elapsed = watch.Elapsed });
        var run = await _runner.RunAsync(Parser.Parse(text), text, cancellation);
        return run with { Result = run.Result with { Text = statement.Text, Location = map.Location(0), Elapsed = watch.Elapsed } };
    }

    /// <summary>SET and the commands of the Hive CLI, which are not HiveQL; null for everything else.</summary>
    private StatementResult? ReadCommand(string text)
    {
        if (RefusedCommand().Match(text) is { Success: true } refused)
            throw HiveFault.Refused($"The CLI command '{refused.Value.Trim()}'", 0);
        if (SetCommand().Match(text) is not { Success: true } set)
            return null;
        var (space, key, value) = (set.Groups["space"].Value.ToLowerInvariant(), set.Groups["key"].Value.Trim(), set.Groups["value"]);
        if (value.Success)
        {
            if (space == "hivevar")
                _hiveVars[key] = value.Value.Trim();
            else if (space is "" or "hiveconf")
                _settings.Set(key, value.Value.Trim(), set.Groups["key"].Index);
            else
                throw HiveFault.Refused($"SET {space}:{key}", 0);
            return StatementRunner.Done(StatementKind.Session);
        }
        var lines = key.Length == 0 ? _settings.All.Select(pair => $"{pair.Key}={pair.Value}").Concat(_hiveVars.Select(pair => $"hivevar:{pair.Key}={pair.Value}"))
            : [(space == "hivevar" ? _hiveVars.GetValueOrDefault(key) : _settings.Get(key)) is { } known ? $"{(space == "hivevar" ? "hivevar:" : "")}{key}={known}" : $"{key} is undefined"];
        return StatementRunner.Table(["set"], lines.Select(line => new object?[] { line }));
    }

    private static async Task<RunResult> GuardAsync(Func<Task<RunResult>> run, Func<int, string> location)
    {
        try
        {
            return await run();
        }
        catch (HiveFault fault)
        {
            throw HiveErrors.Fault(fault, location(fault.At));
        }
        catch (Exception error) when (Translate(error, location(0)) is { } translated)
        {
            throw translated;
        }
    }

    private static async IAsyncEnumerable<object?[]> Guarded(IAsyncEnumerable<object?[]> rows, string location, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var each = rows.GetAsyncEnumerator(cancellation);
        while (true)
        {
            try
            {
                if (!await each.MoveNextAsync())
                    break;
            }
            catch (Exception error) when (Translate(error, location) is { } translated)
            {
                throw translated;
            }
            yield return each.Current;
        }
    }

    /// <summary>A fault of DuckDB as the user's error; null for what is none (cancellation, defects).</summary>
    private static UserErrorException? Translate(Exception error, string location)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is UserErrorException user)
                return user.Location is null ? new UserErrorException(user.Code, user.Problem, user.Remedy, location, user.InnerException) : user;
        }
        // What a callback threw is known by its message alone once DuckDB has passed it on.
        if (error is DuckDBException or ChunkQueryException && ScanFunction.TakeFault(error.Message) is { } thrown)
            return new UserErrorException(thrown.Code, thrown.Problem, thrown.Remedy, thrown.Location ?? location, thrown);
        if (error is not (DuckDBException or ChunkQueryException))
            return null;
        return error.Message.Contains("ASSERT_TRUE(): assertion failed", StringComparison.Ordinal)
            ? HiveErrors.AssertionFailed(location) : HiveErrors.Execution(location, error.Message.Split('\n')[0], error);
    }

    [GeneratedRegex(@"^set(\s+((?<space>hivevar|hiveconf|system|env|metaconf):)?(?<key>[^=]*?)\s*(=(?<value>.*))?)?$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex SetCommand();

    [GeneratedRegex(@"^(add\s+(jar|jars|file|files|archive)|delete\s+(jar|file)|list\s+(jar|file)|dfs\b|source\b|reset\b|compile\b|quit$|exit$|!)[^\n]*", RegexOptions.IgnoreCase)]
    private static partial Regex RefusedCommand();
}
