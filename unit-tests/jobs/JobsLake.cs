using System.Globalization;
using System.Text.Json;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Jobs.Tests;

/// <summary>A lake in a folder, with the repository's jobs and a Hive engine over it.</summary>
internal sealed class JobsLake : IDisposable
{
    private const string Database = "nonolive_test";
    private static readonly JobCatalog Catalog = JobCatalog.Load(JobsFolder.Path);

    private readonly TempFolder _folder = new();
    private readonly string _zone;
    private readonly DuckDbInstance _duckDb;
    private readonly IObjectStore _seen;

    /// <summary>An empty lake.</summary>
    /// <param name="zone">The business zone.</param>
    /// <param name="planned">Whether DuckDB plans as in a real run; without, jobs over few rows take half the time.</param>
    /// <param name="wrap">What the jobs see of the lake, if not the lake itself.</param>
    public JobsLake(string zone, bool planned = false, Func<FileObjectStore, IObjectStore>? wrap = null)
    {
        _zone = zone;
        Store = new FileObjectStore(_folder.Path);
        _seen = wrap?.Invoke(Store) ?? Store;
        // One for all jobs, one after the other: they hold nothing in it.
        _duckDb = new DuckDbInstance(Options(default, ""), forFewRows: !planned);
    }

    public FileObjectStore Store { get; }

    public InMemoryMetastore Metastore { get; } = new();

    /// <summary>Runs every job of a day in the catalog's order.</summary>
    public async Task RunDayAsync(DateOnly day, string run)
    {
        foreach (var job in Catalog.Groups.SelectMany(group => group))
            await RunAsync(job, day, run);
    }

    /// <summary>Runs the jobs that declare tables.</summary>
    public async Task DefineAsync(DateOnly day, string run)
    {
        foreach (var job in Catalog.Jobs.Where(job => job.Stage == JobStage.Ddl))
            await RunAsync(job, day, run);
    }

    public Task RunAsync(string job, DateOnly day, string run) => RunAsync(Catalog.Jobs.Single(known => known.Name == job), day, run);

    /// <summary>Runs any script with the variables of a run.</summary>
    public async Task RunScriptAsync(string script, string name, DateOnly day, string run)
    {
        await using var session = Session(day, run);
        await session.ExecuteAsync(script, name);
    }

    /// <summary>The rows of a query, as texts by column.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> QueryAsync(string sql, DateOnly day, string run)
    {
        await using var session = Session(day, run);
        var rows = new List<IReadOnlyDictionary<string, string?>>();
        await foreach (var result in session.RunAsync($"use {Database}; {sql}", "query"))
        {
            await foreach (var row in result.Rows)
                rows.Add(result.Columns.Zip(row).ToDictionary(pair => pair.First.Name, pair => Nonolive.SqlTesting.Expectation.Text(pair.Second)));
        }
        return rows;
    }

    /// <summary>The rows that a run wrote for a report.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReportAsync(string report, DateOnly day, string run)
    {
        var rows = new List<JsonElement>();
        await foreach (var found in Store.ListAsync("result", LakeLayout.ReportRunFolder(report, day, run)))
        {
            if (!found.Key.Contains("/_", StringComparison.Ordinal))
                rows.AddRange((await Store.ReadTextAsync(found.Uri)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)));
        }
        return rows;
    }

    public IReadOnlyList<HiveTable> Tables => Metastore.Tables(Database);

    public void Dispose()
    {
        _duckDb.Dispose();
        _folder.Dispose();
    }

    private Task RunAsync(Job job, DateOnly day, string run) => RunScriptAsync(Catalog.Script(job), job.File, day, run);

    private HiveSession Session(DateOnly day, string run) => new(Options(day, run), _duckDb);

    private HiveOptions Options(DateOnly day, string run) => new()
    {
        Store = _seen,
        Metastore = Metastore,
        HiveVars = day == default ? new Dictionary<string, string>() : RunVariables.For(day, run, _zone, Database, "data", "result"),
        Threads = 1,
    };

    /// <summary>The partition of a day as a filter.</summary>
    public static string Partition(DateOnly day) => $"dt = '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";
}
