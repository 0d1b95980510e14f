namespace Nonolive.Simulator.Expected;

internal static class GiftRanking
{
    private const int Places = 100;

    public static ExpectedReport Of(DayFacts day)
    {
        var gifts = Ranked("gift", day.GiftMovements().Select(movement => ((long)movement.Order.GiftId, movement.Sales, movement.Coins, movement.Usd)),
            id => day.Tables.Gifts.GetValueOrDefault((int)id)?.Name);
        var spenders = Ranked("spender", day.GiftMovements().Select(movement => (movement.Order.UserId, movement.Sales, movement.Coins, movement.Usd)),
            id => day.Tables.Users.GetValueOrDefault(id)?.Nickname);
        return new ExpectedReport("gift_ranking", ["list", "ranking"], [.. gifts, .. spenders]);
    }

    private static IEnumerable<Dictionary<string, object?>> Ranked(
        string list, IEnumerable<(long Id, int Sales, long Coins, decimal Usd)> movements, Func<long, string?> name) =>
        movements.GroupBy(movement => movement.Id)
            .Select(group => (
                Id: group.Key, Orders: group.Sum(movement => (long)movement.Sales), Coins: group.Sum(movement => movement.Coins),
                Usd: group.Sum(movement => movement.Usd)))
            .OrderByDescending(total => total.Coins).ThenByDescending(total => total.Orders).ThenBy(total => total.Id)
            .Take(Places)
            .Select((total, i) => new Dictionary<string, object?>
            {
                ["list"] = list,
                ["ranking"] = (long)i + 1,
                ["id"] = total.Id,
                ["name"] = name(total.Id),
                ["orders"] = total.Orders,
                ["coins"] = total.Coins,
                ["usd_amount"] = total.Usd,
            });
}
