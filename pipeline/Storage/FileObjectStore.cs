using System.Runtime.CompilerServices;

namespace Nonolive.Pipeline.Storage;

/// <summary>
/// Buckets as folders: <c>root/bucket/key</c>. Used for local lakes and tests; a put is a rename of a finished file, so a
/// crash leaves the old object or the new one.
/// </summary>
public sealed class FileObjectStore(string root) : IObjectStore
{
    // Not a legal first character of a bucket name, so unfinished puts never look like objects.
    private readonly string _staging = Path.Combine(root, ".incoming");

    /// <summary>The folder that holds the buckets.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <inheritdoc />
    public IAsyncEnumerable<ObjectInfo> ListAsync(string bucket, string prefix, CancellationToken cancellation = default) =>
        ListAsync(bucket, prefix, SearchOption.AllDirectories, cancellation);

    /// <inheritdoc />
    public IAsyncEnumerable<ObjectInfo> ListFolderAsync(string bucket, string folder, CancellationToken cancellation = default) =>
        ListAsync(bucket, folder, SearchOption.TopDirectoryOnly, cancellation);

    /// <inheritdoc />
    public Task<ObjectInfo?> HeadAsync(ObjectUri uri, CancellationToken cancellation = default)
    {
        var file = new FileInfo(PathOf(uri));
        return Task.FromResult(file.Exists
            ? new ObjectInfo(uri.Bucket, uri.Key, file.Length, ETagOf(file), new DateTimeOffset(file.LastWriteTimeUtc))
            : null);
    }

    /// <inheritdoc />
    public Task<Stream> OpenReadAsync(ObjectUri uri, CancellationToken cancellation = default)
    {
        try
        {
            return Task.FromResult<Stream>(File.OpenRead(PathOf(uri)));
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw StorageErrors.NoSuchObject(uri);
        }
    }

    /// <inheritdoc />
    public async Task<ObjectInfo> PutAsync(
        ObjectUri uri, Stream content, PutOptions? options = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(_staging);
        var incoming = Path.Combine(_staging, Guid.NewGuid().ToString("N"));
        await using (var file = File.Create(incoming))
            await content.CopyToAsync(file, cancellation);
        var target = PathOf(uri);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(incoming, target, overwrite: true);
        return (await HeadAsync(uri, cancellation))!;
    }

    /// <inheritdoc />
    public Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation = default)
    {
        foreach (var path in keys.Select(key => PathOf(new ObjectUri(bucket, key))).Where(File.Exists))
            File.Delete(path);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public string LocalPath(ObjectUri uri) => PathOf(uri);

    private async IAsyncEnumerable<ObjectInfo> ListAsync(
        string bucket, string prefix, SearchOption depth, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var bucketRoot = Path.Combine(Root, bucket);
        // Only the folder part of the prefix can be a directory; the rest is a name's beginning.
        var folder = Path.Combine(bucketRoot, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder))
            yield break;
        var keys = Directory.EnumerateFiles(folder, "*", depth)
            .Select(path => Path.GetRelativePath(bucketRoot, path).Replace('\\', '/'))
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await HeadAsync(new ObjectUri(bucket, key), cancellation) is { } info)
                yield return info;
        }
    }

    private string PathOf(ObjectUri uri)
    {
        var path = Path.GetFullPath(Path.Combine(Root, uri.Bucket, uri.Key));
        return path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw StorageErrors.NotAnObjectUri(uri.ToString());
    }

    // Content is never changed in place, so length and time of the rename identify it as S3's ETag does.
    private static string ETagOf(FileInfo file) => $"{file.LastWriteTimeUtc.Ticks:x16}-{file.Length:x}";
}
