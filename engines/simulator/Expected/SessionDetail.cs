using System.Globalization;

namespace Nonolive.Simulator.Expected;

internal static class SessionDetail
{
    public static ExpectedReport Of(DayFacts day)
    {
        var events = day.Events;
        var present = new Tally<(Guid Session, long Minute)>();
        foreach (var ((session, _, minute), viewers) in events.Present)
            present.Plus((session, minute), viewers);
        var peaks = present.GroupBy(pair => pair.Key.Session).ToDictionary(group => group.Key, group => group.Max(pair => pair.Value));
        var coins = new Tally<Guid>();
        foreach (var (order, _, moved, _) in day.GiftMovements().Where(movement => movement.Order.SessionId is not null))
            coins.Plus(order.SessionId!.Value, moved);
        return new ExpectedReport("session_detail", ["session_id"], [.. day.Broadcasts().Select(broadcast =>
        {
            var (session, liveMs) = broadcast;
            var watchMs = events.SessionWatchMs.Of(session.SessionId);
            return new Dictionary<string, object?>
            {
                ["session_id"] = session.SessionId.ToString(),
                ["anchor_id"] = session.AnchorId,
                ["started_at"] = Clock(day, session.StartedAt),
                ["ended_at"] = session.EndedAt is { } ended && ended.ToUnixTimeMilliseconds() <= day.Days.End(day.Day) ? Clock(day, ended) : null,
                ["live_minutes"] = DayFacts.Ratio(liveMs, 60_000, 2),
                ["peak_concurrent"] = peaks.GetValueOrDefault(session.SessionId),
                ["avg_concurrent"] = DayFacts.Ratio(watchMs, liveMs, 2),
                ["unique_viewers"] = events.SessionViewers.Of(session.SessionId),
                ["watch_minutes"] = DayFacts.Ratio(watchMs, 60_000, 2),
                ["stalls_per_viewer_hour"] = DayFacts.RatioOrNull(events.SessionStalls.Of(session.SessionId) * 3_600_000m, watchMs, 4),
                ["coins"] = coins.Of(session.SessionId),
            };
        })]);
    }

    private static string Clock(DayFacts day, DateTimeOffset moment) =>
        day.Days.Local(moment.ToUnixTimeMilliseconds()).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
