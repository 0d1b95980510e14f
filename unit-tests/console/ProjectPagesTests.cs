using Nonolive.Pipeline.Contracts;

namespace Nonolive.WebConsole.Tests;

/// <summary>The pages of the project's own reports, over rows that fit their contracts.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ProjectPagesTests
{
    private const int Phone = 390;

    [Test]
    public async Task Every_report_of_the_project_has_a_page_that_fits_a_phone()
    {
        await using var browser = await Browser.StartAsync();
        await using var world = await World.StartAsync(jobsFolder: World.ProjectJobs);
        var contracts = ContractCatalog.Load(World.ProjectJobs).Contracts;
        foreach (var contract in contracts)
        {
            await world.PublishAsync(contract.Report, World.Day.AddDays(-1), ContractRows.Of(contract, World.Day.AddDays(-1), 24));
            await world.PublishAsync(contract.Report, World.Day, ContractRows.Of(contract, World.Day, 24));
        }
        var page = await browser.OpenAsync(world.Address, Phone);
        foreach (var address in contracts.Select(contract => $"/reports/{contract.Report}/2026-07-15").Append("/").Append("/dictionary"))
        {
            var answer = await page.GotoAsync(address);
            Assert.That(answer!.Status, Is.EqualTo(200), address);
            Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, address);
            await Browser.PictureAsync(page, "project-" + address);
        }
    }
}
