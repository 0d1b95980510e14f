using System.Text.RegularExpressions;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Jobs.Tests;

/// <summary>A job that reads event objects says which days of them; they are searched for damaged ones when it fails.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed partial class ArrivalsTests
{
    private static readonly JobCatalog Catalog = JobCatalog.Load(JobsFolder.Path);

    private static IEnumerable<Job> Scripts => Catalog.Jobs.Where(job => job.Stage != JobStage.Ddl);

    [Test]
    public void Every_job_that_reads_event_objects_names_exactly_the_days_that_its_SQL_reads()
    {
        var readers = Scripts.Where(job => Catalog.Script(job).Contains("raw_events", StringComparison.Ordinal)).ToList();
        Assert.That(readers, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach (var job in Scripts)
                Assert.That(job.Arrivals, Is.EqualTo(readers.Contains(job) ? DaysOf(Catalog.Script(job)) : []), job.Name);
        });
    }

    private static IEnumerable<string> DaysOf(string script) =>
        Day().Matches(Partitions().Match(script).Groups[1].Value).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"from raw_events\s+where dt in \(([^)]*)\)")]
    private static partial Regex Partitions();

    [GeneratedRegex(@"\$\{hivevar:(\w+)\}")]
    private static partial Regex Day();
}
