using Nonolive.Simulator.Database;

namespace Nonolive.Simulator.Expected;

/// <summary>All that is known of a business day, and arithmetic that reports share.</summary>
internal sealed class DayFacts(SimulationOptions options, BusinessDays days, Platform platform, DateOnly day)
{
    // A broadcast whose end nobody told is taken to last ten hours.
    private const long LongestUntold = 10 * 3_600_000L;

    public DateOnly Day { get; } = day;

    public BusinessDays Days { get; } = days;

    public ulong Seed { get; } = options.Seed;

    public IReadOnlyList<Change> Changes { get; } = platform.Changes;

    public EventFacts Events { get; } = EventFacts.Of(options, days, platform, day);

    public TableFacts Tables { get; } = TableFacts.Of(days, platform, day);

    /// <summary>Gifts sold and refunded on the day: order, sales (0 for a refund), coins and dollars with their sign.</summary>
    public IEnumerable<(GiftOrder Order, int Sales, long Coins, decimal Usd)> GiftMovements()
    {
        foreach (var order in Tables.Orders.Values)
        {
            if (Days.Contains(Day, order.CreatedAt))
                yield return (order, 1, order.Coins, order.UsdAmount);
            if (order.RefundedAt is { } refunded && Days.Contains(Day, refunded))
                yield return (order, 0, -order.Coins, -order.UsdAmount);
        }
    }

    /// <summary>Recharges paid and refunded on the day.</summary>
    public IEnumerable<(Recharge Recharge, int Sales, decimal Usd)> RechargeMovements()
    {
        foreach (var recharge in Tables.Recharges.Values)
        {
            if (Days.Contains(Day, recharge.CreatedAt))
                yield return (recharge, 1, recharge.UsdAmount);
            if (recharge.RefundedAt is { } refunded && Days.Contains(Day, refunded))
                yield return (recharge, 0, -recharge.UsdAmount);
        }
    }

    /// <summary>Broadcasts with a part in the day, and how long that part is.</summary>
    public IEnumerable<(LiveSession Session, long LiveMs)> Broadcasts()
    {
        foreach (var session in Tables.Sessions.Values)
        {
            var from = session.StartedAt.ToUnixTimeMilliseconds();
            var to = session.EndedAt?.ToUnixTimeMilliseconds() ?? from + LongestUntold;
            var live = Math.Min(to, Days.End(Day)) - Math.Max(from, Days.Start(Day));
            if (live > 0)
                yield return (session, live);
        }
    }

    /// <summary>A user's country at the end of the day.</summary>
    public string CountryOf(long user) => Tables.Users.GetValueOrDefault(user)?.Country ?? "ZZ";

    /// <summary>A quotient rounded half away from zero.</summary>
    public static decimal Ratio(decimal dividend, decimal divisor, int digits) =>
        Math.Round(dividend / divisor, digits, MidpointRounding.AwayFromZero);

    /// <summary>The same, null where the divisor is zero.</summary>
    public static decimal? RatioOrNull(decimal dividend, decimal divisor, int digits) => divisor == 0 ? null : Ratio(dividend, divisor, digits);
}
