using Nonolive.Simulator.Activity;
using Nonolive.Simulator.Broadcasts;
using Nonolive.Simulator.People;

namespace Nonolive.Simulator.Database;

/// <summary>What one business day changes in the database.</summary>
internal sealed class DayChanges(
    SimulationOptions options, BusinessDays days, DateOnly day, Dictionary<long, User> users, Dictionary<long, Anchor> anchors,
    Dictionary<(long User, long Anchor), Follow> follows, List<Change> changes)
{
    private readonly Dictionary<(long User, long Anchor), long> _lastPress = [];
    private readonly Dice _dice = new(options.Seed, 41, (ulong)day.DayNumber);

    public void Add(IReadOnlyList<Broadcast> broadcasts, ViewerLife life, IReadOnlyList<Viewer> viewers, List<Entity> initial)
    {
        Broadcasts(broadcasts);
        GuildChanges();
        OldOrders(initial);
        foreach (var viewer in viewers)
        {
            var lived = life.Of(viewer, day);
            if (viewer.UserId is not { } user)
                continue;
            foreach (var gift in lived.Gifts)
                Give(user, gift);
            foreach (var recharge in lived.Recharges)
                Pay(user, recharge);
            foreach (var follow in lived.Follows.OrderBy(follow => follow.TimeMs))
                Follow(user, follow);
            Profile(user);
        }
        Unfollows();
        Correction();
    }

    private void Broadcasts(IReadOnlyList<Broadcast> broadcasts)
    {
        foreach (var broadcast in broadcasts)
        {
            if (broadcast.FromMs >= days.Start(day))
                Commit(broadcast.FromMs, ChangeKind.Insert, broadcast.Session);
            // One app in forty crashes and never says that the broadcast ended. Each end is told once, on its own day.
            var crashed = broadcast.Session.SessionId.GetHashCode() % 40 == 0;
            if (!crashed && (broadcast.ToMs < days.End(day) || day == options.LastDay))
                Commit(broadcast.ToMs, ChangeKind.Update, broadcast.Session with { EndedAt = Moments.Precise(_dice, broadcast.ToMs) });
        }
    }

    // An anchor changes guild at noon; gifts of the morning stay with the old one.
    private void GuildChanges()
    {
        var noon = (days.Start(day) + days.End(day)) / 2;
        var anchor = anchors[Catalogue.FirstAnchor + _dice.Below(options.Anchors)];
        if (options.Guilds == 0)
            return;
        var moved = anchor with { GuildId = Catalogue.FirstGuild + _dice.Below(options.Guilds), UpdatedAt = Moments.Precise(_dice, noon) };
        anchors[anchor.AnchorId] = moved;
        Commit(noon, ChangeKind.Update, moved);
    }

    // What was sold before the first day is in the full load; some of it is refunded now.
    private void OldOrders(List<Entity> initial)
    {
        if (day != options.FirstDay)
            return;
        for (var i = 0; i < 1 + options.Viewers / 100; i++)
        {
            var user = Catalogue.FirstUser + options.Anchors + _dice.Below(Math.Max(1, options.Viewers / 2));
            var sold = days.Start(day) - _dice.Between(60_000, 5L * 86_400_000);
            var order = Order(user, new PlannedGift(sold, null, Catalogue.FirstAnchor + _dice.Below(options.Anchors), _dice.Below(Catalogue.Gifts.Length), 2, "ios"));
            var recharge = Payment(user, new PlannedRecharge(sold, _dice.Below(Catalogue.Packs.Length), "android"));
            initial.Add(order);
            initial.Add(recharge);
            var refund = _dice.Between(days.Start(day), days.End(day));
            if (_dice.Chance(0.5))
                Commit(refund, ChangeKind.Update, order with { Status = "refunded", RefundedAt = Moments.Precise(_dice, refund) });
            if (_dice.Chance(0.5))
                Commit(refund, ChangeKind.Update, recharge with { Status = "refunded", RefundedAt = Moments.Precise(_dice, refund) });
        }
    }

    private void Give(long user, PlannedGift gift)
    {
        if (!days.Contains(day, DateTimeOffset.FromUnixTimeMilliseconds(gift.TimeMs)))
            return;
        var order = Order(user, gift);
        Commit(gift.TimeMs, ChangeKind.Insert, order);
        if (!_dice.Chance(0.03) || gift.TimeMs > Last() - 1000)
            return;
        // Refunded within hours, now and then after midnight.
        var refund = Math.Min(gift.TimeMs + _dice.Between(1000, 8 * 3_600_000), Last());
        Commit(refund, ChangeKind.Update, order with { Status = "refunded", RefundedAt = Moments.Precise(_dice, refund) });
    }

    private void Pay(long user, PlannedRecharge recharge)
    {
        var payment = Payment(user, recharge);
        Commit(recharge.TimeMs, ChangeKind.Insert, payment);
        if (!_dice.Chance(0.05) || recharge.TimeMs > Last() - 1000)
            return;
        var refund = Math.Min(recharge.TimeMs + _dice.Between(1000, 12 * 3_600_000), Last());
        Commit(refund, ChangeKind.Update, payment with { Status = "refunded", RefundedAt = Moments.Precise(_dice, refund) });
    }

    private void Follow(long user, PlannedFollow planned)
    {
        var key = (user, planned.AnchorId);
        // The database is told two seconds later: who presses again meanwhile presses in vain.
        if (planned.TimeMs >= days.End(day) - 10_000 || planned.TimeMs < _lastPress.GetValueOrDefault(key) + 5000)
            return;
        _lastPress[key] = planned.TimeMs;
        if (follows.TryGetValue(key, out var standing))
        {
            // A press on a followed anchor unfollows, and half of them regret it at once.
            follows.Remove(key);
            Commit(planned.TimeMs, ChangeKind.Delete, standing);
            if (!_dice.Chance(0.5))
                return;
        }
        var follow = new Follow(user, planned.AnchorId, "room", Moments.Precise(_dice, planned.TimeMs + 2000));
        follows[key] = follow;
        Commit(planned.TimeMs + 2000, ChangeKind.Insert, follow);
    }

    private void Unfollows()
    {
        var end = days.End(day) - 2000;
        foreach (var (key, follow) in follows.OrderBy(pair => pair.Key.User).ThenBy(pair => pair.Key.Anchor).ToList())
        {
            if (!_dice.Chance(0.01))
                continue;
            var after = Math.Max(days.Start(day), follow.CreatedAt.ToUnixTimeMilliseconds() + 1);
            follows.Remove(key);
            Commit(_dice.Between(after, end), ChangeKind.Delete, follow);
        }
    }

    private void Profile(long user)
    {
        if (!users.TryGetValue(user, out var account))
            return;
        var from = Math.Max(days.Start(day), account.CreatedAt.ToUnixTimeMilliseconds() + 1000);
        var time = _dice.Between(from, days.End(day));
        if (_dice.Chance(0.01))
        {
            users[user] = account with { Nickname = Names.Of(_dice), Country = _dice.Pick(Places.Countries), UpdatedAt = Moments.Precise(_dice, time) };
            Commit(time, ChangeKind.Update, users[user]);
        }
        else if (_dice.Chance(0.002))
        {
            users.Remove(user);
            Commit(time, ChangeKind.Delete, account);
        }
        if (_dice.Chance(0.01))
            Commit(time, ChangeKind.Insert, new UserDevice(user, _dice.Uuid(), "ios", null, null, null, null, Moments.Precise(_dice, time)));
    }

    // Support corrects a gift by hand: an order with negative coins.
    private void Correction()
    {
        var user = Catalogue.FirstUser + options.Anchors;
        var time = _dice.Between(days.Start(day), days.End(day));
        var order = Order(user, new PlannedGift(time, null, Catalogue.FirstAnchor, 3, 1, "android"));
        Commit(time, ChangeKind.Insert, order with { Coins = -order.Coins, UsdAmount = -order.UsdAmount, Message = "correction" });
    }

    private GiftOrder Order(long user, PlannedGift gift)
    {
        var coins = Catalogue.Gifts[gift.Gift].Coins * gift.Quantity;
        var anchor = anchors[gift.AnchorId];
        // Before noon's change the anchor was in the guild of the morning.
        var guild = gift.TimeMs < anchor.UpdatedAt.ToUnixTimeMilliseconds() ? _morning.GetValueOrDefault(gift.AnchorId, anchor.GuildId) : anchor.GuildId;
        return new GiftOrder(
            _dice.Uuid(), user, gift.AnchorId, guild, gift.Broadcast?.Session.SessionId, gift.Gift + 1, gift.Quantity, coins, coins * Catalogue.UsdPerCoin,
            gift.Platform, Names.Message(_dice), "paid", Moments.Precise(_dice, gift.TimeMs), null);
    }

    private readonly Dictionary<long, long?> _morning = anchors.ToDictionary(pair => pair.Key, pair => pair.Value.GuildId);

    private Recharge Payment(long user, PlannedRecharge recharge)
    {
        var (usd, coins) = Catalogue.Packs[recharge.Pack];
        var (currency, perUsd, _) = _dice.Pick(Places.Currencies);
        return new Recharge(
            _dice.Uuid(), user, Math.Round(usd * perUsd, 4), currency, usd, coins, recharge.Platform, recharge.Platform == "ios" ? "app_store" : "google_play",
            "paid", Moments.Precise(_dice, recharge.TimeMs), null);
    }

    // The last moment that the simulation knows.
    private long Last() => days.End(options.LastDay) - 1;

    private void Commit(long milliseconds, ChangeKind kind, Entity row) =>
        changes.Add(new Change(Moments.Precise(_dice, Math.Min(milliseconds, Last())), kind, row));
}
