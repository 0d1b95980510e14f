using System.Globalization;

namespace Nonolive.Simulator.Expected;

/// <summary>Weeks and months, added up from the expected days.</summary>
internal static class RollUps
{
    public static IEnumerable<ExpectedReport> Of(DateOnly day, DateOnly firstDay, Func<DateOnly, DayFacts> facts)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        foreach (var (period, start) in new[] { ("weekly", monday), ("monthly", new DateOnly(day.Year, day.Month, 1)) })
        {
            var days = new List<DayFacts>();
            for (var part = start < firstDay ? firstDay : start; part <= day; part = part.AddDays(1))
                days.Add(facts(part));
            yield return PlatformOf(period, start, days);
            yield return AnchorsOf(period, start, days, facts(day));
        }
    }

    private static ExpectedReport PlatformOf(string period, DateOnly start, List<DayFacts> days)
    {
        var rows = days.SelectMany(day => PlatformDaily.Of(day).Rows).GroupBy(row => (row["country"], row["platform"]));
        return new ExpectedReport("platform_" + period, ["country", "platform"], [.. rows.Select(group => new Dictionary<string, object?>
        {
            ["first_day"] = Text(start),
            ["country"] = group.Key.Item1,
            ["platform"] = group.Key.Item2,
            ["days"] = group.LongCount(),
            ["active_user_days"] = Sum(group, "active_users"),
            ["best_active_users"] = group.Max(row => (long)row["active_users"]!),
            ["new_users"] = Sum(group, "new_users"),
            ["viewer_days"] = Sum(group, "viewers"),
            ["watch_minutes"] = Sum(group, "watch_minutes"),
            ["live_hours"] = Sum(group, "live_hours"),
            ["chats"] = Sum(group, "chats"),
            ["gift_coins"] = Sum(group, "gift_coins"),
            ["payer_days"] = Sum(group, "payers"),
            ["revenue_usd"] = Sum(group, "revenue_usd"),
        })]);
    }

    private static ExpectedReport AnchorsOf(string period, DateOnly start, List<DayFacts> days, DayFacts last)
    {
        var rows = days.SelectMany(day => AnchorDaily.Of(day).Rows).GroupBy(row => (long)row["anchor_id"]!);
        return new ExpectedReport("anchor_" + period, ["anchor_id"], [.. rows.Select(group => new Dictionary<string, object?>
        {
            ["first_day"] = Text(start),
            ["anchor_id"] = group.Key,
            ["stage_name"] = last.Tables.Anchors.GetValueOrDefault(group.Key)?.StageName,
            ["guild_id"] = last.Tables.Anchors.GetValueOrDefault(group.Key)?.GuildId,
            ["days_live"] = group.LongCount(row => (long)row["sessions"]! > 0),
            ["session_days"] = Sum(group, "sessions"),
            ["live_hours"] = Sum(group, "live_hours"),
            ["peak_concurrent"] = group.Max(row => (long)row["peak_concurrent"]!),
            ["viewer_days"] = Sum(group, "unique_viewers"),
            ["watch_minutes"] = Sum(group, "watch_minutes"),
            ["chats"] = Sum(group, "chats"),
            ["gift_coins"] = Sum(group, "gift_coins"),
            ["new_followers"] = Sum(group, "new_followers"),
            ["lost_followers"] = Sum(group, "lost_followers"),
        })]);
    }

    private static decimal Sum(IEnumerable<IReadOnlyDictionary<string, object?>> rows, string column) =>
        rows.Sum(row => Convert.ToDecimal(row[column], CultureInfo.InvariantCulture));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
