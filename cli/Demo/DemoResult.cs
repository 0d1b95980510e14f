using System.Text.Json;
using Nonolive.Pipeline.Publication;

namespace Nonolive.Cli.Demo;

/// <summary>What the demo shows at its end.</summary>
/// <param name="Day">The business day.</param>
/// <param name="ResultBucket">Where the reports lie on the local cloud.</param>
/// <param name="Reports">The published reports.</param>
/// <param name="Values">How many numbers and texts were compared with the independent computation.</param>
/// <param name="Differences">Where they differ; none on a sound machine.</param>
internal sealed record DemoResult(
    DateOnly Day, string ResultBucket, IReadOnlyList<PublishedReport> Reports, int Values, IReadOnlyList<string> Differences);

/// <summary>A published report.</summary>
/// <param name="Manifest">What its manifest says.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record PublishedReport(Manifest Manifest, IReadOnlyList<JsonElement> Rows);
