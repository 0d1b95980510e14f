using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>Writes tables and folders: one file for each partition, put in place as <see cref="FolderChange"/> describes.</summary>
internal sealed class TableWriter : ITableWriter
{
    // What Hive calls the file of the first and only task.
    private const string FileName = "000000_0";
    private const int PutsAtOnce = 8;

    /// <inheritdoc />
    public async Task<WriteResult> WriteAsync(TableWrite write, IEngine engine, CancellationToken cancellation)
    {
        var table = write.Table;
        var dynamic = table.PartitionColumns.Skip(write.Static.Count).ToList();
        var format = new OutputFormat($"{table.Database}.{table.Name}", table.Format, table.Columns, table.Properties, engine);
        using var rows = new PartitionedRows(format, dynamic, engine);
        rows.Write(write.Select, write.Ordered, cancellation);
        var targets = rows.Files.Select(file => (Partition: Target(write, file.Values, engine), file.Path)).ToList();
        await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = PutsAtOnce, CancellationToken = cancellation },
            async (target, token) => await PlaceAsync(engine, target.Partition.Location, FileName + format.Extension, target.Path, write.Overwrite, rows.Rows > 0, token));
        if (table.PartitionColumns.Count == 0)
            return new WriteResult(rows.Rows, []);
        foreach (var (partition, _) in targets)
            engine.Metastore.PutPartition(table.Database, table.Name, partition);
        return new WriteResult(rows.Rows, [.. targets.Select(target => target.Partition)]);
    }

    /// <inheritdoc />
    public async Task<WriteResult> WriteAsync(DirectoryWrite write, IEngine engine, CancellationToken cancellation)
    {
        // SemanticAnalyzer.deriveFileSinkColTypes: the columns of a folder have their internal names, not their aliases.
        var columns = write.Columns.Select((column, index) => column with { Name = $"_col{index}" }).ToList();
        var format = new OutputFormat(write.Location, write.Format, columns, write.Format.Properties, engine);
        using var rows = new PartitionedRows(format, [], engine);
        rows.Write(write.Select, write.Ordered, cancellation);
        foreach (var (_, path) in rows.Files)
            await PlaceAsync(engine, write.Location, FileName + format.Extension, path, overwrite: true, anyRows: true, cancellation);
        return new WriteResult(rows.Rows, []);
    }

    private static async Task PlaceAsync(
        IEngine engine, string location, string name, string path, bool overwrite, bool anyRows, CancellationToken cancellation)
    {
        var (store, folder) = LocalFolders.Resolve(location, engine.Store);
        var change = new FolderChange(store, folder);
        if (overwrite)
            await change.ReplaceAsync(name, path, cancellation);
        else if (anyRows)
            await change.AddAsync(name, path, reuseName: false, cancellation);
    }

    private static HivePartition Target(TableWrite write, IReadOnlyList<string?> dynamicValues, IEngine engine)
    {
        var table = write.Table;
        if (table.PartitionColumns.Count == 0)
            return new HivePartition([], table.Location);
        IReadOnlyList<string?> values = [.. write.Static.Select(value => value?.Length == 0 ? null : value), .. dynamicValues];
        return engine.Metastore.FindPartition(table.Database, table.Name, values)
            ?? new HivePartition(values, table.Location.TrimEnd('/') + "/" + PartitionNames.Folder(table, values));
    }
}
