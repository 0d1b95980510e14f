using Nonolive.Simulator.Database;

namespace Nonolive.Simulator.Expected;

/// <summary>Computes every report from the simulation's own records, sharing neither SQL nor engine with the jobs.</summary>
internal sealed class Expectations(SimulationOptions options, BusinessDays days, Platform platform)
{
    private readonly Dictionary<DateOnly, DayFacts> _facts = [];

    public IReadOnlyList<ExpectedReport> Of(DateOnly day, bool liveReplication)
    {
        var facts = FactsOf(day);
        return
        [
            PlatformDaily.Of(facts), AnchorDaily.Of(facts), SessionDetail.Of(facts), ConcurrencyCurve.Of(facts), GiftRanking.Of(facts),
            ViewerFunnel.Of(facts), Retention.Of(facts), StreamQuality.Of(facts), GuildSettlement.Of(facts),
            DataQuality.Of(facts, liveReplication), .. RollUps.Of(day, options.FirstDay, FactsOf),
        ];
    }

    private DayFacts FactsOf(DateOnly day) =>
        _facts.TryGetValue(day, out var known) ? known : _facts[day] = new DayFacts(options, days, platform, day);
}
