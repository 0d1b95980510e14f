using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using DuckDB.NET.Data;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

/// <summary>
/// Objects of S3 on this machine, shared by all sessions of the process: named by bucket, key and ETag, so a changed object is
/// another file. Files that a session used stay until its DuckDB connection is closed; beyond the bound the longest unused go.
/// </summary>
#pragma warning disable CA1001 // Lives as long as the process's use of the store; its semaphore holds no handle.
internal sealed class ObjectCache(IObjectStore store, string folder, long bound)
#pragma warning restore CA1001
{
    private const long DefaultBound = 8L << 30;
    private const int Downloads = 8;

    private static readonly ConditionalWeakTable<IObjectStore, ObjectCache> Caches = [];

    private readonly ConcurrentDictionary<string, Lazy<Task<Entry>>> _entries = new();
    private readonly ConditionalWeakTable<DuckDBConnection, HashSet<Entry>> _leases = [];
    private readonly SemaphoreSlim _slots = new(Downloads);
    private readonly Lock _lock = new();
    private long _clock;
    private long _size;

    /// <summary>The process's cache of a store.</summary>
    internal static ObjectCache Of(IObjectStore store) => Caches.GetValue(store, made =>
    {
        var folder = Path.Combine(Path.GetTempPath(), $"nono-hive-objects-{Environment.ProcessId}", Guid.NewGuid().ToString("N"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => TryDelete(folder);
        return new ObjectCache(made, folder, DefaultBound);
    });

    /// <summary>Paths on this machine, in the order of the objects; downloads what is not there.</summary>
    internal Task<string[]> GetAsync(IReadOnlyList<ObjectInfo> objects, IEngine engine, CancellationToken cancellation) =>
        Task.WhenAll(objects.Select(found => GetAsync(found, engine.DuckDb, cancellation)));

    private async Task<string> GetAsync(ObjectInfo found, DuckDBConnection session, CancellationToken cancellation)
    {
        if (store.LocalPath(found.Uri) is { } local)
            return local;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{found.Bucket}\n{found.Key}\n{found.ETag}")));
        while (true)
        {
            var lazy = _entries.GetOrAdd(name, _ => new Lazy<Task<Entry>>(() => DownloadAsync(found, name, cancellation)));
            Entry entry;
            try
            {
                entry = await lazy.Value.WaitAsync(cancellation);
            }
            catch
            {
                // The next caller tries again: another session's cancellation is not this one's.
                _entries.TryRemove(new KeyValuePair<string, Lazy<Task<Entry>>>(name, lazy));
                if (lazy.Value.IsCanceled && !cancellation.IsCancellationRequested)
                    continue;
                throw;
            }
            if (Lease(entry, session))
                return entry.Path;
        }
    }

    private async Task<Entry> DownloadAsync(ObjectInfo found, string name, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            Directory.CreateDirectory(folder);
            // The extension tells DuckDB and our readers the compression.
            var path = Path.Combine(folder, name + Path.GetExtension(found.Key));
            var unfinished = path + ".unfinished";
            await using (var source = await store.OpenReadAsync(found.Uri, cancellation))
            await using (var target = File.Create(unfinished))
                await source.CopyToAsync(target, cancellation);
            File.Move(unfinished, path, overwrite: true);
            var entry = new Entry(name, path, new FileInfo(path).Length);
            lock (_lock)
                _size += entry.Size;
            return entry;
        }
        finally
        {
            _slots.Release();
        }
    }

    private bool Lease(Entry entry, DuckDBConnection session)
    {
        lock (_lock)
        {
            if (entry.Evicted)
                return false;
            entry.LastUse = ++_clock;
            if (!_leases.TryGetValue(session, out var held))
            {
                held = [];
                _leases.Add(session, held);
                session.Disposed += (_, _) => Release(held);
            }
            if (held.Add(entry))
                entry.Leases++;
            Evict();
            return true;
        }
    }

    private void Release(HashSet<Entry> held)
    {
        lock (_lock)
        {
            foreach (var entry in held)
                entry.Leases--;
            held.Clear();
            Evict();
        }
    }

    private void Evict()
    {
        while (_size > bound)
        {
            var oldest = _entries.Values
                .Where(lazy => lazy.IsValueCreated && lazy.Value.IsCompletedSuccessfully)
                .Select(lazy => lazy.Value.Result)
                .Where(entry => entry.Leases == 0)
                .MinBy(entry => entry.LastUse);
            if (oldest is null)
                return;
            oldest.Evicted = true;
            _size -= oldest.Size;
            _entries.TryRemove(oldest.Name, out _);
            File.Delete(oldest.Path);
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // The process ends; the system's clean-up of temporary files has the rest.
        }
    }

    private sealed class Entry(string name, string path, long size)
    {
        internal string Name { get; } = name;

        internal string Path { get; } = path;

        internal long Size { get; } = size;

        internal long LastUse { get; set; }

        internal int Leases { get; set; }

        internal bool Evicted { get; set; }
    }
}
