using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nonolive.Pipeline.Contracts;

namespace Nonolive.Pipeline.Promotion;

/// <summary>
/// That a stack's whole flow ran and what came out was right: what <c>nono verify</c> writes into <c>promotion.json</c> and
/// production demands.
/// </summary>
public sealed record Evidence
{
    /// <summary>The file's name, in the folder with <c>Pulumi.yaml</c>.</summary>
    public const string FileName = "promotion.json";

    private const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Written = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <value>The file's format.</value>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The stack that was verified.</summary>
    public required string Stack { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset VerifiedAt { get; init; }

    /// <summary>What was verified.</summary>
    public required Digests Digests { get; init; }

    /// <summary>What stood for AWS, Aurora and Hive, with their versions.</summary>
    public required IReadOnlyDictionary<string, string> Engines { get; init; }

    /// <summary>How far the run is like one on AWS, in words.</summary>
    public required string Fidelity { get; init; }

    /// <summary>The reports that were published, and what was checked of them.</summary>
    public required IReadOnlyList<VerifiedReport> Reports { get; init; }

    /// <summary>The contracts that readers know by now: path and text. They are what the next verification compares with.</summary>
    public required IReadOnlyDictionary<string, string> Contracts { get; init; }

    /// <summary>How the verified contracts break readers of <see cref="Contracts"/>; none where they do not.</summary>
    public IReadOnlyList<string> Breaking { get; init; } = [];

    /// <value>Why the breaking changes are all right, or null.</value>
    public string? BreakingAccepted { get; init; }

    /// <summary>Reads a repository's evidence; null where there is none.</summary>
    /// <exception cref="Errors.UserErrorException">The file is no evidence.</exception>
    public static Evidence? Find(string root)
    {
        var path = Path.Combine(root, FileName);
        return File.Exists(path) ? Parse(File.ReadAllText(path), path) : null;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="Errors.UserErrorException">The text is no evidence.</exception>
    public static Evidence Parse(string json, string path)
    {
        try
        {
            var evidence = JsonSerializer.Deserialize<Evidence>(json, Written) ?? throw new JsonException("it is null");
            return evidence.Format == CurrentFormat ? evidence : throw new JsonException($"its format is {evidence.Format}, and {CurrentFormat} is known");
        }
        catch (JsonException e)
        {
            throw PromotionErrors.NotEvidence(path, e);
        }
    }

    /// <summary>
    /// The contracts that readers know, and how others break them. A breaking change that nobody accepted stays one, however often
    /// it is verified.
    /// </summary>
    /// <param name="before">The evidence so far, or null.</param>
    /// <param name="now">The contracts that are verified now: path and text.</param>
    /// <param name="accepted">Why a breaking change is all right, or null.</param>
    public static (IReadOnlyDictionary<string, string> Known, IReadOnlyList<string> Breaking) Compare(
        Evidence? before, IReadOnlyDictionary<string, string> now, string? accepted)
    {
        if (before is null)
            return (now, []);
        var breaking = ContractDiff.Between(Catalog(before.Contracts), Catalog(now)).Where(change => change.Breaks)
            .Select(change => $"{change.Report}: {change.Description}").ToList();
        return (breaking.Count == 0 || accepted is not null ? now : before.Contracts, breaking);
    }

    /// <summary>The evidence as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Written) + "\n";

    private static ContractCatalog Catalog(IReadOnlyDictionary<string, string> texts) =>
        ContractCatalog.Parse(texts.Select(file => (file.Key, file.Value)));
}

/// <summary>A report of a verified run.</summary>
/// <param name="Report">Its name.</param>
/// <param name="SchemaVersion">Of its contract.</param>
/// <param name="Rows">Rows that were published.</param>
/// <param name="Values">Values that were compared with an independent computation, and were equal.</param>
public sealed record VerifiedReport(string Report, int SchemaVersion, long Rows, long Values);
