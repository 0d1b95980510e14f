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
            if (await IsWholeAsync(store, found.Uri, cancellation))
                continue;
            var aside = new ObjectUri(found.Bucket, LakeLayout.DamagedObjects + found.Key);
            // The object goes last: after a crash it is still there, and all is done again with the same names.
            var (lines, reason) = await RecoverAsync(store, found.Uri, cancellation);
            await CopyAsync(store, found.Uri, aside, reason, cancellation);
            await store.DeleteAsync(found.Bucket, [found.Key], cancellation);
            yield return new DamagedObject(found.Uri, aside, reason, lines);
        }
    }

    private static async Task<bool> IsWholeAsync(IObjectStore store, ObjectUri uri, CancellationToken cancellation)
    {
        await using var plain = new WholeGzipStream(await store.OpenReadAsync(uri, cancellation));
        var buffer = new byte[BufferSize];
        try
        {
            while (await plain.ReadAsync(buffer, cancellation) > 0)
            {
            }
            return true;
        }
        // What the stream says of an object that ends too early is by chance; whoever recovers its lines knows better.
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    /// <summary>Puts the complete lines before the damage beside the object, and tells how many they are and what the damage is.</summary>
    private static async Task<(long Lines, string Reason)> RecoverAsync(IObjectStore store, ObjectUri uri, CancellationToken cancellation)
    {
        await using var recovered = Spool();
        var lines = new CompleteLines(recovered);
        bool isBroken;
        await using (lines)
        {
            // A read that meets the damage throws away what it unpacked before, so there it goes on byte by byte. The last byte
            // is lost even then; if it was a line's end, that line is in the object that is set aside only.
            (var read, isBroken) = await UnpackAsync(store, uri, skip: 0, BufferSize, lines.Take, cancellation);
            if (isBroken)
                await UnpackAsync(store, uri, read, pieces: 1, lines.Take, cancellation);
        }
        if (lines.Count > 0)
        {
            recovered.Position = 0;
            await store.PutAsync(uri with { Key = RecoveredKey(uri.Key) }, recovered, cancellation: cancellation);
        }
        return (lines.Count, isBroken ? "it is broken, or no gzip" : "it ends too early");
    }

    private static string RecoveredKey(string key) =>
        (key.EndsWith(".json.gz", StringComparison.Ordinal) ? key[..^".json.gz".Length] : key[..^".gz".Length]) + RecoveredSuffix;

    private static async Task<(long Read, bool IsBroken)> UnpackAsync(
        IObjectStore store, ObjectUri uri, long skip, int pieces, Action<ReadOnlySpan<byte>> take, CancellationToken cancellation)
    {
        await using var plain = new GZipStream(await store.OpenReadAsync(uri, cancellation), CompressionMode.Decompress);
        var buffer = new byte[BufferSize];
        var position = 0L;
        try
        {
            for (int read; (read = plain.Read(buffer, 0, position < skip ? (int)Math.Min(BufferSize, skip - position) : pieces)) > 0; position += read)
            {
                cancellation.ThrowIfCancellationRequested();
                if (position >= skip)
                    take(buffer.AsSpan(0, read));
            }
            return (position, false);
        }
        catch (InvalidDataException)
        {
            return (position, true);
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

    /// <summary>Packs what it is given, but for what follows the last line end: that is a line only if the object is whole.</summary>
    private sealed class CompleteLines(Stream packed) : IAsyncDisposable
    {
        private readonly GZipStream _packed = new(packed, CompressionLevel.Fastest, leaveOpen: true);
        private readonly MemoryStream _line = new();

        public long Count { get; private set; }

        public void Take(ReadOnlySpan<byte> read)
        {
            for (var end = read.IndexOf((byte)'\n'); end >= 0; end = read.IndexOf((byte)'\n'))
            {
                _line.Write(read[..(end + 1)]);
                _line.WriteTo(_packed);
                _line.SetLength(0);
                read = read[(end + 1)..];
                Count++;
            }
            _line.Write(read);
        }

        public ValueTask DisposeAsync() => _packed.DisposeAsync();
    }
}
