using System.Text.Json.Serialization;

namespace Nonolive.Pipeline.Publication;

/// <summary>
/// The list of all published reports, <c>reports/index.json</c>: report, then day, then what the manifest of that day says.
/// It saves readers a listing; the manifests are the truth.
/// </summary>
public sealed record ReportIndex
{
    /// <summary>Published days by report and day (<c>yyyy-MM-dd</c>).</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, ReportIndexEntry>> Reports { get; init; }

    /// <summary>An index of nothing.</summary>
    public static ReportIndex Empty { get; } =
        new() { Reports = new Dictionary<string, IReadOnlyDictionary<string, ReportIndexEntry>>() };

    /// <summary>The published days of a report, latest first.</summary>
    public IReadOnlyList<DateOnly> DaysOf(string report) =>
        Reports.TryGetValue(report, out var days)
            ? [.. days.Keys.Select(day => DateOnly.ParseExact(day, "yyyy-MM-dd")).OrderDescending()]
            : [];

    /// <summary>The index after publishing <paramref name="manifest"/>.</summary>
    public ReportIndex With(Manifest manifest)
    {
        var days = Reports.TryGetValue(manifest.Report, out var known) ? known.ToDictionary() : [];
        days[manifest.Day.ToString("yyyy-MM-dd")] =
            new ReportIndexEntry(manifest.RunId, manifest.PublishedAt, manifest.SchemaVersion, manifest.Rows);
        return new ReportIndex
        {
            Reports = new Dictionary<string, IReadOnlyDictionary<string, ReportIndexEntry>>(Reports) { [manifest.Report] = days },
        };
    }
}

/// <summary>What the index says of one report and day.</summary>
/// <param name="RunId">The run whose rows are current.</param>
/// <param name="PublishedAt">When it was published (UTC).</param>
/// <param name="SchemaVersion">The version of the contract.</param>
/// <param name="Rows">How many rows there are.</param>
public sealed record ReportIndexEntry(
    string RunId, [property: JsonRequired] DateTimeOffset PublishedAt, int SchemaVersion, long Rows);
