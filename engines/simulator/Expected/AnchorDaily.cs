namespace Nonolive.Simulator.Expected;

internal static class AnchorDaily
{
    public static ExpectedReport Of(DayFacts day)
    {
        var events = day.Events;
        var (sessions, liveMs, coins) = (new Tally<long>(), new Tally<long>(), new Tally<long>());
        foreach (var (session, live) in day.Broadcasts())
        {
            sessions.Plus(session.AnchorId);
            liveMs.Plus(session.AnchorId, live);
        }
        foreach (var (order, _, moved, _) in day.GiftMovements())
            coins.Plus(order.AnchorId, moved);
        var (gained, lost) = (new Tally<long>(), new Tally<long>());
        foreach (var (_, anchor) in day.Tables.FollowsAfter.Except(day.Tables.FollowsBefore))
            gained.Plus(anchor);
        foreach (var (_, anchor) in day.Tables.FollowsBefore.Except(day.Tables.FollowsAfter))
            lost.Plus(anchor);
        var present = new Tally<(long Anchor, long Minute)>();
        foreach (var ((session, _, minute), viewers) in events.Present)
            present.Plus((events.AnchorOf[session], minute), viewers);
        var peaks = present.GroupBy(pair => pair.Key.Anchor).ToDictionary(group => group.Key, group => group.Max(pair => pair.Value));
        var anchors = sessions.Keys.Concat(events.AnchorViewers.Keys).Concat(events.AnchorChats.Keys).Concat(coins.Keys)
            .Concat(gained.Keys).Concat(lost.Keys).Distinct()
            .OrderByDescending(coins.Of).ThenByDescending(events.AnchorWatchMs.Of).ThenBy(anchor => anchor);
        return new ExpectedReport("anchor_daily", ["anchor_id"], [.. anchors.Select((anchor, i) => new Dictionary<string, object?>
        {
            ["anchor_id"] = anchor,
            ["stage_name"] = day.Tables.Anchors.GetValueOrDefault(anchor)?.StageName,
            ["guild_id"] = day.Tables.Anchors.GetValueOrDefault(anchor)?.GuildId,
            ["live_hours"] = DayFacts.Ratio(liveMs.Of(anchor), 3_600_000, 2),
            ["sessions"] = sessions.Of(anchor),
            ["peak_concurrent"] = peaks.GetValueOrDefault(anchor),
            ["avg_concurrent"] = DayFacts.RatioOrNull(events.AnchorWatchMs.Of(anchor), liveMs.Of(anchor), 2),
            ["unique_viewers"] = events.AnchorViewers.Of(anchor),
            ["watch_minutes"] = DayFacts.Ratio(events.AnchorWatchMs.Of(anchor), 60_000, 2),
            ["chats"] = events.AnchorChats.Of(anchor),
            ["gift_coins"] = coins.Of(anchor),
            ["new_followers"] = gained.Of(anchor),
            ["lost_followers"] = lost.Of(anchor),
            ["ranking"] = (long)i + 1,
        })]);
    }
}
