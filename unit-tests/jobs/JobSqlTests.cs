using Nonolive.SqlTesting;

namespace Nonolive.Jobs.Tests;

/// <summary>The tests in <c>jobs/tests/*.yml</c>, each as written and once more shuffled over the first run's output.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class JobSqlTests
{
    private static readonly SqlTestBench Bench = new(JobsFolder.Path);

    private static IEnumerable<SqlTest> Tests => SqlTestFile.ReadAll(JobsFolder.Path);

    [OneTimeTearDown]
    public void Forget() => Bench.Dispose();

    [TestCaseSource(nameof(Tests))]
    public async Task Job(SqlTest test) => Assert.That(await new SqlTestRun(Bench, test).RunAsync(), Is.Empty, test.Location);
}
