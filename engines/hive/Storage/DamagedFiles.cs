using System.IO.Compression;
using System.Text;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

/// <summary>A file that could not be unpacked to its end and was set aside.</summary>
/// <param name="Object">Where it lay.</param>
/// <param name="SetAside">Where it lies now, whole.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Recovered">Lines before the damage, which lie in its place now.</param>
public sealed record DamagedFile(ObjectUri Object, ObjectUri SetAside, string Reason, long Recovered);

/// <summary>
/// Sets gzip files aside that end too early or are broken: one of them fails every Hive query over its folder, for neither
/// Hadoop's line reader nor Hive has a setting that passes over it. The lines that can be read stay, in a file of their own.
/// </summary>
public static class DamagedFiles
{
    /// <summary>What is set aside lies under this, with its key as before.</summary>
    public const string Folder = "quarantine/objects/";

    private const string RecoveredSuffix = ".recovered.json.gz";
    private const int BufferSize = 1 << 16;

    /// <summary>Looks through every <c>.gz</c> object below a folder. May be run again after a crash at any moment.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="folder">The folder, such as <c>s3://bucket/events/dt=2026-03-10/</c>.</param>
    /// <param name="cancellation">Stops the search; what is set aside by then is whole.</param>
    public static async IAsyncEnumerable<DamagedFile> SetAsideAsync(
        IObjectStore store, ObjectUri folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var objects = new List<ObjectInfo>();
        await foreach (var found in store.ListAsync(folder.Bucket, folder.Key, cancellation))
            objects.Add(found);
        foreach (var found in objects.Where(found => found.Size > 0 && found.Key.EndsWith(".gz", StringComparison.Ordinal)))
        {
            using var recovered = new MemoryStream();
            var (lines, reason) = await ReadAsync(store, found.Uri, recovered, cancellation);
            if (reason is null)
                continue;
            var aside = new ObjectUri(found.Bucket, Folder + found.Key);
            // The order matters: after a crash the file is still there, and all is done again with the same names.
            await CopyAsync(store, found.Uri, aside, reason, cancellation);
            if (lines > 0)
            {
                recovered.Position = 0;
                await store.PutAsync(new ObjectUri(found.Bucket, found.Key[..found.Key.LastIndexOf('/')] + "/" + Name(found.Key)), recovered, cancellation: cancellation);
            }
            await store.DeleteAsync(found.Bucket, [found.Key], cancellation);
            yield return new DamagedFile(found.Uri, aside, reason, lines);
        }
    }

    private static string Name(string key)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        return (name.EndsWith(".json.gz", StringComparison.Ordinal) ? name[..^".json.gz".Length] : name[..^".gz".Length]) + RecoveredSuffix;
    }

    /// <summary>The complete lines before the damage, packed; no reason where there is none.</summary>
    private static async Task<(long Lines, string? Reason)> ReadAsync(IObjectStore store, ObjectUri uri, MemoryStream recovered, CancellationToken cancellation)
    {
        await using var source = await store.OpenReadAsync(uri, cancellation);
        await using var plain = new WholeGzipStream(source);
        await using var packed = new GZipStream(recovered, CompressionLevel.Fastest, leaveOpen: true);
        var buffer = new byte[BufferSize];
        using var line = new MemoryStream();
        var lines = 0L;
        try
        {
            while (plain.Read(buffer, 0, buffer.Length) is > 0 and var read)
            {
                cancellation.ThrowIfCancellationRequested();
                var rest = buffer.AsSpan(0, read);
                // What follows the last line end waits: it is a line only if the file is whole.
                for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
                {
                    line.Write(rest[..(end + 1)]);
                    line.WriteTo(packed);
                    line.SetLength(0);
                    rest = rest[(end + 1)..];
                    lines++;
                }
                line.Write(rest);
            }
            return (lines, null);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return (lines, e.Message);
        }
    }

    private static async Task CopyAsync(IObjectStore store, ObjectUri from, ObjectUri to, string reason, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await using (var source = await store.OpenReadAsync(from, cancellation))
            await source.CopyToAsync(content, cancellation);
        content.Position = 0;
        // Metadata of S3 are ASCII.
        var ascii = Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(reason));
        await store.PutAsync(to, content, new PutOptions { Metadata = new Dictionary<string, string> { ["reason"] = ascii } }, cancellation);
    }
}
