using Nonolive.Simulator.Lake;

namespace Nonolive.Simulator.Expected;

internal static class DataQuality
{
    private const long LateMs = 5 * 60_000;

    public static ExpectedReport Of(DayFacts day, bool liveReplication)
    {
        var events = day.Events;
        var rows = new List<IReadOnlyDictionary<string, object?>>
        {
            Row("app_events", events.Lines, events.Counted, events.Quarantined, events.Late, DayFacts.Ratio(events.MaxDelayMs ?? 0, 1000, 3)),
        };
        if (events.MaxDelayMs is null)
            rows[0] = Row("app_events", events.Lines, events.Counted, events.Quarantined, 0L, null);
        if (liveReplication)
            AddReplicated(day, rows);
        else
            AddDelivered(day, rows);
        return new ExpectedReport("data_quality", ["source"], rows);
    }

    // Replication may deliver twice what was not confirmed when it stopped; when it delivers is its own affair.
    private static void AddReplicated(DayFacts day, List<IReadOnlyDictionary<string, object?>> rows)
    {
        foreach (var table in day.Changes.Where(change => day.Days.Contains(day.Day, change.Commit)).GroupBy(change => change.Row.Table.Name))
        {
            rows.Add(new Dictionary<string, object?>(Row(table.Key, 0, table.LongCount(), 0, ExpectedReport.Anything, ExpectedReport.Anything))
            {
                ["rows_in"] = ExpectedReport.Anything,
                ["duplicated"] = ExpectedReport.Anything,
            });
        }
    }

    private static void AddDelivered(DayFacts day, List<IReadOnlyDictionary<string, object?>> rows)
    {
        var deliveries = ChangeFiles.Plan(day.Seed, day.Changes)
            .SelectMany(file => file.Changes.Select(change => (file.Table, file.Written, Change: change)))
            .Where(delivery => day.Days.Contains(day.Day, delivery.Change.Change.Commit));
        foreach (var table in deliveries.GroupBy(delivery => delivery.Table))
        {
            var delays = table.GroupBy(delivery => delivery.Change.Sequence)
                .Select(change => change.Min(delivery => delivery.Written).ToUnixTimeMilliseconds() - change.First().Change.Change.Commit.ToUnixTimeMilliseconds())
                .ToList();
            rows.Add(Row(table.Key, table.LongCount(), delays.Count, 0, delays.LongCount(delay => delay > LateMs), DayFacts.Ratio(delays.Max(), 1000, 3)));
        }
    }

    private static Dictionary<string, object?> Row(string source, long rowsIn, long counted, long quarantined, object late, object? delay) => new()
    {
        ["source"] = source,
        ["rows_in"] = rowsIn,
        ["counted"] = counted,
        ["duplicated"] = rowsIn - counted - quarantined,
        ["quarantined"] = quarantined,
        ["late"] = late,
        ["max_delay_seconds"] = delay,
    };
}
