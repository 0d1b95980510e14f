using System.Diagnostics;
using System.Globalization;
using Nonolive.Hive.Metastore;
using Nonolive.Jobs.Benchmarks;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator;
using Nonolive.Simulator.Expected;

// Runs every job over simulated days and prints time, bytes read and memory; with check=true also whether each report is right.
//   dotnet run -c Release --project benchmarks/jobs -- viewers=1000 anchors=20 days=1 jobs=jobs lake=FOLDER check=true detail=true
// The limits are three minutes for 20 million lines of a day, in proportion for other sizes from a million on, and 3 GiB.
// A lake that is kept (lake=FOLDER) is used again with generated=true; only=JOB,JOB runs these jobs and the definitions.
var options = args.Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
int Number(string name, int absent) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : absent;
bool Flag(string name) => options.GetValueOrDefault(name) == "true";

var first = new DateOnly(2026, 3, 2);
var simulated = new SimulationOptions
{
    FirstDay = first,
    Days = Number("days", 1),
    Viewers = Number("viewers", 1000),
    Anchors = Number("anchors", 20),
};
// The simulated world takes memory of its own, so it is made only where it is needed: measure on a lake that is kept.
var world = new Lazy<Simulation>(() => Simulation.Create(simulated));
var temporary = options.GetValueOrDefault("lake") is null ? Directory.CreateTempSubdirectory("nono-bench-").FullName : null;
var store = new MeasuringStore(new FileObjectStore(options.GetValueOrDefault("lake") ?? temporary!));
try
{
    var watch = Stopwatch.StartNew();
    if (!Flag("generated"))
    {
        var lines = await world.Value.WriteEventsAsync(store, "data");
        await world.Value.WriteTablesAsync(store, "data");
        Console.WriteLine($"generated {lines:N0} lines, {world.Value.Changes:N0} changes in {watch.Elapsed.TotalSeconds:N1} s");
    }
    var run = new DayRun(store, new InMemoryMetastore(), JobCatalog.Load(options.GetValueOrDefault("jobs", "jobs")), simulated.Zone, Flag("detail"), options.GetValueOrDefault("only")?.Split(','));
    for (var day = first; day <= simulated.LastDay; day = day.AddDays(1))
    {
        store.Reset();
        watch.Restart();
        await run.RunAsync(day);
        var (seconds, bytes, memory) = (watch.Elapsed.TotalSeconds, store.BytesRead, Process.GetCurrentProcess().PeakWorkingSet64);
        var linesOfDay = await run.LinesAsync(day);
        Console.WriteLine(
            $"{day:yyyy-MM-dd}: {linesOfDay,11:N0} lines, {seconds,7:N1} s, {bytes / 1e6,8:N1} MB read, peak memory {memory >> 20:N0} MiB"
            + (linesOfDay < 1_000_000 ? "" : $"; {seconds / (linesOfDay * 180 / 20e6):N2} of the limit's time, {memory / (3.0 * (1 << 30)):N2} of its memory"));
    }
    if (Flag("check"))
        await CheckAsync();
}
finally
{
    if (temporary is not null)
        Directory.Delete(temporary, recursive: true);
}

async Task CheckAsync()
{
    foreach (var expected in world.Value.ExpectedReports(simulated.LastDay))
    {
        var rows = new List<System.Text.Json.JsonElement>();
        await foreach (var found in store.ListAsync("result", LakeLayout.ReportRunFolder(expected.Report, simulated.LastDay, "run-1")))
        {
            if (!found.Key.Contains("/_", StringComparison.Ordinal))
                rows.AddRange((await store.ReadTextAsync(found.Uri)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonElement.Parse(line)));
        }
        var differences = ReportComparison.Differences(expected, rows);
        Console.WriteLine($"{expected.Report,-18} {rows.Count,8:N0} rows, {differences.Count} differences {(differences.Count > 0 ? differences[0] : "")}");
    }
}
