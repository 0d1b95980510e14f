using System.Globalization;

namespace Nonolive.Simulator.Expected;

internal static class ConcurrencyCurve
{
    public static ExpectedReport Of(DayFacts day)
    {
        var viewers = new Tally<(string Country, long Minute)>();
        foreach (var ((_, country, minute), present) in day.Events.Present)
            viewers.Plus((country, minute), present);
        return new ExpectedReport("concurrency_curve", ["country", "minute_utc"], [.. viewers.Select(pair => new Dictionary<string, object?>
        {
            ["country"] = pair.Key.Country,
            ["minute_utc"] = DateTimeOffset.FromUnixTimeMilliseconds(pair.Key.Minute).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            ["minute_local"] = day.Days.Local(pair.Key.Minute).ToString("HH:mm", CultureInfo.InvariantCulture),
            ["viewers"] = pair.Value,
        })]);
    }
}
