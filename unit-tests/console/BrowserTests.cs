using Microsoft.Playwright;

namespace Nonolive.WebConsole.Tests;

/// <summary>The pages in a real browser. NONO_SCREENSHOTS names a folder that pictures of all pages are saved to.</summary>
[NonParallelizable]
internal sealed class BrowserTests
{
    private const int Phone = 390;
    private const int Desktop = 1280;

    private static readonly string[] Pages =
        ["/", "/reports/platform_daily/2026-07-15", "/reports/anchor_daily/2026-07-15", "/reports/concurrency_curve/2026-07-15",
         "/reports/viewer_funnel/2026-07-15", "/reports/retention", "/reports/platform_daily/2026-01-01", "/dictionary", "/nowhere"];

    private World _world = null!;
    private Browser _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Browser.StartAsync();
        _world = await World.StartAsync();
        await SampleReports.PublishAsync(_world);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_world is not null)
            await _world.DisposeAsync();
    }

    [TestCase(Phone, false)]
    [TestCase(Desktop, true)]
    public async Task No_page_logs_a_fault_or_is_wider_than_the_screen(int width, bool dark)
    {
        var page = await _browser.OpenAsync(_world.Address, width, dark);
        var faults = new List<string>();
        page.Console += (_, message) => faults.Add(message.Text);
        page.PageError += (_, error) => faults.Add(error);
        foreach (var address in Pages)
        {
            await page.GotoAsync(address);
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.That(overflow, Is.Zero, address);
            await Browser.PictureAsync(page, $"{address}-{width}{(dark ? "-dark" : "")}");
        }
        // A page that is not there is a fault to the browser's log, and only that may be in it.
        Assert.That(faults, Has.All.Contains("404"));
    }

    [Test]
    public async Task The_report_page_shows_the_rows_and_where_they_come_from()
    {
        var page = await _browser.OpenAsync(_world.Address, Desktop);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Anchors by day" }).ClickAsync();
        Assert.That(page.Url, Does.EndWith("/reports/anchor_daily/2026-07-15"));
        Assert.That(await page.GetByRole(AriaRole.Row).CountAsync(), Is.EqualTo(101), "a heading and a hundred rows");
        Assert.That(await page.GetByRole(AriaRole.Rowheader).Nth(0).InnerTextAsync(), Is.EqualTo(SampleReports.Emoji));
        Assert.That(await page.GetByRole(AriaRole.Rowheader).Nth(1).InnerTextAsync(), Is.EqualTo(SampleReports.Nasty));
        Assert.That(await page.GetByText("run-1").IsVisibleAsync());
        await page.GetByText("All 2 audits passed").ClickAsync();
        Assert.That(await page.GetByText("the grain is unique").IsVisibleAsync());
    }

    [Test]
    public async Task A_heading_sorts_by_its_column_and_again_the_other_way()
    {
        var page = await _browser.OpenAsync(_world.Address, Desktop);
        await page.GotoAsync("/reports/anchor_daily/2026-07-15");
        await page.GetByRole(AriaRole.Link, new() { Name = "Live hours" }).ClickAsync();
        Assert.That(await HoursAsync(page), Is.Ordered.Descending.And.Count.EqualTo(100));
        Assert.That(await page.Locator("th[aria-sort=descending]").InnerTextAsync(), Does.StartWith("Live hours"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Live hours" }).ClickAsync();
        Assert.That(await HoursAsync(page), Is.Ordered.Ascending.And.Count.EqualTo(100));
    }

    [Test]
    public async Task Filtering_keeps_the_order_and_the_day_can_be_chosen()
    {
        var page = await _browser.OpenAsync(_world.Address, Phone);
        await page.GotoAsync("/reports/platform_daily/2026-07-15?sort=gift_coins&dir=desc");
        await page.GetByLabel("Filter rows").FillAsync("ios");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        Assert.That(await page.GetByRole(AriaRole.Status).InnerTextAsync(), Does.StartWith("Rows 1 to 6 of 6, filtered from 12."));
        Assert.That(page.Url, Does.Contain("sort=gift_coins"));
        await page.GetByLabel("Business day").SelectOptionAsync("2026-07-10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        Assert.That(page.Url, Does.EndWith("/reports/platform_daily/2026-07-10"));
    }

    [Test]
    public async Task Every_control_has_a_name_and_every_table_a_caption()
    {
        var page = await _browser.OpenAsync(_world.Address, Desktop);
        foreach (var address in Pages)
        {
            await page.GotoAsync(address);
            var nameless = await page.EvaluateAsync<int>(
                "[...document.querySelectorAll('input:not([type=hidden]), select')].filter(e => !e.labels?.length).length"
                + " + [...document.querySelectorAll('table')].filter(t => !t.caption?.innerText).length"
                + " + [...document.querySelectorAll('a, button')].filter(e => !(e.innerText.trim() || e.getAttribute('aria-label'))).length"
                + " + [...document.querySelectorAll('svg')].filter(e => !e.getAttribute('aria-label') && e.getAttribute('aria-hidden') !== 'true').length");
            Assert.That(nameless, Is.Zero, address);
            Assert.That(await page.Locator("h1").CountAsync() + await page.Locator("h2").CountAsync(), Is.Positive, address);
        }
    }

    private static async Task<List<decimal>> HoursAsync(IPage page) =>
        [.. (await page.Locator("tbody tr td:nth-child(3)").AllInnerTextsAsync()).Select(decimal.Parse)];
}
