using System.Text.RegularExpressions;

namespace Nonolive.WebConsole.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed partial class ChartTests
{
    [Test]
    public async Task Bars_are_ordered_by_value_and_named_by_the_anchor()
    {
        await using var world = await World.StartAsync();
        await world.PublishAsync("anchor_daily", World.Day, [Anchor(1, "Ayu", 5), Anchor(2, null, 20), Anchor(3, "Siti", 10), Anchor(4, "Bayu", -3)]);
        Assert.That(await BarsAsync(world, "anchor_daily"), Is.EqualTo(["2 100% 20", "Siti 50% 10", "Ayu 25% 5"]));
    }

    [Test]
    public async Task Steps_of_a_funnel_keep_their_order_in_a_group_for_each_country()
    {
        await using var world = await World.StartAsync();
        await world.PublishAsync("viewer_funnel", World.Day, [Step("MY", 1, "open", 4), Step("ID", 2, "enter", 5), Step("ID", 1, "open", 10), Step("ID", 3, "gift", 0)]);
        Assert.That(await BarsAsync(world, "viewer_funnel"), Is.EqualTo(["open 100% 10", "enter 50% 5", "open 100% 4"]));
        Assert.That(await PageTests.GetAsync(world, "/reports/viewer_funnel/2026-07-15"), Does.Match("<h3>ID</h3>[\\s\\S]*<h3>MY</h3>"));
    }

    [Test]
    public async Task Places_are_called_by_name_and_ids_are_no_amounts()
    {
        await using var world = await World.StartAsync(jobsFolder: World.ProjectJobs);
        await world.PublishAsync("gift_ranking", World.Day, ["""{"list":"gift","ranking":1,"id":12345,"name":"Rocket","orders":3,"coins":30,"usd_amount":0.3000}"""]);
        Assert.That(await BarsAsync(world, "gift_ranking"), Is.EqualTo(["Rocket 100% 3"]));
        Assert.That(await PageTests.GetAsync(world, "/reports/gift_ranking/2026-07-15"), Does.Contain(">12345<").And.Not.Contain("value=\"id\""));
    }

    [Test]
    public async Task A_share_is_shown_as_a_percentage_without_losing_a_digit()
    {
        await using var world = await World.StartAsync();
        await world.PublishAsync("retention", World.Day, ["""{"day_number":7,"retention":0.1234}""", """{"day_number":1,"retention":0.5}"""]);
        Assert.That(await BarsAsync(world, "retention"), Is.EqualTo(["1 100% 50.00 %", "7 24.68% 12.34 %"]));
    }

    [Test]
    public async Task A_minute_without_a_row_is_drawn_as_nobody()
    {
        await using var world = await World.StartAsync();
        await world.PublishAsync("concurrency_curve", World.Day, [Minute("17:00", "00:00", 4), Minute("17:01", "00:01", 2), Minute("17:04", "00:04", 4)]);
        var page = await PageTests.GetAsync(world, "/reports/concurrency_curve/2026-07-15");
        Assert.That(page, Does.Contain("points=\"0,0 150,80 300,160 450,160 600,0\"").And.Contain("<span>00:00</span>").And.Contain("<li class=\"s0\">ID</li>"));
        Assert.That(page, Does.Not.Contain("class=\"tiles\""), "people at moments are not added up");
    }

    [Test]
    public async Task The_projects_own_contracts_can_all_be_shown()
    {
        await using var world = await World.StartAsync(jobsFolder: World.ProjectJobs);
        var page = await PageTests.GetAsync(world, "/dictionary");
        Assert.That(Heading().Count(page), Is.GreaterThanOrEqualTo(10));
        Assert.That(await PageTests.GetAsync(world, "/"), Does.Contain("Nothing is published yet"));
    }

    private static async Task<List<string>> BarsAsync(World world, string report) =>
        [.. Bar().Matches(await PageTests.GetAsync(world, $"/reports/{report}/2026-07-15"))
            .Select(bar => $"{bar.Groups[1].Value} {bar.Groups[2].Value} {bar.Groups[3].Value}")];

    private static string Anchor(int id, string? name, int coins) =>
        $$"""{"stage_name":{{(name is null ? "null" : $"\"{name}\"")}},"anchor_id":{{id}},"live_hours":1.00,"unique_viewers":1,"gift_coins":{{coins}},"ranking":1}""";

    private static string Step(string country, int step, string name, int viewers) =>
        $$"""{"country":"{{country}}","step":{{step}},"name":"{{name}}","viewers":{{viewers}}}""";

    private static string Minute(string utc, string local, int viewers) =>
        $$"""{"country":"ID","minute_utc":"2026-07-14 {{utc}}","minute_local":"{{local}}","concurrent_viewers":{{viewers}}}""";

    [GeneratedRegex("<span class=\"name\">([^<]*)</span>.*?<rect width=\"([^\"]*)\".*?<span class=\"value\">([^<]*)</span>")]
    private static partial Regex Bar();

    [GeneratedRegex("<section class=\"panel\" id=")]
    private static partial Regex Heading();
}
