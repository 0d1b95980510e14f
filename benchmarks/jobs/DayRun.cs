using System.Diagnostics;
using System.Globalization;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Jobs.Benchmarks;

/// <summary>Runs a day's jobs, each in a session of its own as on EMR.</summary>
internal sealed class DayRun(IObjectStore store, IMetastore metastore, JobCatalog catalog, string zone, bool detail, string[]? only)
{
    /// <summary>How many lines belong to a day that was run; none where the staging was left out.</summary>
    public async Task<long> LinesAsync(DateOnly day)
    {
        await using var session = Session(day);
        var lines = 0L;
        await foreach (var result in session.RunAsync("select count(*) from ${hivevar:database}.stg_event_lines where dt = '${hivevar:dt}'", "lines.sql"))
        {
            await foreach (var row in result.Rows)
                lines = Convert.ToInt64(row[0], CultureInfo.InvariantCulture);
        }
        return lines;
    }

    public async Task RunAsync(DateOnly day)
    {
        foreach (var job in catalog.Groups.SelectMany(group => group).Where(job => only is null || job.Stage == JobStage.Ddl || only.Contains(job.Name)))
        {
            var watch = Stopwatch.StartNew();
            var work = Environment.CpuUsage.TotalTime;
            await using var session = Session(day);
            await foreach (var result in session.RunAsync(catalog.Script(job), job.File))
            {
                await foreach (var _ in result.Rows)
                {
                }
                if (detail && result.Elapsed.TotalMilliseconds > 400)
                    Console.WriteLine($"    {result.Location} {result.Elapsed.TotalMilliseconds,9:N0} ms");
            }
            if (detail)
                Console.WriteLine($"  {job.Name,-26} {watch.Elapsed.TotalMilliseconds,9:N0} ms, {(Environment.CpuUsage.TotalTime - work).TotalMilliseconds,9:N0} ms of processor time");
        }
    }

    private HiveSession Session(DateOnly day) => new(new HiveOptions
    {
        Store = store,
        Metastore = metastore,
        HiveVars = RunVariables.For(day, "run-1", zone, "nonolive", "data", "result"),
    });
}
