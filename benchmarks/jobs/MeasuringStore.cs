using System.Collections.Concurrent;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Jobs.Benchmarks;

/// <summary>A folder store that counts the bytes of every object that is opened for reading.</summary>
internal sealed class MeasuringStore(FileObjectStore inner) : IObjectStore
{
    private readonly ConcurrentDictionary<ObjectUri, long> _read = [];

    /// <summary>Bytes of the objects read since the last reset, each object once.</summary>
    public long BytesRead => _read.Values.Sum();

    public void Reset() => _read.Clear();

    public IAsyncEnumerable<ObjectInfo> ListAsync(string bucket, string prefix, CancellationToken cancellation = default) =>
        inner.ListAsync(bucket, prefix, cancellation);

    public IAsyncEnumerable<ObjectInfo> ListFolderAsync(string bucket, string folder, CancellationToken cancellation = default) =>
        inner.ListFolderAsync(bucket, folder, cancellation);

    public Task<ObjectInfo?> HeadAsync(ObjectUri uri, CancellationToken cancellation = default) => inner.HeadAsync(uri, cancellation);

    public Task<Stream> OpenReadAsync(ObjectUri uri, CancellationToken cancellation = default)
    {
        Count(uri);
        return inner.OpenReadAsync(uri, cancellation);
    }

    public Task<ObjectInfo> PutAsync(ObjectUri uri, Stream content, PutOptions? options = null, CancellationToken cancellation = default) =>
        inner.PutAsync(uri, content, options, cancellation);

    public Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation = default) =>
        inner.DeleteAsync(bucket, keys, cancellation);

    public string? LocalPath(ObjectUri uri)
    {
        var path = inner.LocalPath(uri);
        Count(uri);
        return path;
    }

    private void Count(ObjectUri uri)
    {
        var file = new FileInfo(inner.LocalPath(uri)!);
        if (file.Exists)
            _read[uri] = file.Length;
    }
}
