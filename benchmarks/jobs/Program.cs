using System.Diagnostics;
using Nonolive.Hive.Metastore;
using Nonolive.Jobs.Benchmarks;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator;

// Runs every job over simulated days and prints time, bytes read and memory; with check=true also whether each report is right.
//   dotnet run -c Release --project benchmarks/jobs -- viewers=1000 anchors=20 days=1 seed=1 zone=Asia/Jakarta first=2026-03-02
//     jobs=jobs lake=FOLDER check=true detail=true
// The limits are three minutes for 20 million lines of a day, in proportion for other sizes from a million on, and 3 GiB.
// A lake that is kept (lake=FOLDER) is used again with generated=true; only=JOB,JOB runs these jobs and the definitions.
// With history=60 it computes one day in a lake with that many days before it and in one with three; see HistoryComparison.
var options = new Arguments(args);
var history = options.Number("history", 0);
var first = DateOnly.Parse(options.Text("first") ?? "2026-03-02", System.Globalization.CultureInfo.InvariantCulture);
var simulated = new SimulationOptions
{
    Seed = (ulong)options.Number("seed", 1),
    Zone = options.Text("zone") ?? "Asia/Jakarta",
    FirstDay = history > 0 ? HistoryComparison.Day.AddDays(-history) : first,
    // The days after the compared one hold its late events.
    Days = history > 0 ? history + 1 + HistoryComparison.DaysAfter : options.Number("days", 1),
    Viewers = options.Number("viewers", 1000),
    Anchors = options.Number("anchors", 20),
    SignUpShare = options.Number("signups", 20) / 1000.0,
};
var catalog = JobCatalog.Load(options.Text("jobs") ?? "jobs");
// The simulated world takes memory of its own, so it is made only where it is needed: measure on a lake that is kept.
var world = new Lazy<Simulation>(() => Simulation.Create(simulated));
var temporary = options.Text("lake") is null ? Directory.CreateTempSubdirectory("nono-bench-").FullName : null;
var folder = options.Text("lake") ?? temporary!;
try
{
    if (history > 0)
        return await new HistoryComparison(world.Value, catalog, folder, options.Number("rounds", 7), options.Flag("generated")).RunAsync() ? 0 : 1;
    var store = new MeasuringStore(new FileObjectStore(folder));
    var watch = Stopwatch.StartNew();
    if (!options.Flag("generated"))
    {
        var lines = await world.Value.WriteEventsAsync(store, "data");
        await world.Value.WriteTablesAsync(store, "data");
        Console.WriteLine($"generated {lines:N0} lines, {world.Value.Changes:N0} changes in {watch.Elapsed.TotalSeconds:N1} s");
    }
    var run = new DayRun(store, new InMemoryMetastore(), catalog, simulated.Zone, options.Flag("detail"), options.Text("only")?.Split(','));
    for (var day = first; day <= simulated.LastDay; day = day.AddDays(1))
    {
        watch.Restart();
        var costs = await run.RunAsync(day);
        var (seconds, memory) = (watch.Elapsed.TotalSeconds, Process.GetCurrentProcess().PeakWorkingSet64);
        var linesOfDay = await run.LinesAsync(day);
        Console.WriteLine(
            $"{day:yyyy-MM-dd}: {linesOfDay,11:N0} lines, {seconds,7:N1} s, {costs.Sum(cost => cost.ObjectBytes) / 1e6,8:N1} MB read, peak memory {memory >> 20:N0} MiB"
            + (linesOfDay < 1_000_000 ? "" : $"; {seconds / (linesOfDay * 180 / 20e6):N2} of the limit's time, {memory / (3.0 * (1 << 30)):N2} of its memory"));
    }
    return !options.Flag("check") || await Reports.AreRightAsync(store, world.Value, simulated.LastDay) ? 0 : 1;
}
finally
{
    if (temporary is not null)
        Directory.Delete(temporary, recursive: true);
}
