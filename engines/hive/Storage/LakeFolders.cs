using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Hive.Storage.Writing;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

/// <summary>MSCK REPAIR, TRUNCATE, DROP and LOAD DATA on the lake's folders.</summary>
internal sealed class LakeFolders : ILakeFolders
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<HivePartition>> FindPartitionsAsync(HiveTable table, IEngine engine, CancellationToken cancellation)
    {
        var folder = LakeFiles.Folder(table.Location);
        var found = new SortedDictionary<string, HivePartition>(StringComparer.Ordinal);
        await foreach (var file in engine.Store.ListAsync(folder.Bucket, folder.Key, cancellation))
        {
            var parts = file.Key[folder.Key.Length..].Split('/');
            if (parts.Length <= table.PartitionColumns.Count || parts[table.PartitionColumns.Count..].Any(LakeFiles.IsHidden))
                continue;
            var values = Values(table, parts);
            if (values is null || engine.Metastore.FindPartition(table.Database, table.Name, values) is not null)
                continue;
            var path = string.Join('/', parts.Take(table.PartitionColumns.Count));
            found.TryAdd(path, new HivePartition(values, $"{table.Location.TrimEnd('/')}/{path}"));
        }
        return [.. found.Values];
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string location, IEngine engine, CancellationToken cancellation)
    {
        var files = await LakeFiles.ListAllAsync(location, engine, cancellation);
        if (files.Count > 0)
            await engine.Store.DeleteAsync(files[0].Bucket, [.. files.Select(file => file.Key)], cancellation);
    }

    /// <inheritdoc />
    public async Task LoadAsync(
        string source, bool local, string target, bool overwrite, IEngine engine, CancellationToken cancellation)
    {
        var files = local ? LocalFiles(source) : await LakeFilesAsync(source, engine, cancellation);
        if (files.Count == 0)
            throw StorageFaults.NothingToLoad(source);
        var folder = LakeFiles.Folder(target);
        var change = new FolderChange(engine.Store, folder);
        await change.FinishAsync(cancellation);
        var old = overwrite ? await LakeFiles.ListAllAsync(target, engine, cancellation) : [];
        var placed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, open, _) in files)
        {
            var path = Path.Combine(engine.TempFolder, $"load-{Guid.NewGuid():N}");
            Directory.CreateDirectory(engine.TempFolder);
            await using (var content = await open())
            await using (var copy = File.Create(path))
                await content.CopyToAsync(copy, cancellation);
            placed.Add(folder.Append(await change.AddAsync(name, path, overwrite, cancellation)).Key);
            File.Delete(path);
        }
        var gone = old.Select(file => file.Key).Where(key => !placed.Contains(key)).ToList();
        if (gone.Count > 0)
            await engine.Store.DeleteAsync(folder.Bucket, gone, cancellation);
        // LOAD DATA moves what lies on the lake and copies what is local.
        foreach (var (_, _, moved) in files)
        {
            if (moved is { } uri)
                await engine.Store.DeleteAsync(uri.Bucket, [uri.Key], cancellation);
        }
    }

    /// <inheritdoc />
    public string PartitionFolder(HiveTable table, IReadOnlyList<string?> values) => PartitionNames.Folder(table, values);

    private static string?[]? Values(HiveTable table, string[] parts)
    {
        var values = new string?[table.PartitionColumns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var equals = parts[i].IndexOf('=');
            if (equals < 0 || !string.Equals(PartitionNames.Unescape(parts[i][..equals]), table.PartitionColumns[i].Name, StringComparison.OrdinalIgnoreCase))
                return null;
            values[i] = PartitionNames.Unescape(parts[i][(equals + 1)..]);
        }
        return values;
    }

    private static List<(string Name, Func<Task<Stream>> Open, ObjectUri? Moved)> LocalFiles(string source)
    {
        var path = LocalFolders.PathOf(source) ?? source;
        var files = Directory.Exists(path) ? Directory.GetFiles(path) : File.Exists(path) ? [path] : [];
        return [.. files.Where(file => !LakeFiles.IsHidden(Path.GetFileName(file))).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file), (Func<Task<Stream>>)(() => Task.FromResult<Stream>(File.OpenRead(file))), (ObjectUri?)null))];
    }

    private static async Task<List<(string Name, Func<Task<Stream>> Open, ObjectUri? Moved)>> LakeFilesAsync(
        string source, IEngine engine, CancellationToken cancellation)
    {
        var uri = ObjectUri.Parse(source);
        var files = uri.Key.Length > 0 && !source.EndsWith('/') && await engine.Store.HeadAsync(uri, cancellation) is { } single
            ? [single]
            : await LakeFiles.ListAsync(source, engine, cancellation);
        return [.. files.Select(file => (
            file.Key[(file.Key.LastIndexOf('/') + 1)..],
            (Func<Task<Stream>>)(() => engine.Store.OpenReadAsync(file.Uri, cancellation)),
            (ObjectUri?)file.Uri))];
    }
}
