using Nonolive.Simulator.Activity;
using Nonolive.Simulator.Database;
using Nonolive.Simulator.People;

namespace Nonolive.Simulator.Broadcasts;

/// <summary>When the anchors are live: most in the evening, some across midnight, the first of each day the viral one.</summary>
internal sealed class Schedule(SimulationOptions options, BusinessDays days)
{
    private const long Hour = 3_600_000;

    /// <summary>The broadcasts of a day; those that started the day before and are still live come last.</summary>
    public IReadOnlyDictionary<DateOnly, IReadOnlyList<Broadcast>> Create()
    {
        var schedule = new Dictionary<DateOnly, IReadOnlyList<Broadcast>>();
        // The day before the first is planned for what is still live at midnight.
        var before = Starting(options.FirstDay.AddDays(-1));
        for (var day = options.FirstDay; day <= options.LastDay; day = day.AddDays(1))
        {
            var starting = Starting(day);
            schedule[day] = [.. starting, .. before.Where(broadcast => broadcast.ToMs > days.Start(day))];
            before = starting;
        }
        return schedule;
    }

    private List<Broadcast> Starting(DateOnly day)
    {
        var dice = new Dice(options.Seed, 21, (ulong)day.DayNumber);
        var broadcasts = new List<Broadcast>();
        for (var anchor = 0; anchor < options.Anchors; anchor++)
        {
            // The first anchor is always live, so that no day is without its viral broadcast.
            var count = anchor == 0 ? 1 : dice.Below(3);
            var from = days.Start(day) + (dice.Chance(0.3) ? 8 : 17) * Hour + dice.Between(0, 3 * Hour);
            for (var i = 0; i < count; i++)
            {
                var to = from + Hour / 4 + dice.Between(0, 4 * Hour);
                broadcasts.Add(Live(dice, anchor, from, to));
                from = to + dice.Between(Hour / 10, 2 * Hour);
                if (from > days.End(day) - Hour / 6)
                    break;
            }
        }
        return broadcasts;
    }

    private static Broadcast Live(Dice dice, int anchor, long from, long to) => new(
        new LiveSession(
            dice.Uuid(), Catalogue.FirstRoom + anchor, Catalogue.FirstAnchor + anchor, dice.Chance(0.2) ? null : Names.Of(dice) + " live",
            dice.Pick(Places.Platforms), dice.Chance(0.3) ? null : """{"beauty": 0.50, "hd": true}""",
            Moments.Precise(dice, from), null),
        from, to);
}
