using Nonolive.Jobs.Tests.Yaml;

namespace Nonolive.Jobs.Tests;

/// <summary>The tests in <c>jobs/tests/*.yml</c>, each as written and once more shuffled with the job run twice.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class JobSqlTests
{
    private static IEnumerable<JobTest> Tests => JobTestReader.ReadAll(Path.Combine(JobsFolder.Path, "tests"));

    [TestCaseSource(nameof(Tests))]
    public async Task Job(JobTest test) =>
        Assert.That(await JobTestRunner.RunAsync(test, shuffle: 0), Is.Empty, test.Location);

    [TestCaseSource(nameof(Tests))]
    public async Task Job_run_twice_on_shuffled_rows(JobTest test) =>
        Assert.That(await JobTestRunner.RunAsync(test, shuffle: 1), Is.Empty, test.Location);
}
