using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.SqlTesting;

/// <summary>
/// What the tests of a jobs folder share, so that one costs little: DuckDB instances with their functions, the tables of each
/// business day as the scripts in <c>ddl/</c> declare them, and every test's rows as files. Tests may run at the same time.
/// </summary>
internal sealed class SqlTestBench : IDisposable
{
    /// <summary>The run that a test's job belongs to.</summary>
    public const string Run = "run-1";

    /// <summary>The database of the tests.</summary>
    public const string Database = "nonolive_test";

    private const int MostUses = 500;

    // Scripts that no run has in its catalog.
    private const string ByHand = "rebuild";

    private readonly string _folder = Directory.CreateTempSubdirectory("nono-sql-tests-").FullName;
    private readonly ConcurrentBag<Rented> _idle = [];
    private readonly ConcurrentDictionary<(DateOnly, string), Lazy<Task<InMemoryMetastore>>> _declared = new();
    private readonly ConditionalWeakTable<SqlTest, ConcurrentDictionary<bool, Lazy<Task<GivenLake>>>> _given = [];
    private readonly ConcurrentDictionary<string, string> _scripts = new(StringComparer.Ordinal);
    private readonly JobCatalog _catalog;
    private readonly string _jobsFolder;

    public SqlTestBench(string jobsFolder)
    {
        _jobsFolder = jobsFolder;
        _catalog = JobCatalog.Load(jobsFolder);
    }

    /// <summary>The path of a job's script below the jobs folder.</summary>
    public string FileOf(string job, string location)
    {
        if (_catalog.Jobs.FirstOrDefault(known => known.Name == job) is { } found)
            return found.File;
        return job.EndsWith(".sql", StringComparison.Ordinal) && File.Exists(Path.Combine(_jobsFolder, job))
            ? job : throw SqlTestErrors.UnknownJob(location, job, [.. _catalog.Jobs.Select(known => known.Name)]);
    }

    /// <summary>Scripts that have work to do: staging, snapshots, reports, and those run by hand. Definitions and audits are not among them.</summary>
    public IReadOnlyList<string> Scripts =>
    [
        .. _catalog.Groups.SelectMany(group => group).Where(job => job.Stage is JobStage.Staging or JobStage.Snapshot or JobStage.Report).Select(job => job.File),
        .. Directory.Exists(Path.Combine(_jobsFolder, ByHand)) ? Directory.EnumerateFiles(Path.Combine(_jobsFolder, ByHand), "*.sql").Order(StringComparer.Ordinal).Select(path => $"{ByHand}/{Path.GetFileName(path)}") : [],
    ];

    /// <summary>The scripts that names mean: a job's name, or a script's with or without its folder and extension.</summary>
    public IReadOnlyList<string> ScriptsOf(IReadOnlyList<string> names) => names.Count == 0 ? Scripts : [.. names.SelectMany(name =>
    {
        var all = _catalog.Jobs.Select(job => job.File).Concat(Scripts).Distinct().ToList();
        var meant = all.Where(file => file == name || file == name + ".sql" || file == FileOfJob(name)).ToList();
        if (meant.Count == 0)
            meant = all.FindAll(file => Path.GetFileNameWithoutExtension(file) == name || file.StartsWith(name.TrimEnd('/') + "/", StringComparison.Ordinal));
        return meant.Count > 0 ? meant : throw SqlTestErrors.UnknownJob(null, name, [.. _catalog.Jobs.Select(job => job.Name)]);
    }).Distinct()];

    private string? FileOfJob(string name) => _catalog.Jobs.FirstOrDefault(job => job.Name == name)?.File;

    /// <summary>A script's text.</summary>
    public string ScriptOf(string file) => _scripts.GetOrAdd(file, name => File.ReadAllText(Path.Combine(_jobsFolder, name)));

    /// <summary>The rows of a test in a lake, and the tables over them; made once.</summary>
    public Task<GivenLake> GivenAsync(SqlTest test, bool shuffled) =>
        _given.GetOrCreateValue(test).GetOrAdd(shuffled, key => new Lazy<Task<GivenLake>>(() => LayAsync(test, key))).Value;

    /// <summary>An empty lake.</summary>
    public TestLake Lake() => new(_folder);

    /// <summary>Runs something with a session of a test's day.</summary>
    public async Task<T> WithSessionAsync<T>(SqlTest test, TestLake lake, InMemoryMetastore metastore, Func<HiveSession, Task<T>> run)
    {
        var options = Options(test.Day, test.Zone, lake, metastore) with { Time = new FrozenClock(test.Now) };
        var rented = _idle.TryTake(out var idle) ? idle : new Rented(new DuckDbInstance(options, forFewRows: true));
        try
        {
            await using var session = new HiveSession(options, rented.Instance);
            return await run(session);
        }
        finally
        {
            if (++rented.Uses < MostUses)
                _idle.Add(rented);
            else
                rented.Instance.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var rented in _idle)
            rented.Instance.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<GivenLake> LayAsync(SqlTest test, bool shuffled)
    {
        var metastore = (await _declared.GetOrAdd((test.Day, test.Zone), _ => new Lazy<Task<InMemoryMetastore>>(() => DeclareAsync(test))).Value).Copy();
        var lake = Lake();
        var rows = new GivenRows(lake, test.Day, new TestClock(test.Day, test.Zone));
        foreach (var given in test.Given)
        {
            var table = given.Table == GivenRows.Events ? null : metastore.FindTable(Database, given.Table)
                ?? throw SqlTestErrors.UnknownTable(given.Location, given.Table, [.. metastore.Tables(Database).Select(known => known.Name), GivenRows.Events]);
            foreach (var partition in await rows.PutAsync(given, table, shuffled))
                metastore.PutPartition(Database, given.Table, partition);
        }
        return new GivenLake(lake, metastore, rows);
    }

    private async Task<InMemoryMetastore> DeclareAsync(SqlTest test)
    {
        var metastore = new InMemoryMetastore();
        using var lake = Lake();
        foreach (var job in _catalog.Jobs.Where(job => job.Stage == JobStage.Ddl))
            await WithSessionAsync(test, lake, metastore, session => session.ExecuteAsync(ScriptOf(job.File), job.File));
        return metastore;
    }

    private static HiveOptions Options(DateOnly day, string zone, TestLake lake, InMemoryMetastore metastore) => new()
    {
        Store = lake,
        Metastore = metastore,
        HiveVars = RunVariables.For(day, Run, zone, Database, "data", "result"),
        // Tests run side by side; a few rows are no work for a second thread.
        Threads = 1,
    };

    private sealed record Rented(DuckDbInstance Instance)
    {
        public int Uses { get; set; }
    }
}

/// <summary>A test's rows.</summary>
/// <param name="Lake">The files.</param>
/// <param name="Metastore">The tables, with the partitions that the rows made.</param>
/// <param name="Rows">Turns cells as tests write them into values.</param>
internal sealed record GivenLake(TestLake Lake, InMemoryMetastore Metastore, GivenRows Rows);
