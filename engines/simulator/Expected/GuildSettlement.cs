namespace Nonolive.Simulator.Expected;

internal static class GuildSettlement
{
    public static ExpectedReport Of(DayFacts day) =>
        new("guild_settlement", ["guild_id"], [.. day.GiftMovements().GroupBy(movement => movement.Order.GuildId ?? 0).Select(group =>
        {
            var guild = day.Tables.Guilds.GetValueOrDefault(group.Key);
            var gross = group.Sum(movement => movement.Usd);
            var share = Math.Round(gross * (guild?.RevenueShare ?? 0), 4, MidpointRounding.AwayFromZero);
            return new Dictionary<string, object?>
            {
                ["guild_id"] = group.Key,
                ["name"] = guild?.Name,
                ["revenue_share"] = guild?.RevenueShare ?? 0m,
                ["orders"] = group.Sum(movement => (long)movement.Sales),
                ["coins"] = group.Sum(movement => movement.Coins),
                ["gross_usd"] = gross,
                ["guild_usd"] = share,
                ["platform_usd"] = gross - share,
            };
        })]);
}
