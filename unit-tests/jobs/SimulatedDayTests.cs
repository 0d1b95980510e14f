using Nonolive.Pipeline.Contracts;
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
        using var lake = await LakeOf(simulation);
        await lake.RunDayAsync(Day, "run-1");
        await AssertReportsAsync(lake, simulation, Day, "run-1");
    }

    private static async Task<JobsLake> LakeOf(Simulation simulation)
    {
        var lake = new JobsLake(simulation.Options.Zone);
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
