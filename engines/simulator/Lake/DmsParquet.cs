using Nonolive.Pipeline.Aurora;
using ParquetSharp;
using ParquetSharp.IO;

namespace Nonolive.Simulator.Lake;

/// <summary>A row as DMS writes it.</summary>
/// <param name="Op">I, U or D; other texts for tests of bad input.</param>
/// <param name="CommitTs">The text of the timestamp column.</param>
/// <param name="Values">The values by column; a missing one is null.</param>
/// <param name="Sequence">The number of the change; null for the full load.</param>
public sealed record DmsRow(string? Op, string CommitTs, IReadOnlyDictionary<string, object?> Values, string? Sequence)
{
    /// <value>Whether the number is NULL rather than empty, as in files from before the column was added: no by default.</value>
    public bool NullSequence { get; init; }
}

/// <summary>Writes Parquet files with the columns and types of DMS: Op, time of commit, the table's columns, number of the change.</summary>
public static class DmsParquet
{
    /// <summary>The format of the timestamp column.</summary>
    public const string CommitFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    /// <summary>The bytes of a file. Values are long, int, bool, string, decimal, double, DateOnly, DateTimeOffset, Guid or null.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="without">Columns that the file does not have, as before they were added.</param>
    public static byte[] Create(AuroraTable table, IReadOnlyList<DmsRow> rows, params IReadOnlyCollection<string> without)
    {
        var columns = table.Columns.Where(column => !without.Contains(column.Name)).ToList();
        Column[] schema =
        [
            ParquetColumns.Of("Op", "string"), ParquetColumns.Of("dms_commit_ts", "string"),
            .. columns.Select(column => ParquetColumns.Of(column.Name, column.HiveType, column.IsMoment)), ParquetColumns.Of("change_seq", "string"),
        ];
        using var bytes = new MemoryStream();
        using (var stream = new ManagedOutputStream(bytes, leaveOpen: true))
        using (var file = new ParquetFileWriter(stream, schema, Compression.Gzip))
        {
            using var group = file.AppendRowGroup();
            ParquetColumns.Write(group, "string", false, [.. rows.Select(row => row.Op)]);
            ParquetColumns.Write(group, "string", false, [.. rows.Select(row => row.CommitTs)]);
            foreach (var column in columns)
                ParquetColumns.Write(group, column.HiveType, column.IsMoment, [.. rows.Select(row => row.Values.GetValueOrDefault(column.Name))]);
            ParquetColumns.Write(group, "string", false, [.. rows.Select(row => row.NullSequence ? null : row.Sequence ?? "")]);
            file.Close();
        }
        return bytes.ToArray();
    }
}
