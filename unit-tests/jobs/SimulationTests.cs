using System.Security.Cryptography;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator;

namespace Nonolive.Jobs.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class SimulationTests
{
    private static readonly SimulationOptions Small = new() { FirstDay = new DateOnly(2026, 3, 10), Viewers = 120, Anchors = 6 };

    [Test]
    public async Task The_same_seed_gives_the_same_lake_to_the_byte_and_another_seed_another()
    {
        var (first, again, other) = (await LakeOf(Small), await LakeOf(Small), await LakeOf(Small with { Seed = 2 }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again, Is.EqualTo(first));
            Assert.That(other, Is.Not.EqualTo(first));
        }
    }

    [Test]
    public void Every_day_has_rows_of_every_report_and_troubles_of_every_sort()
    {
        var simulation = Simulation.Create(Small with { Viewers = 1000, Anchors = 20 });
        var reports = simulation.ExpectedReports(Small.FirstDay).ToDictionary(report => report.Report);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reports.Values.Select(report => report.Rows.Count), Is.All.GreaterThan(0));
            var events = reports["data_quality"].Rows.Single(row => row["source"] is "app_events");
            Assert.That(new[] { "counted", "duplicated", "quarantined", "late" }.Select(column => (long)events[column]!), Is.All.GreaterThan(10));
            Assert.That(reports["anchor_daily"].Rows.Sum(row => (long)row["lost_followers"]!), Is.GreaterThan(0));
        }
    }

    private static async Task<string> LakeOf(SimulationOptions options)
    {
        using var folder = new TempFolder();
        var store = new FileObjectStore(folder.Path);
        var simulation = Simulation.Create(options);
        await simulation.WriteEventsAsync(store, "data");
        await simulation.WriteTablesAsync(store, "data");
        var lines = new List<string>();
        await foreach (var found in store.ListAsync("data", ""))
            lines.Add(found.Key + " " + Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(store.LocalPath(found.Uri)!))));
        return string.Join('\n', lines);
    }
}
