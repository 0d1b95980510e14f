using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Jobs.Generated;

namespace Nonolive.Jobs.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class GeneratedJobsTests
{
    [Test]
    public void Generated_scripts_are_current()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (path, text) in GeneratedJobs.Files(ContractCatalog.Load(JobsFolder.Path)))
            {
                var file = Path.Combine(JobsFolder.Path, path);
                Assert.That(File.Exists(file) ? File.ReadAllText(file) : "", Is.EqualTo(text), $"{path}: ./nono generate writes it");
            }
        }
    }

    [Test]
    public void The_catalog_loads_and_publishes_every_report_that_has_a_contract() =>
        Assert.That(
            JobCatalog.Load(JobsFolder.Path).Reports,
            Is.EquivalentTo(ContractCatalog.Load(JobsFolder.Path).Contracts.Select(contract => contract.Report)));
}
