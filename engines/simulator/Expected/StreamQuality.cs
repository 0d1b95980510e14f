namespace Nonolive.Simulator.Expected;

internal static class StreamQuality
{
    public static ExpectedReport Of(DayFacts day) =>
        new("stream_quality", ["country", "network", "app_version"], [.. day.Events.Quality.Select(pair => new Dictionary<string, object?>
        {
            ["country"] = pair.Key.Country,
            ["network"] = pair.Key.Network,
            ["app_version"] = pair.Key.Version,
            ["samples"] = pair.Value.Samples,
            ["stalled_samples"] = pair.Value.Stalled,
            ["stall_ratio"] = DayFacts.Ratio(pair.Value.StallMs, pair.Value.Samples * 60_000m, 6),
            ["avg_bitrate_kbps"] = DayFacts.Ratio(pair.Value.Bitrate, pair.Value.Samples, 2),
            ["avg_fps"] = DayFacts.Ratio(pair.Value.Fps, pair.Value.Samples, 2),
        })]);
}
