using System.Diagnostics;
using System.Globalization;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Jobs.Benchmarks;

/// <summary>Runs a day's jobs, each in a session of its own as on EMR.</summary>
internal sealed class DayRun(MeasuringStore store, IMetastore metastore, JobCatalog catalog, string zone, bool detail, string[]? only)
{
    /// <summary>The name of every run.</summary>
    public const string RunId = "run-1";

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

    /// <summary>Runs a day.</summary>
    /// <returns>What each job took.</returns>
    public async Task<IReadOnlyList<JobCost>> RunAsync(DateOnly day)
    {
        var costs = new List<JobCost>();
        foreach (var job in catalog.Groups.SelectMany(group => group).Where(job => only is null || job.Stage == JobStage.Ddl || only.Contains(job.Name)))
        {
            store.Reset();
            var (watch, work, read) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, ReadCalls.Bytes());
            await using (var session = Session(day))
            {
                await foreach (var result in session.RunAsync(catalog.Script(job), job.File))
                {
                    await foreach (var _ in result.Rows)
                    {
                    }
                    if (detail && result.Elapsed.TotalMilliseconds > 400)
                        Console.WriteLine($"    {result.Location} {result.Elapsed.TotalMilliseconds,9:N0} ms");
                }
            }
            var cost = new JobCost(job.Name, watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - work).TotalSeconds, store.BytesRead, ReadCalls.Bytes() - read);
            if (detail)
                Console.WriteLine($"  {job.Name,-26} {cost.Seconds * 1000,9:N0} ms, {cost.WorkSeconds * 1000,9:N0} ms of processor time, {cost.ObjectBytes / 1e3,11:N1} kB");
            costs.Add(cost);
        }
        return costs;
    }

    private HiveSession Session(DateOnly day) => new(new HiveOptions
    {
        Store = store,
        Metastore = metastore,
        HiveVars = RunVariables.For(day, RunId, zone, "nonolive", "data", "result"),
    });
}
