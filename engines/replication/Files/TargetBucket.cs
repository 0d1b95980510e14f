using Nonolive.Pipeline.Storage;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Mapping;

namespace Nonolive.Replication.Files;

/// <summary>Makes files, stores them, and deletes what a table had.</summary>
internal sealed class TargetBucket(ReplicationDefinition definition, IObjectStore store, string temporaryFolder, Action<string> warn)
{
    public ObjectNames Names { get; } = new(definition);

    /// <summary>A new file for the rows of a full load, which may be large.</summary>
    public TableFile OpenLoad(TableLayout layout) =>
        Open(layout, new FileStream(
            Path.Combine(temporaryFolder, "load-" + Guid.NewGuid().ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.DeleteOnClose));

    /// <summary>A new file for changes, which is as small as its batch.</summary>
    public TableFile OpenChanges(TableLayout layout) => Open(layout, new MemoryStream());

    public async Task StoreAsync(string key, TableFile file, CancellationToken cancellation)
    {
        var options = new PutOptions { KmsKeyId = definition.Target.KmsKeyId };
        await store.PutAsync(new ObjectUri(definition.Target.BucketName, key), file.Finish(), options, cancellation);
    }

    public async Task<bool> ExistsAsync(string key, CancellationToken cancellation) =>
        await store.HeadAsync(new ObjectUri(definition.Target.BucketName, key), cancellation) is not null;

    /// <summary>Deletes all objects of a table, or those of its full load only.</summary>
    public async Task ClearAsync(MappedTable table, bool onlyLoad, CancellationToken cancellation)
    {
        var prefix = Names.Folder(table) + (onlyLoad ? "LOAD" : "");
        var keys = new List<string>();
        await foreach (var found in store.ListAsync(definition.Target.BucketName, prefix, cancellation))
            keys.Add(found.Key);
        if (keys.Count > 0)
            await store.DeleteAsync(definition.Target.BucketName, keys, cancellation);
    }

    private TableFile Open(TableLayout layout, Stream stream) => definition.Target.DataFormat == DataFormat.Parquet
        ? new ParquetTableFile(layout, definition, stream, warn)
        : new CsvTableFile(layout, definition, stream, warn);
}
