using System.Runtime.CompilerServices;
using Nonolive.Pipeline.Storage;

namespace Nonolive.SqlTesting;

/// <summary>
/// A lake that is forgotten after a test: the names in memory, the contents as files, since DuckDB reads files. A copy shares
/// the contents of the original, so that a test's rows are written once however often it runs.
/// </summary>
internal sealed class TestLake(string folder) : IObjectStore, IDisposable
{
    private static long s_last;

    private readonly SortedDictionary<string, ObjectEntry> _objects = new(StringComparer.Ordinal);
    private readonly List<string> _files = [];
    private readonly Lock _lock = new();

    /// <summary>A lake with the same objects; what is put into either is not in the other.</summary>
    public TestLake Fork()
    {
        var fork = new TestLake(folder);
        foreach (var (key, entry) in _objects)
            fork._objects.Add(key, entry);
        return fork;
    }

    /// <summary>Replaces the objects that came from one lake by those of another; what was written since stays.</summary>
    public void Exchange(TestLake from, TestLake to)
    {
        foreach (var (key, entry) in from._objects)
        {
            if (_objects.TryGetValue(key, out var present) && present == entry)
                _objects.Remove(key);
        }
        foreach (var (key, entry) in to._objects)
            _objects.TryAdd(key, entry);
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var start = Name(bucket, prefix);
        List<ObjectInfo> found;
        lock (_lock)
            found = [.. _objects.Where(entry => entry.Key.StartsWith(start, StringComparison.Ordinal)).Select(entry => entry.Value.Info)];
        foreach (var info in found)
            yield return info;
        await ValueTask.CompletedTask;
    }

    public Task<ObjectInfo?> HeadAsync(ObjectUri uri, CancellationToken cancellation = default) => Task.FromResult(Find(uri)?.Info);

    public Task<Stream> OpenReadAsync(ObjectUri uri, CancellationToken cancellation = default) =>
        Task.FromResult<Stream>(File.OpenRead((Find(uri) ?? throw new FileNotFoundException($"There is no object {uri}.")).Path));

    public async Task<ObjectInfo> PutAsync(ObjectUri uri, Stream content, PutOptions? options = null, CancellationToken cancellation = default)
    {
        var number = Interlocked.Increment(ref s_last);
        // The extension tells the readers the compression.
        var path = Path.Combine(folder, $"{number:x}{Path.GetExtension(uri.Key)}");
        await using (var file = File.Create(path))
            await content.CopyToAsync(file, cancellation);
        var info = new ObjectInfo(uri.Bucket, uri.Key, new FileInfo(path).Length, number.ToString("x"), DateTimeOffset.UnixEpoch);
        lock (_lock)
        {
            _files.Add(path);
            _objects[Name(uri.Bucket, uri.Key)] = new ObjectEntry(info, path);
        }
        return info;
    }

    public Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            foreach (var key in keys)
                _objects.Remove(Name(bucket, key));
        }
        return Task.CompletedTask;
    }

    public string? LocalPath(ObjectUri uri) => Find(uri)?.Path;

    /// <summary>Deletes the contents that were put into this lake itself.</summary>
    public void Dispose()
    {
        foreach (var path in _files)
            File.Delete(path);
    }

    private static string Name(string bucket, string key) => bucket + "\n" + key;

    private ObjectEntry? Find(ObjectUri uri)
    {
        lock (_lock)
            return _objects.GetValueOrDefault(Name(uri.Bucket, uri.Key));
    }

    private sealed record ObjectEntry(ObjectInfo Info, string Path);
}
