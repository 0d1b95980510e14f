using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Lake;

/// <summary>An object that could not be unpacked to its end and was set aside.</summary>
/// <param name="Object">Where it lay.</param>
/// <param name="SetAside">Where it lies now, whole.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Recovered">Lines before the damage, which lie in its place now.</param>
public sealed record DamagedObject(ObjectUri Object, ObjectUri SetAside, string Reason, long Recovered);

/// <summary>
/// Sets gzip objects aside that end too early or are broken: one of them fails every Hive query over its folder, for neither
/// Hadoop's line reader nor Hive has a setting that passes over it. The lines that can be read stay, in an object of their own.
/// </summary>
public static class DamagedObjects
{
    private const string RecoveredSuffix = ".recovered.json.gz";
    private const int BufferSize = 1 << 16;

    /// <summary>Looks through every <c>.gz</c> object below a folder. May be run again after a crash at any moment.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="folder">The folder, such as <c>s3://bucket/events/dt=2026-03-10/</c>.</param>
    /// <param name="cancellation">Stops the search; what is set aside by then is whole.</param>
    public static async IAsyncEnumerable<DamagedObject> SetAsideAsync(
        IObjectStore store, ObjectUri folder, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var objects = new List<ObjectInfo>();
        await foreach (var found in store.ListAsync(folder.Bucket, folder.Key, cancellation))
            objects.Add(found);
        foreach (var found in objects.Where(found => found.Size > 0 && found.Key.EndsWith(".gz", StringComparison.Ordinal)))
        {
            if (await DamageAsync(store, found.Uri, cancellation) is not { } reason)
                continue;
            var aside = new ObjectUri(found.Bucket, LakeLayout.DamagedObjects + found.Key);
            // The order matters: after a crash the object is still there, and all is done again with the same names.
            await CopyAsync(store, found.Uri, aside, reason, cancellation);
            var lines = await RecoverAsync(store, found.Uri, cancellation);
            await store.DeleteAsync(found.Bucket, [found.Key], cancellation);
            yield return new DamagedObject(found.Uri, aside, reason, lines);
        }
    }

    /// <summary>What is wrong with an object; null where nothing is.</summary>
    private static async Task<string?> DamageAsync(IObjectStore store, ObjectUri uri, CancellationToken cancellation) =>
        await ReadAsync(store, uri, _ => { }, cancellation);

    /// <summary>Puts the complete lines before the damage beside the object, and tells how many they are.</summary>
    private static async Task<long> RecoverAsync(IObjectStore store, ObjectUri uri, CancellationToken cancellation)
    {
        await using var recovered = Spool();
        var lines = 0L;
        await using (var packed = new GZipStream(recovered, CompressionLevel.Fastest, leaveOpen: true))
        {
            using var line = new MemoryStream();
            await ReadAsync(store, uri, read =>
            {
                // What follows the last line end waits: it is a line only if the object is whole.
                for (var end = read.IndexOf((byte)'\n'); end >= 0; end = read.IndexOf((byte)'\n'))
                {
                    line.Write(read[..(end + 1)]);
                    line.WriteTo(packed);
                    line.SetLength(0);
                    read = read[(end + 1)..];
                    lines++;
                }
                line.Write(read);
            }, cancellation);
        }
        if (lines == 0)
            return 0;
        recovered.Position = 0;
        await store.PutAsync(uri with { Key = RecoveredKey(uri.Key) }, recovered, cancellation: cancellation);
        return lines;
    }

    private static string RecoveredKey(string key) =>
        (key.EndsWith(".json.gz", StringComparison.Ordinal) ? key[..^".json.gz".Length] : key[..^".gz".Length]) + RecoveredSuffix;

    private static async Task<string?> ReadAsync(IObjectStore store, ObjectUri uri, Action<ReadOnlySpan<byte>> take, CancellationToken cancellation)
    {
        await using var source = await store.OpenReadAsync(uri, cancellation);
        await using var plain = new WholeGzipStream(source);
        var buffer = new byte[BufferSize];
        try
        {
            while (plain.Read(buffer, 0, buffer.Length) is > 0 and var read)
            {
                cancellation.ThrowIfCancellationRequested();
                take(buffer.AsSpan(0, read));
            }
            return null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return e.Message;
        }
    }

    private static async Task CopyAsync(IObjectStore store, ObjectUri from, ObjectUri to, string reason, CancellationToken cancellation)
    {
        await using var content = Spool();
        await using (var source = await store.OpenReadAsync(from, cancellation))
            await source.CopyToAsync(content, cancellation);
        content.Position = 0;
        // Metadata of S3 are ASCII.
        var ascii = Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(reason));
        await store.PutAsync(to, content, new PutOptions { Metadata = new Dictionary<string, string> { ["reason"] = ascii } }, cancellation);
    }

    // An object may be larger than the memory of whoever searches.
    private static FileStream Spool() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose);
}
