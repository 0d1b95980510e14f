using Nonolive.Hive.Metastore;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator;

namespace Nonolive.Jobs.Benchmarks;

/// <summary>
/// What history costs: one day of one world, computed in a lake where replication and runs began many days before it, and in one
/// where they began three days before. Both know the same users and anchors on the day, for the younger lake's full load finds
/// what the older one has collected from changes. Every day before was run in both.
/// </summary>
internal sealed class HistoryComparison(Simulation world, JobCatalog catalog, string folder, int rounds, bool isPrepared)
{
    private const int ShortHistory = 3;
    private const double BytesLimit = 1.1;
    private const double TimeLimit = 1.2;

    /// <summary>The compared day, a Sunday and the last of a month: no day's weeks and months reach back further.</summary>
    public static readonly DateOnly Day = new(2026, 5, 31);

    /// <summary>Days after it whose events are in both lakes: some are late ones of the day.</summary>
    public const int DaysAfter = 3;

    // What adds up a week or a month has fewer days to add up where the lake is younger.
    private static readonly string[] LookBack = ["platform_weekly", "platform_monthly", "anchor_weekly", "anchor_monthly"];

    public async Task<bool> RunAsync()
    {
        var older = await PrepareAsync("older", world.Options.FirstDay);
        var younger = await PrepareAsync("younger", Day.AddDays(-ShortHistory));
        // Both once unmeasured: what is compiled and read from the disk first would count for one alone.
        await younger.Run.RunAsync(Day);
        await older.Run.RunAsync(Day);
        Console.WriteLine($"{Day:yyyy-MM-dd}: {await older.Run.LinesAsync(Day):N0} lines; {Day.DayNumber - world.Options.FirstDay.DayNumber} days against {ShortHistory} days");
        var measured = new List<(DayCost Older, DayCost Younger)>();
        for (var round = 0; round < rounds; round++)
        {
            // In turn, and each as often the first: a machine that is busy for a while is so for both.
            var first = round % 2 == 0 ? older : younger;
            var firstCost = new DayCost(await first.Run.RunAsync(Day));
            var secondCost = new DayCost(await (round % 2 == 0 ? younger : older).Run.RunAsync(Day));
            measured.Add(round % 2 == 0 ? (firstCost, secondCost) : (secondCost, firstCost));
            Console.WriteLine($"  {measured[^1].Older.Seconds,7:N2} s against {measured[^1].Younger.Seconds,7:N2} s, {measured[^1].Older.WorkSeconds,7:N2} s of processor time against {measured[^1].Younger.WorkSeconds,7:N2} s");
        }
        var equal = await SameReportsAsync(older.Store, younger.Store) & await Reports.AreRightAsync(older.Store, world, Day);
        PrintJobs(measured[^1].Older, measured[^1].Younger);
        return Ratio("bytes of objects opened", measured, cost => cost.ObjectBytes, BytesLimit)
            & Ratio("bytes of read calls", measured, cost => cost.ReadBytes, BytesLimit)
            & Ratio("processor time", measured, cost => cost.WorkSeconds, TimeLimit)
            & Ratio("time", measured, cost => cost.Seconds, TimeLimit)
            & equal;
    }

    private async Task<(DayRun Run, IObjectStore Store)> PrepareAsync(string name, DateOnly start)
    {
        var store = new MeasuringStore(new FileObjectStore(Path.Combine(folder, name)));
        var saved = Path.Combine(folder, name + ".json");
        if (isPrepared)
            return (RunOf(store, MetastoreFile.Load(saved)), store);
        if (start == world.Options.FirstDay)
            await world.WriteEventsAsync(store, "data");
        else
            await CopyEventsAsync(Path.Combine(folder, "older"), store, start);
        await world.WriteTablesSinceAsync(store, "data", start);
        var metastore = new InMemoryMetastore();
        var run = RunOf(store, metastore);
        for (var day = start; day < Day; day = day.AddDays(1))
            await run.RunAsync(day);
        MetastoreFile.Save(metastore, saved);
        return (run, store);
    }

    private DayRun RunOf(MeasuringStore store, InMemoryMetastore metastore) => new(store, metastore, catalog, world.Options.Zone, detail: false, only: null);

    // What arrived since the day before, which is the first that a run of the first day reads.
    private static async Task CopyEventsAsync(string from, MeasuringStore store, DateOnly start)
    {
        var source = new FileObjectStore(from);
        var firstFolder = $"{LakeLayout.EventDay}{start.AddDays(-1):yyyy-MM-dd}";
        await foreach (var found in source.ListAsync("data", LakeLayout.Events))
        {
            if (string.CompareOrdinal(found.Key, firstFolder) < 0)
                continue;
            await using var content = await source.OpenReadAsync(found.Uri);
            await store.PutAsync(found.Uri, content);
        }
    }

    private async Task<bool> SameReportsAsync(IObjectStore older, IObjectStore younger)
    {
        var different = new List<string>();
        foreach (var report in catalog.Reports)
        {
            if (!(await Reports.LinesAsync(older, report, Day)).SequenceEqual(await Reports.LinesAsync(younger, report, Day)))
                different.Add(report);
        }
        Console.WriteLine($"reports that differ: {string.Join(", ", different)}");
        return different.All(LookBack.Contains);
    }

    private static void PrintJobs(DayCost older, DayCost younger)
    {
        Console.WriteLine("jobs that open more than a hundredth more or less, in kB:");
        foreach (var (many, few) in older.Jobs.Zip(younger.Jobs).Where(pair => Math.Abs(pair.First.ObjectBytes - pair.Second.ObjectBytes) * 100 > pair.Second.ObjectBytes))
            Console.WriteLine($"  {many.Job,-26} {many.ObjectBytes / 1e3,11:N1} against {few.ObjectBytes / 1e3,11:N1}");
    }

    private static bool Ratio(string name, List<(DayCost Older, DayCost Younger)> measured, Func<DayCost, double> amount, double limit)
    {
        double Median(IEnumerable<double> values) => values.Order().ElementAt(measured.Count / 2);
        var ratio = Median(measured.Select(pair => amount(pair.Younger) > 0 ? amount(pair.Older) / amount(pair.Younger) : 1));
        Console.WriteLine(
            $"{name,-24} {Median(measured.Select(pair => amount(pair.Older))),14:N2} against {Median(measured.Select(pair => amount(pair.Younger))),14:N2}: {ratio:N3} (limit {limit})");
        return ratio <= limit;
    }

    private sealed record DayCost(IReadOnlyList<JobCost> Jobs)
    {
        public double Seconds => Jobs.Sum(job => job.Seconds);

        public double WorkSeconds => Jobs.Sum(job => job.WorkSeconds);

        public double ObjectBytes => Jobs.Sum(job => job.ObjectBytes);

        public double ReadBytes => Jobs.Sum(job => job.ReadBytes);
    }
}
