using System.Globalization;
using ParquetSharp;

namespace Nonolive.Simulator.Lake;

/// <summary>Columns of Parquet files by the Hive type that reads them.</summary>
internal static class ParquetColumns
{
    /// <summary>A column; <paramref name="isMoment"/> marks a bigint that DMS writes as a timestamp of microseconds.</summary>
    public static Column Of(string name, string hiveType, bool isMoment = false) => hiveType switch
    {
        _ when isMoment => new Column<DateTime?>(name, LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros)),
        "bigint" => new Column<long?>(name),
        "int" => new Column<int?>(name),
        "boolean" => new Column<bool?>(name),
        "double" => new Column<double?>(name),
        "date" => new Column<DateOnly?>(name),
        _ when IsDecimal(hiveType) => new Column<decimal?>(name, DecimalOf(hiveType)),
        _ => new Column<string?>(name),
    };

    /// <summary>Writes the next column of a group. Values may also be texts of the type.</summary>
    public static void Write(RowGroupWriter group, string hiveType, bool isMoment, object?[] values)
    {
        switch (hiveType)
        {
            case var _ when isMoment:
                Write(group, Array.ConvertAll(values, value => ((DateTimeOffset?)value)?.UtcDateTime));
                break;
            case "bigint":
                Write(group, Array.ConvertAll(values, value => value is null ? null : (long?)Convert.ToInt64(value, CultureInfo.InvariantCulture)));
                break;
            case "int":
                Write(group, Array.ConvertAll(values, value => value is null ? null : (int?)Convert.ToInt32(value, CultureInfo.InvariantCulture)));
                break;
            case "boolean":
                Write(group, Array.ConvertAll(values, value => value is null ? null : (bool?)Convert.ToBoolean(value, CultureInfo.InvariantCulture)));
                break;
            case "double":
                Write(group, Array.ConvertAll(values, value => value is null ? null : (double?)Convert.ToDouble(value, CultureInfo.InvariantCulture)));
                break;
            case "date":
                Write(group, Array.ConvertAll(values, value => value is string text ? DateOnly.Parse(text, CultureInfo.InvariantCulture) : (DateOnly?)value));
                break;
            case var _ when IsDecimal(hiveType):
                Write(group, Array.ConvertAll(values, value => value is null ? null : (decimal?)Convert.ToDecimal(value, CultureInfo.InvariantCulture)));
                break;
            default:
                Write(group, Array.ConvertAll(values, value => value?.ToString()));
                break;
        }
    }

    private static bool IsDecimal(string hiveType) => hiveType.StartsWith("decimal(", StringComparison.Ordinal);

    // ParquetSharp keeps .NET decimals in 16 bytes, which wants 29 digits of precision.
    private static LogicalType DecimalOf(string type) =>
        LogicalType.Decimal(29, int.Parse(type.TrimEnd(')').Split(',')[1], CultureInfo.InvariantCulture));

    private static void Write<T>(RowGroupWriter group, T[] values)
    {
        using var writer = group.NextColumn().LogicalWriter<T>();
        writer.WriteBatch(values);
    }
}
