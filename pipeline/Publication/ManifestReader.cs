using System.Runtime.CompilerServices;
using System.Text.Json;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Publication;

/// <summary>How front ends read reports: index, then manifest, then the rows that the manifest names and nothing else.</summary>
/// <param name="store">Where the result bucket lies.</param>
/// <param name="resultBucket">The result bucket's name.</param>
public sealed class ManifestReader(IObjectStore store, string resultBucket)
{
    /// <summary>The list of published reports; empty where nothing was published yet.</summary>
    public async Task<ReportIndex> ReadIndexAsync(CancellationToken cancellation = default) =>
        await ReadAsync<ReportIndex>(LakeLayout.ReportIndex, "report index", cancellation) ?? ReportIndex.Empty;

    /// <summary>The manifest of a report and day, or null where it is not published.</summary>
    public Task<Manifest?> FindAsync(string report, DateOnly day, CancellationToken cancellation = default) =>
        ReadAsync<Manifest>(LakeLayout.ReportManifest(report, day), "manifest", cancellation);

    /// <summary>The manifest of a report and day.</summary>
    /// <exception cref="Errors.UserErrorException">It is not published.</exception>
    public async Task<Manifest> ReadAsync(string report, DateOnly day, CancellationToken cancellation = default) =>
        await FindAsync(report, day, cancellation) ?? throw PublicationErrors.NotPublished(report, day);

    /// <summary>The rows that a manifest names, one JSON object each, in the order of the objects.</summary>
    /// <exception cref="Errors.UserErrorException">An object is gone or was changed after publishing.</exception>
    public async IAsyncEnumerable<JsonElement> ReadRowsAsync(Manifest manifest, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var part in manifest.Objects)
        {
            var uri = new ObjectUri(resultBucket, part.Key);
            var found = await store.HeadAsync(uri, cancellation) ?? throw PublicationErrors.Gone(uri, manifest.RunId);
            if (found.Size != part.Size || found.ETag != part.ETag.Trim('"'))
                throw PublicationErrors.Changed(uri, manifest.RunId);
            await using var stream = await store.OpenReadAsync(uri, cancellation);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellation) is { } line)
                yield return Row(uri, line);
        }
    }

    private static JsonElement Row(ObjectUri uri, string line)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException e)
        {
            throw PublicationErrors.Unreadable(uri, "file of report rows", e);
        }
    }

    private async Task<T?> ReadAsync<T>(string key, string what, CancellationToken cancellation) where T : class
    {
        var uri = new ObjectUri(resultBucket, key);
        if (await store.HeadAsync(uri, cancellation) is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(await store.ReadTextAsync(uri, cancellation), Manifest.Json);
        }
        catch (JsonException e)
        {
            throw PublicationErrors.Unreadable(uri, what, e);
        }
    }
}
