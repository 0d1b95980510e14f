using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Simulator.Lake;

/// <summary>Lays files where DMS would: full load at the table's root, changes in folders by date.</summary>
public sealed class DmsFolder(IObjectStore store, string bucket)
{
    /// <summary>Stores a full load's file; a table without rows gets none, as with DMS.</summary>
    public async Task LoadAsync(AuroraTable table, IReadOnlyList<DmsRow> rows, CancellationToken cancellation = default)
    {
        if (rows.Count > 0)
            await PutAsync($"{Root(table)}LOAD00000001.parquet", DmsParquet.Create(table, rows), cancellation);
    }

    /// <summary>Stores a change file under the time it is written at.</summary>
    public Task ChangesAsync(AuroraTable table, DateTimeOffset written, IReadOnlyList<DmsRow> rows, CancellationToken cancellation = default) =>
        PutAsync(
            $"{Root(table)}{written.UtcDateTime:yyyy'/'MM'/'dd'/'yyyyMMdd-HHmmssfff}.parquet", DmsParquet.Create(table, rows), cancellation);

    private static string Root(AuroraTable table) => $"{LakeLayout.Aurora}{LakeLayout.AuroraSchema}/{table.Name}/";

    private async Task PutAsync(string key, byte[] content, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(content);
        await store.PutAsync(new ObjectUri(bucket, key), stream, cancellation: cancellation);
    }
}
