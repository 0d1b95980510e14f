using System.Text.Json;
using Nonolive.Pipeline.Publication;

namespace Nonolive.Cli.Demo;

/// <summary>What the demo shows at its end.</summary>
/// <param name="Day">The business day.</param>
/// <param name="ResultBucket">Where the reports lie on the local cloud.</param>
/// <param name="Reports">The published reports.</param>
/// <param name="Differences">Where they differ; none on a sound machine.</param>
internal sealed record DemoResult(
    DateOnly Day, string ResultBucket, IReadOnlyList<PublishedReport> Reports, IReadOnlyList<string> Differences)
{
    /// <summary>How many numbers and texts were compared with the independent computation.</summary>
    public int Values => Reports.Sum(report => report.Values);
}

/// <summary>A published report.</summary>
/// <param name="Manifest">What its manifest says.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Values">How many of its values were compared with the independent computation.</param>
internal sealed record PublishedReport(Manifest Manifest, IReadOnlyList<JsonElement> Rows, int Values);
