using System.Globalization;
using Nonolive.Hive.Metastore;
using Nonolive.Jobs.Benchmarks;
using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Jobs.Generated;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator;

namespace Nonolive.Jobs.Tests;

/// <summary>
/// A day costs what the day has, however many days lie before it. <c>benchmarks/jobs history=60</c> tells time, too, with every day
/// before really run.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class HistoryTests
{
    // A Sunday and the last of a month: no day's weeks and months reach back further.
    private static readonly DateOnly Day = new(2026, 5, 31);
    private const string Run = "run-1";

    [Test]
    public async Task A_day_with_twenty_days_of_history_reads_at_most_a_tenth_more_than_with_three()
    {
        var simulation = Simulation.Create(new SimulationOptions { Seed = 6, FirstDay = Day.AddDays(-20), Days = 21, Viewers = 100, Anchors = 4 });
        using var older = await Lake.BeginAsync(simulation, 20);
        using var younger = await Lake.BeginAsync(simulation, 3, older);
        await younger.RunAsync();
        // What all the days before left in the curated tables and reports looks like the day's own.
        for (var before = 1; before <= 20; before++)
            await older.CopyDayAsync(younger, Day.AddDays(-before));
        await older.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(older.Bytes, Is.InRange(1, (long)(younger.Bytes * 1.1)));
            // Users, follows and orders are the same in both; only weeks and months have more days to add up.
            foreach (var report in ContractCatalog.Load(JobsFolder.Path).Contracts.Select(contract => contract.Report).Where(report => !IsRollUp(report)))
                Assert.That(await older.LinesAsync(report), Is.EqualTo(await younger.LinesAsync(report)).And.Not.Empty, report);
        }
    }

    private static bool IsRollUp(string report) => report.EndsWith("_weekly", StringComparison.Ordinal) || report.EndsWith("_monthly", StringComparison.Ordinal);

    private sealed class Lake : IDisposable
    {
        private readonly JobsLake _lake;
        private MeasuringStore _store = null!;

        private Lake(string zone) => _lake = new JobsLake(zone, wrap: store => _store = new MeasuringStore(store));

        public long Bytes { get; private set; }

        /// <summary>A lake whose full load and first day are some days old, with the state of the day before.</summary>
        public static async Task<Lake> BeginAsync(Simulation simulation, int history, Lake? withEvents = null)
        {
            var lake = new Lake(simulation.Options.Zone);
            if (withEvents is null)
                await simulation.WriteEventsAsync(lake._lake.Store, "data");
            for (var arrival = Day.AddDays(-history - 1); withEvents is not null && arrival <= Day.AddDays(4); arrival = arrival.AddDays(1))
                await lake.CopyAsync(withEvents, new ObjectUri("data", $"events/dt={Text(arrival)}"), new ObjectUri("data", $"events/dt={Text(arrival)}"));
            await simulation.WriteTablesSinceAsync(lake._lake.Store, "data", Day.AddDays(-history));
            for (var before = history; before > 0; before--)
                await lake._lake.DefineAsync(Day.AddDays(-before), Run);
            foreach (var table in GeneratedJobs.States.Select(table => $"snap_{table.Name}"))
                await lake._lake.RunScriptAsync(await File.ReadAllTextAsync(Path.Combine(JobsFolder.Path, "rebuild", table + ".sql")), table, Day.AddDays(-1), Run);
            return lake;
        }

        public async Task RunAsync()
        {
            _store.Reset();
            await _lake.RunDayAsync(Day, Run);
            Bytes = _store.BytesRead;
        }

        public async Task<List<string>> LinesAsync(string report) =>
            [.. (await _lake.ReportAsync(report, Day, Run)).Select(row => row.GetRawText()).Order(StringComparer.Ordinal)];

        /// <summary>Takes the partitions that another lake has of the day as those of a day before, where there are none.</summary>
        public async Task CopyDayAsync(Lake other, DateOnly to)
        {
            var (from, target) = (Text(Day), Text(to));
            foreach (var table in other._lake.Tables.Where(table => !table.Name.StartsWith("raw_", StringComparison.Ordinal)))
            {
                foreach (var partition in other._lake.Metastore.Partitions(table.Database, table.Name).Where(partition => partition.Values[0] == from))
                {
                    var copy = new HivePartition([target, .. partition.Values.Skip(1)], partition.Location.Replace($"dt={from}", $"dt={target}", StringComparison.Ordinal));
                    if (_lake.Metastore.AddPartition(table.Database, table.Name, copy))
                        await CopyAsync(other, ObjectUri.Parse(partition.Location), ObjectUri.Parse(copy.Location));
                }
            }
        }

        public void Dispose() => _lake.Dispose();

        private async Task CopyAsync(Lake other, ObjectUri from, ObjectUri to)
        {
            await foreach (var found in other._lake.Store.ListAsync(from.Bucket, from.Key + "/"))
            {
                await using var content = await other._lake.Store.OpenReadAsync(found.Uri);
                await _lake.Store.PutAsync(to with { Key = to.Key + found.Key[from.Key.Length..] }, content);
            }
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
