using Nonolive.Simulator.Activity;

namespace Nonolive.Simulator.Delivery;

/// <summary>Carries a viewer's events to the collector: mostly at once, some late, some twice, some broken on the way.</summary>
internal sealed class Postman(SimulationOptions options, BusinessDays days)
{
    private const long Hour = 3_600_000;

    public List<SimulatedLine> Deliver(ViewerDay life, DateOnly day)
    {
        var dice = new Dice(options.Seed, 51, (ulong)life.Viewer.Number, (ulong)day.DayNumber);
        var lines = new List<SimulatedLine>(life.Events.Count + 4);
        foreach (var happened in life.Events)
        {
            var id = dice.Uuid7(happened.TimeMs);
            var arrival = happened.TimeMs + Delay(dice);
            if (dice.Chance(options.BrokenShare))
            {
                lines.Add(Broken(dice, happened, id, arrival, life.Viewer));
                continue;
            }
            lines.Add(new SimulatedLine(arrival, Verdict.Counted, days.Of(happened.TimeMs), happened, id, -1, life.Viewer));
            for (var again = dice.Chance(options.DuplicateShare) ? 1 + dice.Below(2) : 0; again > 0; again--)
            {
                arrival += 1 + dice.Between(0, dice.Chance(0.1) ? 3 * Hour : 30_000);
                lines.Add(new SimulatedLine(arrival, Verdict.Duplicate, days.Of(happened.TimeMs), happened, id, -1, life.Viewer));
            }
        }
        return lines;
    }

    private SimulatedLine Broken(Dice dice, SimEvent happened, Guid id, long arrival, Viewer viewer)
    {
        var kind = dice.Below(Breakages.All.Count);
        // Whoever cannot say when it happened belongs to the hour of arrival.
        var time = Breakages.All[kind].KeepsTime ? happened.TimeMs : arrival - arrival % Hour;
        return new SimulatedLine(arrival, Verdict.Quarantined, days.Of(time), happened, id, kind, viewer);
    }

    private long Delay(Dice dice)
    {
        if (dice.Chance(options.LateShare))
            return (long)(300_001 * Math.Pow(700, dice.Part()));
        // A clock that is up to two minutes fast tells of what has not happened yet.
        return dice.Chance(0.01) ? -dice.Between(0, 120_000) : (long)dice.Exponential(1500);
    }
}
