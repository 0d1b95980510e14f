namespace Nonolive.Simulator.Expected;

internal static class ViewerFunnel
{
    private static readonly string[] Steps = ["open", "enter", "stay_one_minute", "chat", "gift", "recharge"];

    public static ExpectedReport Of(DayFacts day)
    {
        var givers = day.GiftMovements().Where(movement => movement.Sales > 0).Select(movement => movement.Order.UserId).ToHashSet();
        var payers = day.RechargeMovements().Where(movement => movement.Sales > 0).Select(movement => movement.Recharge.UserId).ToHashSet();
        var reached = new Tally<(string Country, int Step)>();
        var countries = new HashSet<string>();
        foreach (var viewer in day.Events.Viewers.Where(viewer => viewer.Country is not null))
        {
            countries.Add(viewer.Country!);
            bool[] taken =
            [
                true, viewer.Entered, viewer.WatchMs.Values.Any(watched => watched >= 60_000), viewer.Chatted,
                viewer.Viewer.UserId is { } giver && givers.Contains(giver), viewer.Viewer.UserId is { } payer && payers.Contains(payer),
            ];
            for (var step = 0; step < taken.Length && taken[step]; step++)
                reached.Plus((viewer.Country!, step));
        }
        return new ExpectedReport("viewer_funnel", ["country", "step"], [.. countries.SelectMany(country => Steps.Select((name, step) =>
            new Dictionary<string, object?>
            {
                ["country"] = country,
                ["step"] = (long)step + 1,
                ["name"] = name,
                ["viewers"] = reached.Of((country, step)),
                ["share_of_opened"] = DayFacts.Ratio(reached.Of((country, step)), reached.Of((country, 0)), 4),
            }))]);
    }
}
