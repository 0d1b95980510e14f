using System.Text;
using System.Text.Json;

namespace Nonolive.WebConsole.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class ApiTests
{
    [Test]
    public async Task The_list_names_reports_and_days()
    {
        await using var world = await PageTests.StartAsync();
        var reports = JsonElement.Parse(await PageTests.GetAsync(world, "/api/reports")).GetProperty("reports");
        var platform = reports.EnumerateArray().Single(report => report.GetProperty("name").GetString() == "platform_daily");
        Assert.That(platform.GetProperty("title").GetString(), Is.EqualTo("Platform by day"));
        var day = platform.GetProperty("days")[0];
        Assert.That((day.GetProperty("dt").GetString(), day.GetProperty("run_id").GetString(), day.GetProperty("rows").GetInt64()), Is.EqualTo(("2026-07-15", "run-1", 3)));
    }

    [TestCase("2026-07-15")]
    [TestCase("latest")]
    public async Task A_day_is_given_with_its_origin_and_its_numbers_digit_for_digit(string day)
    {
        await using var world = await PageTests.StartAsync();
        var text = await PageTests.GetAsync(world, $"/api/reports/platform_daily/{day}");
        var report = JsonElement.Parse(text);
        Assert.That(report.GetProperty("run_id").GetString(), Is.EqualTo("run-1"));
        Assert.That(report.GetProperty("audits").GetArrayLength(), Is.EqualTo(2));
        Assert.That(report.GetProperty("rows")[0].GetProperty("country").GetString(), Is.EqualTo(SampleReports.Nasty));
        Assert.That(text, Does.Contain("12345678901234.567").And.Contain("9007199254740993"));
    }

    [Test]
    public async Task Csv_quotes_what_needs_it_and_defuses_formulas()
    {
        await using var world = await World.StartAsync();
        await world.PublishAsync("anchor_daily", World.Day, [Row("=HYPERLINK(\"x\")", -5), Row("a,b\n\"c\" 🎤", 7), Row("Dewi", 0)]);
        using var answer = await world.Client.GetAsync("/reports/anchor_daily/2026-07-15/rows.csv");
        Assert.That(answer.Content.Headers.ContentDisposition!.ToString(), Does.Contain("anchor_daily_2026-07-15.csv"));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.That(Encoding.UTF8.GetString(bytes), Is.EqualTo(string.Join("\r\n",
            "\uFEFFstage_name,anchor_id,live_hours,unique_viewers,gift_coins,ranking",
            "\"'=HYPERLINK(\"\"x\"\")\",1,1.00,,-5,1",
            "\"a,b\n\"\"c\"\" 🎤\",1,1.00,,7,1",
            "Dewi,1,1.00,,0,1",
            "")));
    }

    [Test]
    public async Task A_report_that_only_the_index_knows_is_shown_with_the_columns_of_its_rows()
    {
        await using var world = await World.StartAsync();
        await world.PublishAsync("old_report", World.Day, ["""{"room":"one","hits":1234.5}""", """{"room":"two","hits":2,"more":{"a":[1]}}"""]);
        var page = await PageTests.GetAsync(world, "/reports/old_report/2026-07-15");
        Assert.That(page, Does.Contain("Old report").And.Contain("1,234.5").And.Contain("{&quot;a&quot;:[1]}"));
        Assert.That(await PageTests.GetAsync(world, "/reports/old_report/2026-07-15/rows.csv"), Does.Contain("room,hits"));
    }

    private static string Row(string name, int coins) =>
        $$"""{"stage_name":{{JsonSerializer.Serialize(name)}},"anchor_id":1,"live_hours":1.00,"unique_viewers":null,"gift_coins":{{coins}},"ranking":1}""";
}
