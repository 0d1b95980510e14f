namespace Nonolive.Simulator.Expected;

internal static class PlatformDaily
{
    public static ExpectedReport Of(DayFacts day)
    {
        var events = day.Events;
        var newUsers = new Tally<(string, string)>();
        foreach (var user in day.Tables.Users.Values.Where(user => day.Days.Contains(day.Day, user.CreatedAt)))
            newUsers.Plus((user.Country ?? "ZZ", user.SignupPlatform));
        var liveMs = new Tally<(string, string)>();
        var liveAnchors = new HashSet<((string, string) Place, long Anchor)>();
        foreach (var (session, live) in day.Broadcasts())
        {
            var place = (day.Tables.Anchors.GetValueOrDefault(session.AnchorId)?.Country ?? "ZZ", session.Platform);
            liveMs.Plus(place, live);
            liveAnchors.Add((place, session.AnchorId));
        }
        var coins = new Tally<(string, string)>();
        foreach (var (order, _, moved, _) in day.GiftMovements())
            coins.Plus((day.CountryOf(order.UserId), order.Platform), moved);
        var revenue = new Dictionary<(string, string), decimal>();
        var payers = new HashSet<((string, string) Place, long User)>();
        foreach (var (recharge, sales, usd) in day.RechargeMovements())
        {
            var place = (day.CountryOf(recharge.UserId), recharge.Platform);
            revenue[place] = revenue.GetValueOrDefault(place) + usd;
            if (sales > 0)
                payers.Add((place, recharge.UserId));
        }
        var places = events.Active.Keys.Concat(newUsers.Keys).Concat(events.Watchers.Keys).Concat(liveMs.Keys).Concat(coins.Keys)
            .Concat(revenue.Keys).Distinct();
        return new ExpectedReport("platform_daily", ["country", "platform"], [.. places.Select(place =>
        {
            var paying = payers.Count(payer => payer.Place == place);
            var usd = revenue.GetValueOrDefault(place);
            return new Dictionary<string, object?>
            {
                ["country"] = place.Item1,
                ["platform"] = place.Item2,
                ["active_users"] = events.Active.Of(place),
                ["new_users"] = newUsers.Of(place),
                ["viewers"] = events.Watchers.Of(place),
                ["watch_minutes"] = DayFacts.Ratio(events.WatchMs.Of(place), 60_000, 2),
                ["avg_watch_minutes"] = DayFacts.RatioOrNull(events.WatchMs.Of(place), 60_000m * events.Watchers.Of(place), 2),
                ["anchors_live"] = (long)liveAnchors.Count(live => live.Place == place),
                ["live_hours"] = DayFacts.Ratio(liveMs.Of(place), 3_600_000, 2),
                ["chats"] = events.Chats.Of(place),
                ["gift_coins"] = coins.Of(place),
                ["payers"] = (long)paying,
                ["revenue_usd"] = usd,
                ["arppu_usd"] = DayFacts.RatioOrNull(usd, paying, 4),
            };
        })]);
    }
}
