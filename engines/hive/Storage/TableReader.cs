using System.Globalization;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Native;
using Nonolive.Hive.Session;
using Nonolive.Hive.Storage.Json;
using Nonolive.Hive.Storage.Parquet;
using Nonolive.Hive.Storage.Text;
using Nonolive.Hive.Types;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

/// <summary>Reads tables of the formats that <see cref="HiveFormat"/> names.</summary>
internal sealed class TableReader : ITableReader
{
    /// <inheritdoc />
    public async Task<string> PrepareAsync(TableScan scan, IEngine engine, CancellationToken cancellation)
    {
        var parts = await ListAsync(scan, engine, cancellation);
        var parquet = new List<ParquetFile>();
        var text = new List<ScanFile>();
        foreach (var (partition, format, files) in parts)
        {
            var paths = await ObjectCache.Of(engine.Store).GetAsync(files, engine, cancellation);
            for (var i = 0; i < files.Count; i++)
            {
                if (format.SerDe == HiveFormat.ParquetSerDe)
                    parquet.Add(new ParquetFile(paths[i], files[i], partition));
                else
                    text.Add(TextFile(scan.Table, format, partition, files[i], paths[i]));
            }
        }
        var relations = new List<string>();
        if (parquet.Count > 0)
            relations.Add(ParquetRelation.Sql(engine.DuckDb, scan.Table, parquet, scan.Columns, cancellation));
        if (text.Count > 0)
            relations.Add(ScanSql(scan, engine, text));
        return relations.Count switch
        {
            0 => Sql.Nothing(scan.Columns.Select(name => (name, TypeOf(scan.Table, name)))),
            1 => relations[0],
            _ => $"({string.Join(" UNION ALL ", relations.Select(relation => $"SELECT * FROM {relation}"))})",
        };
    }

    private static async Task<List<(IReadOnlyList<string?> Partition, HiveFormat Format, List<ObjectInfo> Files)>> ListAsync(
        TableScan scan, IEngine engine, CancellationToken cancellation)
    {
        var folders = scan.Partitions is null
            ? [(Partition: (IReadOnlyList<string?>)[], scan.Table.Format, scan.Table.Location)]
            : scan.Partitions.Select(partition => (Partition: partition.Values, Format: partition.Format ?? scan.Table.Format, partition.Location));
        var listings = await Task.WhenAll(folders.Select(async folder =>
            (folder.Partition, folder.Format, Files: await LakeFiles.ListAsync(folder.Location, engine, cancellation))));
        // An object without a byte has no rows, also where the format would need a header.
        return [.. listings.Select(listing => (listing.Partition, listing.Format, listing.Files.FindAll(file => file.Size > 0)))];
    }

    private static string ScanSql(TableScan scan, IEngine engine, List<ScanFile> files)
    {
        // count(*) still needs a relation; the file's name costs nothing as long as nobody asks for it.
        var columns = scan.Columns.Count > 0 ? scan.Columns : [FileScanSource.FileNameColumn];
        var number = ScanFunction.Add(engine.DuckDb, new FileScanSource(scan.Table, files, columns));
        return $"{ScanFunction.FunctionName}({number.ToString(CultureInfo.InvariantCulture)})";
    }

    private static ScanFile TextFile(HiveTable table, HiveFormat format, IReadOnlyList<string?> partition, ObjectInfo file, string path)
    {
        var name = $"{table.Database}.{table.Name}";
        return new ScanFile(path, file.Uri.ToString(), partition, Decoder(name, table.Columns, format))
        {
            HeaderLines = Lines(table, "skip.header.line.count"),
        };
    }

    private static Func<ProjectedColumn[], IRowDecoder> Decoder(string table, IReadOnlyList<HiveColumn> columns, HiveFormat format)
    {
        switch (format.SerDe)
        {
            case HiveFormat.LazySimple:
                var parameters = new LazySimpleParameters(format.Properties);
                return projected => new LazySimpleDecoder(columns, parameters, projected);
            case HiveFormat.Json:
                return projected => new JsonRowDecoder(columns, projected);
            case HiveFormat.OpenCsv:
                return projected => new OpenCsvDecoder(table, columns, format.Properties, projected);
            case HiveFormat.Regex:
                return projected => new RegexDecoder(table, columns, format.Properties, projected);
            default:
                throw StorageFaults.UnknownSerDe(table, format.SerDe);
        }
    }

    private static int Lines(HiveTable table, string property)
    {
        if (table.Properties.TryGetValue("skip.footer.line.count", out var footer) && footer.Trim() is not ("" or "0"))
        {
            throw StorageFaults.UnsupportedProperty($"{table.Database}.{table.Name}", "skip.footer.line.count", footer,
                "Filter the last lines in the query instead.");
        }
        if (!table.Properties.TryGetValue(property, out var text))
            return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            ? lines
            : throw StorageFaults.UnsupportedProperty($"{table.Database}.{table.Name}", property, text, "Give a number of lines.");
    }

    private static HiveType TypeOf(HiveTable table, string column) =>
        table.AllColumns.FirstOrDefault(known => string.Equals(known.Name, column, StringComparison.OrdinalIgnoreCase))?.Type
        ?? (string.Equals(column, FileScanSource.OffsetColumn, StringComparison.OrdinalIgnoreCase) ? HiveType.BigInt : HiveType.String);
}
