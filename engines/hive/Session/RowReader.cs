using System.Runtime.CompilerServices;
using Nonolive.Hive.Binding;
using Nonolive.Hive.Emit;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Storage.Text;
using Nonolive.Hive.Types;
using Sql = Nonolive.Hive.Emit.Sql;

namespace Nonolive.Hive.Session;

/// <summary>Reads a DuckDB result as Hive values.</summary>
internal static class RowReader
{
    private const int DotNetDecimalDigits = 28;

    /// <summary>The query with intervals, which have no .NET type of their own, as text.</summary>
    public static string Readable(BoundQuery query)
    {
        if (!query.Columns.Any(column => IsInterval(column.Type)))
            return query.Sql;
        var items = query.Columns.Select(column => IsInterval(column.Type)
            ? $"{Casts.Convert(Sql.Name(column.SqlName), column.Type, HiveType.String)} AS {Sql.Name(column.SqlName)}" : Sql.Name(column.SqlName));
        return $"SELECT {string.Join(", ", items)} FROM ({query.Sql})";
    }

    public static async IAsyncEnumerable<object?[]> ReadAsync(ChunkQuery query, IReadOnlyList<HiveType> types, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await ValueTask.CompletedTask;
        while (query.Next(cancellation))
        {
            for (var row = 0; row < query.Chunk.Rows; row++)
                yield return Row(query.Chunk, row, types);
        }
    }

    private static object?[] Row(RowChunk rows, int row, IReadOnlyList<HiveType> types)
    {
        var values = new object?[types.Count];
        for (var column = 0; column < values.Length; column++)
            values[column] = Value(rows[column], row, types[column]);
        return values;
    }

    private static object? Value(InputVector vector, int row, HiveType type)
    {
        if (vector.IsNull(row))
            return null;
        switch (type.Kind)
        {
            case HiveKind.Boolean:
                return vector.Value<byte>(row) != 0;
            case HiveKind.TinyInt:
                return vector.Value<sbyte>(row);
            case HiveKind.SmallInt:
                return vector.Value<short>(row);
            case HiveKind.Int:
                return vector.Value<int>(row);
            case HiveKind.BigInt:
                return vector.Value<long>(row);
            case HiveKind.Float:
                return vector.Value<float>(row);
            case HiveKind.Double:
                return vector.Value<double>(row);
            case HiveKind.Decimal:
                var text = DecimalText.Of(DecimalValues.Get(vector, row, type.Precision), type.Scale);
                return type.Precision <= DotNetDecimalDigits ? decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : text;
            case HiveKind.Date:
                var days = vector.Value<int>(row) + UnixDays;
                return days >= 0 && days <= MaxDays ? DateOnly.FromDayNumber(days) : Semantics.Dates.DateText.OfDate(days - UnixDays);
            case HiveKind.Timestamp:
                var micros = vector.Value<long>(row);
                return Math.Abs(micros) < MaxMicros ? DateTime.UnixEpoch.AddTicks(micros * 10) : Semantics.Dates.DateText.OfTimestamp(micros);
            case HiveKind.Binary:
                return vector.Utf8(row).ToArray();
            case HiveKind.Array:
                var (offset, length) = vector.List(row);
                var elements = vector.Elements;
                var list = new List<object?>(length);
                for (var index = 0; index < length; index++)
                    list.Add(Value(elements, offset + index, type.Element!));
                return list;
            case HiveKind.Map:
                return Map(vector, row, type);
            case HiveKind.Struct:
                var parts = new Dictionary<string, object?>();
                for (var index = 0; index < type.Fields.Count; index++)
                    parts[type.Fields[index].Name] = Value(vector.Member(index), row, type.Fields[index].Type);
                return parts;
            default:
                return vector.Text(row);
        }
    }

    private static readonly int UnixDays = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
    private static readonly int MaxDays = DateOnly.MaxValue.DayNumber;
    private const long MaxMicros = 62_000_000_000_000_000;

    private static Dictionary<object, object?> Map(InputVector vector, int row, HiveType type)
    {
        var (offset, length) = vector.List(row);
        var keys = vector.Elements.Member(0);
        var values = vector.Elements.Member(1);
        var map = new Dictionary<object, object?>(length);
        for (var index = offset; index < offset + length; index++)
            map[Value(keys, index, type.Key!)!] = Value(values, index, type.Element!);
        return map;
    }

    private static bool IsInterval(HiveType type) => type.Kind is HiveKind.IntervalDayTime or HiveKind.IntervalYearMonth;
}
