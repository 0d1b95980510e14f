namespace Nonolive.WebConsole.Tests;

/// <summary>Reports as a small platform would have them, from a seed; used by the page tests and worth looking at.</summary>
internal static class SampleReports
{
    public const string Nasty = "<script>alert(1)</script>";
    public const string Emoji = "Putri 🎤 \"Queen\" O'Neil & co";

    private static readonly (string Country, int Size)[] Countries = [("ID", 900), ("MY", 310), ("PH", 240), ("TH", 180), ("VN", 150), ("SG", 60)];
    private static readonly string[] Names = [Emoji, Nasty, "Dewi", "Bayu Live", "Siti", "Kevin Hartono with a name that goes on and on and on", "Ayu", "日本の歌"];

    public static async Task PublishAsync(World world, int days = 14)
    {
        for (var back = days - 1; back >= 0; back--)
        {
            var day = World.Day.AddDays(-back);
            await world.PublishAsync("platform_daily", day, Platform(day));
            await world.PublishAsync("anchor_daily", day, Anchors(day, 240));
        }
        await world.PublishAsync("concurrency_curve", World.Day, Curve());
        await world.PublishAsync("viewer_funnel", World.Day, Funnel());
    }

    private static IEnumerable<object> Platform(DateOnly day)
    {
        var random = new Random(day.DayNumber);
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.3 : 1;
        foreach (var (country, size) in Countries)
        {
            foreach (var (platform, share) in ((string, double)[])[("android", 0.72), ("ios", 0.28)])
            {
                var active = (int)(size * share * weekend * (90 + random.Next(30)));
                yield return Row(country, platform, active, random);
            }
        }
    }

    private static object Row(string country, string platform, int active, Random random)
    {
        var viewers = active * 7 / 10;
        var payers = active / (30 + random.Next(20));
        var revenue = Math.Round(payers * (decimal)(4 + (random.NextDouble() * 9)), 4);
        return new
        {
            country,
            platform,
            active_users = active,
            viewers,
            watch_minutes = Math.Round(viewers * (decimal)(20 + (random.NextDouble() * 15)), 2),
            gift_coins = active * 37L + random.Next(90_000),
            revenue_usd = revenue,
            arppu_usd = payers == 0 ? null : (double?)Math.Round((double)revenue / payers, 3),
        };
    }

    private static IEnumerable<object> Anchors(DateOnly day, int count)
    {
        var random = new Random(day.DayNumber + 1);
        long coins = 2_400_000;
        for (var rank = 1; rank <= count; rank++)
        {
            coins = coins * (88 + random.Next(11)) / 100;
            yield return new
            {
                stage_name = rank <= Names.Length ? Names[rank - 1] : $"Anchor {10_000 + rank}",
                anchor_id = 10_000L + rank,
                live_hours = Math.Round((decimal)(random.NextDouble() * 6), 2),
                unique_viewers = (coins / 90) + random.Next(200),
                gift_coins = coins,
                ranking = rank,
            };
        }
    }

    private static IEnumerable<object> Funnel()
    {
        string[] steps = ["open", "enter", "stay_one_minute", "chat", "gift", "recharge"];
        decimal[] left = [1, 0.71m, 0.52m, 0.19m, 0.06m, 0.02m];
        return Countries.SelectMany(country => steps.Select((name, at) =>
            new { country = country.Country, step = at + 1, name, viewers = (int)(country.Size * 100 * left[at]) }));
    }

    private static IEnumerable<object> Curve()
    {
        var random = new Random(7);
        var start = World.Day.ToDateTime(TimeOnly.MinValue).AddHours(-7);
        foreach (var (country, size) in Countries)
        {
            for (var minute = 0; minute < 24 * 60; minute += 5)
            {
                var evening = Math.Exp(-Math.Pow((minute - 1260) / 150.0, 2)) + (0.35 * Math.Exp(-Math.Pow((minute - 740) / 110.0, 2))) + 0.06;
                yield return new { country, minute_utc = $"{start.AddMinutes(minute):yyyy-MM-dd HH:mm}", minute_local = $"{minute / 60:00}:{minute % 60:00}", concurrent_viewers = (int)(size * 14 * evening) + random.Next(1 + (size / 4)) };
            }
        }
    }
}
