using System.Globalization;
using System.Text;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Semantics.Dates;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Storage;

/// <summary>Texts and names as DuckDB's SQL writes them.</summary>
internal static class Sql
{
    internal static string Text(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    internal static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    internal static string Null(HiveType type) => $"CAST(NULL AS {type.DuckDb})";

    /// <summary>A relation without rows.</summary>
    internal static string Nothing(IEnumerable<(string Name, HiveType Type)> columns)
    {
        var list = string.Join(", ", columns.Select(column => $"{Null(column.Type)} AS {Name(column.Name)}"));
        return $"(SELECT {(list.Length == 0 ? "1 AS nothing" : list)} WHERE false)";
    }

    /// <summary>A partition value as a typed constant; text that is no value of the type is NULL, as LazySimpleSerDe reads it.</summary>
    internal static string Constant(HiveType type, string? value)
    {
        if (value is null)
            return Null(type);
        var bytes = Encoding.UTF8.GetBytes(value);
        string? literal = type.Kind switch
        {
            HiveKind.String => Text(value),
            HiveKind.Varchar or HiveKind.Char => Text(Encoding.UTF8.GetString(Storage.Text.LazyTextValue.Fit(bytes, type))),
            HiveKind.Boolean => value.ToUpperInvariant() is "TRUE" or "FALSE" ? value.ToUpperInvariant() : null,
            HiveKind.TinyInt => Integer(bytes, sbyte.MinValue, sbyte.MaxValue),
            HiveKind.SmallInt => Integer(bytes, short.MinValue, short.MaxValue),
            HiveKind.Int => Integer(bytes, int.MinValue, int.MaxValue),
            HiveKind.BigInt => Integer(bytes, long.MinValue, long.MaxValue),
            HiveKind.Float or HiveKind.Double => NumberText.TryDouble(value, out var real)
                ? Text(real.ToString("R", CultureInfo.InvariantCulture))
                : null,
            HiveKind.Decimal => NumberText.TryDecimal(value, type.Precision, type.Scale, out var unscaled)
                ? Text(DecimalText.Of(unscaled, type.Scale))
                : null,
            HiveKind.Date => DateText.TryDate(value, out var days) ? Text(DateText.OfDate(days)) : null,
            HiveKind.Timestamp => DateText.TryTimestamp(value, out var micros) ? Text(DateText.OfTimestamp(micros)) : null,
            _ => null,
        };
        return literal is null ? Null(type) : $"CAST({literal} AS {type.DuckDb})";
    }

    private static string? Integer(byte[] text, long least, long most) =>
        NumberText.TryInteger(text, least, most, out var value) ? Text(value.ToString(CultureInfo.InvariantCulture)) : null;
}
