using Nonolive.Simulator.Database;

namespace Nonolive.Simulator.Expected;

/// <summary>The platform's records at the end of a business day, and what moved on it.</summary>
internal sealed class TableFacts
{
    private TableFacts()
    {
    }

    public Dictionary<long, User> Users { get; } = [];

    public Dictionary<long, Anchor> Anchors { get; } = [];

    public Dictionary<long, Guild> Guilds { get; } = [];

    public Dictionary<int, Gift> Gifts { get; } = [];

    public Dictionary<Guid, LiveSession> Sessions { get; } = [];

    public Dictionary<Guid, GiftOrder> Orders { get; } = [];

    public Dictionary<Guid, Recharge> Recharges { get; } = [];

    /// <summary>Pairs that follow at the start of the day.</summary>
    public HashSet<(long User, long Anchor)> FollowsBefore { get; private set; } = [];

    /// <summary>Pairs that follow at its end.</summary>
    public HashSet<(long User, long Anchor)> FollowsAfter { get; } = [];

    public static TableFacts Of(BusinessDays days, Platform platform, DateOnly day)
    {
        var facts = new TableFacts();
        foreach (var row in platform.Initial)
            facts.Apply(ChangeKind.Insert, row);
        var start = days.Start(day);
        var started = false;
        foreach (var change in platform.Changes.Where(change => change.Commit.ToUnixTimeMilliseconds() < days.End(day)))
        {
            if (!started && change.Commit.ToUnixTimeMilliseconds() >= start)
            {
                facts.FollowsBefore = [.. facts.FollowsAfter];
                started = true;
            }
            facts.Apply(change.Kind, change.Row);
        }
        if (!started)
            facts.FollowsBefore = [.. facts.FollowsAfter];
        return facts;
    }

    private void Apply(ChangeKind kind, Entity row)
    {
        switch (row)
        {
            case User user:
                Apply(Users, user.UserId, user, kind);
                break;
            case Anchor anchor:
                Apply(Anchors, anchor.AnchorId, anchor, kind);
                break;
            case Guild guild:
                Apply(Guilds, guild.GuildId, guild, kind);
                break;
            case Gift gift:
                Apply(Gifts, gift.GiftId, gift, kind);
                break;
            case LiveSession session:
                Apply(Sessions, session.SessionId, session, kind);
                break;
            case GiftOrder order:
                Apply(Orders, order.OrderId, order, kind);
                break;
            case Recharge recharge:
                Apply(Recharges, recharge.RechargeId, recharge, kind);
                break;
            case Follow follow when kind == ChangeKind.Delete:
                FollowsAfter.Remove((follow.UserId, follow.AnchorId));
                break;
            case Follow follow:
                FollowsAfter.Add((follow.UserId, follow.AnchorId));
                break;
        }
    }

    private static void Apply<TKey, TRow>(Dictionary<TKey, TRow> rows, TKey key, TRow row, ChangeKind kind) where TKey : notnull
    {
        if (kind == ChangeKind.Delete)
            rows.Remove(key);
        else
            rows[key] = row;
    }
}
