using System.Net;
using System.Text.Json;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;

namespace Nonolive.WebConsole.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class PageTests
{
    private const string Page = "/reports/platform_daily/2026-07-15";

    [Test]
    public async Task The_list_shows_published_and_unpublished_reports()
    {
        await using var world = await StartAsync();
        var page = await GetAsync(world, "/");
        Assert.That(page, Does.Contain("1 of 5 reports are published").And.Contain("Platform by day").And.Contain("Not published yet"));
        Assert.That(page, Does.Contain("Wed 15 Jul 2026").And.Contain("3 rows").And.Contain("60 min ago"));
    }

    [Test]
    public async Task A_day_before_gives_the_change()
    {
        await using var world = await StartAsync();
        await world.PublishAsync("platform_daily", World.Day.AddDays(-1), [Row("ID", coins: 100)]);
        Assert.That(await GetAsync(world, Page), Does.Contain("▲ 5 %").And.Contain("vs day before"));
    }

    [Test]
    public async Task A_report_without_its_day_leads_to_the_latest_one_or_the_chosen_one()
    {
        await using var world = await StartAsync();
        Assert.That((await world.Client.GetAsync("/reports/platform_daily")).Headers.Location, Is.EqualTo(new Uri(Page, UriKind.Relative)));
        Assert.That((await world.Client.GetAsync("/reports/platform_daily?dt=2026-07-01")).Headers.Location!.ToString(), Does.EndWith("/2026-07-01"));
    }

    [Test]
    public async Task Names_of_users_are_shown_as_text_everywhere()
    {
        await using var world = await StartAsync();
        foreach (var address in (string[])[Page, Page + "?q=" + Uri.EscapeDataString(SampleReports.Nasty), Page + "?q=%22%3E%3Cscript%3E"])
        {
            var page = await GetAsync(world, address);
            Assert.That(page, Does.Not.Contain("<script"), address);
        }
        Assert.That(await GetAsync(world, Page), Does.Contain("&lt;script&gt;alert(1)&lt;/script&gt;").And.Contain("&quot;Queen&quot; O&#x27;Neil &amp; co"));
    }

    [Test]
    public async Task Exact_numbers_are_shown_to_the_last_digit()
    {
        await using var world = await StartAsync();
        Assert.That(await GetAsync(world, Page), Does.Contain("12,345,678,901,234.5670").And.Contain("9,007,199,254,740,993").And.Contain("class=\"null\""));
    }

    [Test]
    public async Task Long_reports_come_in_pages_that_keep_the_view()
    {
        await using var world = await World.StartAsync(pageRows: 10);
        await world.PublishAsync("platform_daily", World.Day, Enumerable.Range(0, 25).Select(at => Row($"C{at:00}", coins: at)));
        var page = await GetAsync(world, Page + "?sort=gift_coins&dir=desc&page=2");
        Assert.That(page, Does.Contain("Rows 11 to 20 of 25.").And.Contain("Page 2 of 3"));
        Assert.That(page, Does.Contain("?sort=gift_coins&amp;dir=desc&amp;page=3").And.Contain(">C14<").And.Not.Contain("<tr><th scope=\"row\">C15"));
        Assert.That(await GetAsync(world, Page + "?page=99"), Does.Contain("Page 3 of 3"));
    }

    [TestCase("?sort=colour", "&#x27;colour&#x27; is no value for &#x27;sort&#x27;")]
    [TestCase("?measure=colour", "&#x27;colour&#x27; is no value for &#x27;measure&#x27;")]
    [TestCase("?dir=up", "&#x27;up&#x27; is no value for &#x27;dir&#x27;")]
    [TestCase("?page=0", "&#x27;0&#x27; is no value for &#x27;page&#x27;")]
    [TestCase("?colour=red", "the parameter &#x27;colour&#x27;")]
    public async Task A_parameter_that_means_nothing_is_named(string query, string text)
    {
        await using var world = await StartAsync();
        Assert.That(await GetAsync(world, Page + query, HttpStatusCode.BadRequest), Does.Contain(text).And.Contain("NONO-1704"));
    }

    [Test]
    public async Task A_report_without_any_day_says_when_to_expect_it()
    {
        await using var world = await StartAsync();
        Assert.That(await GetAsync(world, "/reports/retention", HttpStatusCode.NotFound), Does.Contain("Not published yet").And.Contain("within 12 hours"));
    }

    [Test]
    public async Task A_day_that_is_not_published_leads_to_one_that_is()
    {
        await using var world = await StartAsync();
        var page = await GetAsync(world, "/reports/platform_daily/2026-07-01", HttpStatusCode.NotFound);
        Assert.That(page, Does.Contain("Not published yet").And.Contain($"href=\"{Page}\"").And.Contain("NONO-1411"));
    }

    [TestCase("manifest", "NONO-1410")]
    [TestCase("changed", "NONO-1412")]
    [TestCase("gone", "NONO-1412")]
    [TestCase("rows", "NONO-1706")]
    public async Task A_damaged_day_says_so_and_leaves_the_others_alone(string damage, string code)
    {
        await using var world = await StartAsync();
        await world.PublishAsync("platform_daily", World.Day.AddDays(-1), [Row("ID")]);
        var part = new ObjectUri(World.Results, LakeLayout.ReportRunFolder("platform_daily", World.Day, "run-1") + "000000_0");
        var manifest = new ObjectUri(World.Results, LakeLayout.ReportManifest("platform_daily", World.Day));
        await (damage switch
        {
            "manifest" => world.Lake.PutTextAsync(manifest, "{ half"),
            "changed" => world.Lake.PutTextAsync(part, "{}\n"),
            "gone" => world.Lake.DeleteAsync(World.Results, [part.Key]),
            _ => world.Lake.PutTextAsync(manifest, (await world.Lake.ReadTextAsync(manifest)).Replace("\"rows\": 3", "\"rows\": 4")),
        });
        Assert.That(await GetAsync(world, Page, HttpStatusCode.BadGateway), Does.Contain("This day cannot be shown").And.Contain(code));
        Assert.That(await GetAsync(world, "/reports/platform_daily/2026-07-14"), Does.Contain("Where these numbers come from"));
        Assert.That(await GetAsync(world, "/"), Does.Contain("Platform by day"));
        var problem = JsonElement.Parse(await GetAsync(world, "/api/reports/platform_daily/2026-07-15", HttpStatusCode.BadGateway));
        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo(code));
        await GetAsync(world, Page + "/rows.csv", HttpStatusCode.BadGateway);
    }

    [Test]
    public async Task A_new_run_of_a_day_replaces_the_old_one_at_once()
    {
        await using var world = await StartAsync();
        await GetAsync(world, Page);
        await world.PublishAsync("platform_daily", World.Day, [Row("XX")], run: "run-2");
        Assert.That(await GetAsync(world, Page), Does.Contain(">XX<").And.Contain("run-2").And.Not.Contain("run-1"));
    }

    [Test]
    public async Task A_day_without_rows_is_told_from_a_missing_one()
    {
        await using var world = await StartAsync();
        await world.PublishAsync("platform_daily", World.Day.AddDays(1), []);
        Assert.That(await GetAsync(world, "/reports/platform_daily/2026-07-16"), Does.Contain("The day was published without any row"));
    }

    [Test]
    public async Task A_storage_that_does_not_answer_is_no_secret_but_its_details_are()
    {
        await using var world = await StartAsync();
        world.Store.Fault = new IOException("secret-host refused");
        var page = await GetAsync(world, "/", HttpStatusCode.ServiceUnavailable);
        Assert.That(page, Does.Contain("cannot be reached right now").And.Not.Contain("secret-host"));
    }

    [TestCase("/reports/nothing/2026-07-15", "NONO-1703")]
    [TestCase("/reports/..%2f..%2fetc/2026-07-15", "NONO-1703")]
    [TestCase("/reports/platform_daily/yesterday", "NONO-1704")]
    [TestCase("/nowhere", "There is no such page")]
    [TestCase("/reports/platform_daily/2026-07-15/more", "There is no such page")]
    public async Task An_address_of_nothing_is_answered_with_a_page(string address, string text)
    {
        await using var world = await StartAsync();
        using var answer = await world.Client.GetAsync(address);
        Assert.That((int)answer.StatusCode, Is.AnyOf(400, 404));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(text).And.Contain("</html>"));
    }

    [Test]
    public async Task The_dictionary_comes_from_the_contracts()
    {
        await using var world = await StartAsync();
        Assert.That(await GetAsync(world, "/dictionary"), Does.Contain("stayed for at least one heartbeat").And.Contain("decimal(18,4)")
            .And.Contain("growth team").And.Contain("Coins are those of gift_orders.").And.Contain("<code>country</code> × <code>platform</code>"));
    }

    [TestCase("/")]
    [TestCase(Page)]
    [TestCase("/nowhere")]
    [TestCase("/api/reports")]
    [TestCase("/healthz")]
    public async Task Every_answer_forbids_scripts_frames_and_guessing(string address)
    {
        await using var world = await StartAsync();
        using var answer = await world.Client.GetAsync(address);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.StartWith("default-src 'none'").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe"));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
        Assert.That(answer.Headers.Contains("Server"), Is.False);
    }

    internal static async Task<World> StartAsync()
    {
        var world = await World.StartAsync();
        await world.PublishAsync("platform_daily", World.Day,
            [Row(SampleReports.Nasty, coins: 105), Row(SampleReports.Emoji, coins: 0, viewers: 9_007_199_254_740_993), Row("ID", coins: 0, revenue: "12345678901234.567")]);
        return world;
    }

    internal static async Task<string> GetAsync(World world, string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await world.Client.GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), text);
        return text;
    }

    internal static string Row(string country, long coins = 1, long viewers = 1, string revenue = "0.0000") =>
        $$"""{"country":{{JsonSerializer.Serialize(country)}},"platform":"ios","active_users":1,"viewers":{{viewers}},"watch_minutes":1.50,"gift_coins":{{coins}},"revenue_usd":{{revenue}},"arppu_usd":null}""";
}
