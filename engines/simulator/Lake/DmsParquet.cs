using Nonolive.Pipeline.Aurora;
using ParquetSharp;
using ParquetSharp.IO;

namespace Nonolive.Simulator.Lake;

/// <summary>A row as DMS writes it.</summary>
/// <param name="Op">I, U or D; other texts for tests of bad input.</param>
/// <param name="CommitTs">The text of the timestamp column.</param>
/// <param name="Values">The values by column; a missing one is null.</param>
/// <param name="Sequence">The number of the change; null for the full load.</param>
public sealed record DmsRow(string? Op, string CommitTs, IReadOnlyDictionary<string, object?> Values, string? Sequence);

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
        Column[] schema = [new Column<string>("Op"), new Column<string>("dms_commit_ts"), .. columns.Select(SchemaOf), new Column<string>("change_seq")];
        using var bytes = new MemoryStream();
        using (var stream = new ManagedOutputStream(bytes, leaveOpen: true))
        using (var file = new ParquetFileWriter(stream, schema, Compression.Gzip))
        {
            using var group = file.AppendRowGroup();
            Write(group, rows.Select(row => row.Op).ToArray());
            Write(group, rows.Select(row => row.CommitTs).ToArray());
            foreach (var column in columns)
                WriteColumn(group, column, [.. rows.Select(row => row.Values.GetValueOrDefault(column.Name))]);
            Write(group, rows.Select(row => row.Sequence ?? "").ToArray());
            file.Close();
        }
        return bytes.ToArray();
    }

    private static Column SchemaOf(AuroraColumn column) => column.HiveType switch
    {
        _ when column.IsMoment => new Column<DateTime?>(column.Name, LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros)),
        "bigint" => new Column<long?>(column.Name),
        "int" => new Column<int?>(column.Name),
        "boolean" => new Column<bool?>(column.Name),
        "double" => new Column<double?>(column.Name),
        "date" => new Column<DateOnly?>(column.Name),
        var type when type.StartsWith("decimal(", StringComparison.Ordinal) => new Column<decimal?>(column.Name, DecimalOf(type)),
        _ => new Column<string?>(column.Name),
    };

    private static void WriteColumn(RowGroupWriter group, AuroraColumn column, object?[] values)
    {
        switch (column.HiveType)
        {
            case var _ when column.IsMoment:
                Write(group, Array.ConvertAll(values, value => ((DateTimeOffset?)value)?.UtcDateTime));
                break;
            case "bigint":
                Write(group, Array.ConvertAll(values, value => value is null ? null : (long?)Convert.ToInt64(value)));
                break;
            case "int":
                Write(group, Array.ConvertAll(values, value => value is null ? null : (int?)Convert.ToInt32(value)));
                break;
            case "boolean":
                Write(group, Array.ConvertAll(values, value => (bool?)value));
                break;
            case "double":
                Write(group, Array.ConvertAll(values, value => (double?)value));
                break;
            case "date":
                Write(group, Array.ConvertAll(values, value => (DateOnly?)value));
                break;
            case var type when type.StartsWith("decimal(", StringComparison.Ordinal):
                Write(group, Array.ConvertAll(values, value => value is null ? null : (decimal?)Convert.ToDecimal(value)));
                break;
            default:
                Write(group, Array.ConvertAll(values, value => value?.ToString()));
                break;
        }
    }

    // ParquetSharp keeps .NET decimals in 16 bytes, which wants 29 digits of precision.
    private static LogicalType DecimalOf(string type) =>
        LogicalType.Decimal(29, int.Parse(type.TrimEnd(')').Split(',')[1]));

    private static void Write<T>(RowGroupWriter group, T[] values)
    {
        using var writer = group.NextColumn().LogicalWriter<T>();
        writer.WriteBatch(values);
    }
}
