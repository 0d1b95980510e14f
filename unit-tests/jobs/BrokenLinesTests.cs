using System.IO.Compression;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator;
using Nonolive.Simulator.Delivery;

namespace Nonolive.Jobs.Tests;

/// <summary>What devices and networks break: the run finishes, and every line that came in is counted once.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BrokenLinesTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);

    [Test]
    public async Task Ten_thousand_broken_lines_of_more_than_forty_kinds_are_all_in_quarantine_and_nothing_is_lost()
    {
        var simulation = Simulation.Create(new SimulationOptions { Seed = 5, FirstDay = Day, Viewers = 900, Anchors = 8, BrokenShare = 0.6, ViralShare = 0.5 });
        using var lake = await LakeOf(simulation);
        // Objects without any line: an empty one, and an empty gzip member.
        await PutAsync(lake, "events/dt=2026-03-10/hour=05/a-empty.json.gz", []);
        await PutAsync(lake, "events/dt=2026-03-10/hour=05/b-empty.json.gz", Gzip(""));
        // A byte order mark and Windows line ends, six lines in all; the last without any line end.
        await PutAsync(lake, "events/dt=2026-03-10/hour=05/c-windows.json.gz", Gzip("\uFEFFhello\r\n\r\nhello\r\n{\r\n}\r\nhello"));
        // Cut off behind its third line; what is left of the fourth is no line.
        var cut = Gzip(string.Concat(Enumerable.Range(0, 4000).Select(number => $"line {number * 7919 % 4000}\n")));
        await PutAsync(lake, "events/dt=2026-03-10/hour=06/d-cut.json.gz", cut[..(cut.Length / 2)]);
        await PutAsync(lake, "events/dt=2026-03-10/hour=06/e-no-gzip.json.gz", [.. "hello\n"u8]);

        var damaged = new List<DamagedObject>();
        await foreach (var file in DamagedObjects.SetAsideAsync(lake.Store, new ObjectUri("data", "events/dt=2026-03-10/")))
            damaged.Add(file);
        foreach (var job in new[] { "ddl_events", "ddl_raw_tables", "ddl_warehouse", "ddl_reports", "stg_event_lines", "stg_events", "quarantine_events", "stg_changes", "data_quality" })
            await lake.RunAsync(job, Day, "run-1");

        var recovered = damaged.Sum(file => file.Recovered);
        var quality = simulation.ExpectedReports(Day).Single(report => report.Report == "data_quality").Rows.Single(row => row["source"] is "app_events");
        var found = (await lake.ReportAsync("data_quality", Day, "run-1")).Single(row => row.GetProperty("source").GetString() == "app_events");
        long Number(string column) => found.GetProperty(column).GetInt64();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Breakages.All, Has.Count.GreaterThanOrEqualTo(40));
            Assert.That(damaged.Select(file => Path.GetFileName(file.Object.Key)), Is.EqualTo(new[] { "d-cut.json.gz", "e-no-gzip.json.gz" }));
            Assert.That(recovered, Is.InRange(1000, 3000));
            Assert.That(Number("quarantined"), Is.EqualTo((long)quality["quarantined"]! + 6 + recovered).And.GreaterThan(10_000));
            Assert.That(Number("counted"), Is.EqualTo((long)quality["counted"]!));
            Assert.That(Number("duplicated"), Is.EqualTo((long)quality["duplicated"]!));
            Assert.That(Number("rows_in"), Is.EqualTo(Number("counted") + Number("duplicated") + Number("quarantined")).And.EqualTo((long)quality["rows_in"]! + 6 + recovered));
            Assert.That(await lake.QueryAsync("select distinct reason from quarantine_events;", Day, "run-1"), Has.Count.GreaterThan(15));
        }
    }

    [Test]
    public async Task A_file_that_is_cut_off_fails_the_job_as_it_does_on_EMR_until_it_is_set_aside_whole()
    {
        using var lake = new JobsLake("Asia/Jakarta");
        var folder = new ObjectUri("data", "events/dt=2026-03-10/");
        var cut = Gzip("one\ntwo\nthree\n")[..^10];
        await PutAsync(lake, "events/dt=2026-03-10/hour=06/cut.json.gz", cut);
        await PutAsync(lake, "events/dt=2026-03-10/hour=06/whole.json.gz", Gzip("four\n"));
        await lake.DefineAsync(Day, "run-1");
        var error = (await Assert.ThrowsAsync<UserErrorException>(() => lake.RunAsync("stg_event_lines", Day, "run-1")))!;
        Assert.That(error.Message, Does.Contain("cut.json.gz is broken or ends too early").And.Contain("./nono set-aside"));

        var damaged = new List<DamagedObject>();
        await foreach (var file in DamagedObjects.SetAsideAsync(lake.Store, folder))
            damaged.Add(file);
        await lake.RunAsync("stg_event_lines", Day, "run-1");
        await foreach (var _ in DamagedObjects.SetAsideAsync(lake.Store, folder))
            Assert.Fail("A second search must find nothing.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(damaged, Has.Count.EqualTo(1));
            Assert.That(await File.ReadAllBytesAsync(lake.Store.LocalPath(damaged[0].SetAside)), Is.EqualTo(cut));
            Assert.That(
                (await lake.QueryAsync($"select line from stg_event_lines where {JobsLake.Partition(Day)};", Day, "run-1")).Select(row => row["line"]).ToList(),
                Is.SupersetOf(new[] { "four" }).And.Count.EqualTo(damaged[0].Recovered + 1));
        }
    }

    private static async Task<JobsLake> LakeOf(Simulation simulation)
    {
        var lake = new JobsLake(simulation.Options.Zone);
        await simulation.WriteEventsAsync(lake.Store, "data");
        return lake;
    }

    private static async Task PutAsync(JobsLake lake, string key, byte[] content)
    {
        using var stream = new MemoryStream(content);
        await lake.Store.PutAsync(new ObjectUri("data", key), stream);
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
