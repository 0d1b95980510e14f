using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Jobs.Generated;
using Nonolive.Simulator;
using Nonolive.Simulator.Expected;

namespace Nonolive.Jobs.Tests;

/// <summary>The jobs over simulated days: every number of every report is what the simulation's own records say.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SimulatedDayTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);

    [TestCase(1UL, "Asia/Jakarta")]
    [TestCase(2UL, "America/New_York")]
    public async Task Every_number_of_every_report_is_right(ulong seed, string zone)
    {
        var simulation = Simulation.Create(new SimulationOptions { Seed = seed, FirstDay = Day, Zone = zone, Viewers = 300, Anchors = 10 });
        using var lake = await LakeOf(simulation, planned: true);
        await lake.RunDayAsync(Day, "run-1");
        await AssertReportsAsync(lake, simulation, Day, "run-1");
    }

    [Test]
    public async Task Days_in_a_row_are_right_run_again_alike_and_equal_in_state_to_one_built_from_scratch()
    {
        var simulation = Simulation.Create(new SimulationOptions { Seed = 3, FirstDay = Day, Days = 3, Viewers = 120, Anchors = 6, LateShare = 0.2 });
        using var lake = await LakeOf(simulation);
        for (var day = Day; day <= simulation.Options.LastDay; day = day.AddDays(1))
            await lake.RunDayAsync(day, "run-1");
        for (var day = Day; day <= simulation.Options.LastDay; day = day.AddDays(1))
            await AssertReportsAsync(lake, simulation, day, "run-1");
        // Late events and changes of the days before and after are there, and the tables hold what the first run wrote.
        var last = simulation.Options.LastDay;
        await lake.RunDayAsync(last, "run-2");
        using (Assert.EnterMultipleScope())
        {
            foreach (var contract in ContractCatalog.Load(JobsFolder.Path).Contracts)
                Assert.That(await LinesOf(lake, contract.Report, last, "run-2"), Is.EqualTo(await LinesOf(lake, contract.Report, last, "run-1")), contract.Report);
        }
        foreach (var table in GeneratedJobs.States.Select(table => $"snap_{table.Name}"))
        {
            var before = await RowsOf(lake, table, last);
            await lake.RunScriptAsync(await File.ReadAllTextAsync(Path.Combine(JobsFolder.Path, "rebuild", table + ".sql")), table, last, "rebuild");
            Assert.That(await RowsOf(lake, table, last), Is.EqualTo(before).And.Not.Empty, table);
        }
    }

    private static async Task<List<string>> RowsOf(JobsLake lake, string table, DateOnly day) =>
        [.. (await lake.QueryAsync($"select * from {table} where {JobsLake.Partition(day)};", day, "query"))
            .Select(row => string.Join('|', row.Select(cell => $"{cell.Key}={cell.Value}"))).Order(StringComparer.Ordinal)];

    private static async Task<List<string>> LinesOf(JobsLake lake, string report, DateOnly day, string run) =>
        [.. (await lake.ReportAsync(report, day, run)).Select(row => row.GetRawText()).Order(StringComparer.Ordinal)];

    private static async Task<JobsLake> LakeOf(Simulation simulation, bool planned = false)
    {
        var lake = new JobsLake(simulation.Options.Zone, planned);
        await simulation.WriteEventsAsync(lake.Store, "data");
        await simulation.WriteTablesAsync(lake.Store, "data");
        return lake;
    }

    private static async Task AssertReportsAsync(JobsLake lake, Simulation simulation, DateOnly day, string run)
    {
        var contracts = ContractCatalog.Load(JobsFolder.Path);
        using (Assert.EnterMultipleScope())
        {
            foreach (var expected in simulation.ExpectedReports(day))
            {
                var rows = await lake.ReportAsync(expected.Report, day, run);
                Assert.That(ReportComparison.Differences(expected, rows).Take(10), Is.Empty, $"{expected.Report} of {day:yyyy-MM-dd}");
                Assert.That(ContractCheck.Violations(contracts[expected.Report], rows).Take(10), Is.Empty, expected.Report);
            }
        }
    }
}
