using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nonolive.Pipeline.Publication;

/// <summary>
/// What is published for a report and day: which run's objects are current. Written in one put after the audits have
/// passed; readers follow it and therefore never see half a report.
/// </summary>
public sealed record Manifest
{
    /// <summary>The report's name.</summary>
    public required string Report { get; init; }

    /// <summary>The business day, <c>yyyy-MM-dd</c>.</summary>
    [JsonPropertyName("dt")]
    public required DateOnly Day { get; init; }

    /// <summary>The run whose rows are current.</summary>
    public required string RunId { get; init; }

    /// <summary>When it was published (UTC).</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The version of the contract that the rows were checked against.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The digest of the job files that computed them.</summary>
    public required string CodeDigest { get; init; }

    /// <summary>The objects that hold the rows.</summary>
    public required IReadOnlyList<ManifestObject> Objects { get; init; }

    /// <summary>How many rows there are.</summary>
    public required long Rows { get; init; }

    /// <summary>The checks that the rows passed.</summary>
    public required IReadOnlyList<AuditCheck> Audits { get; init; }

    /// <summary>How manifests, indexes and audit lines are written and read: snake_case, strict.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };
}

/// <summary>An object with report rows.</summary>
/// <param name="Key">The key in the result bucket.</param>
/// <param name="ETag">Its entity tag; quotes, which S3 sends, are allowed.</param>
/// <param name="Size">Bytes.</param>
public sealed record ManifestObject(string Key, [property: JsonPropertyName("etag")] string ETag, long Size);

/// <summary>One check of an audit.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Passed">Whether it held; a run with a failed check is never published.</param>
public sealed record AuditCheck(string Name, bool Passed);

/// <summary>The one line that an audit job writes to <c>_audit</c> of the run's folder.</summary>
/// <param name="Report">The report's name.</param>
/// <param name="Rows">How many rows the run has.</param>
/// <param name="SchemaVersion">The version of the contract.</param>
/// <param name="Checks">What was checked.</param>
public sealed record AuditLine(string Report, long Rows, int SchemaVersion, IReadOnlyList<AuditCheck> Checks);
