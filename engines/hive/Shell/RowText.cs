using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Semantics.Dates;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Shell;

/// <summary>
/// Rows as the Hive CLI prints them: values between tabs, NULL as NULL, nested values as JSON (DelimitedJSONSerDe).
/// </summary>
public static class RowText
{
    /// <summary>The row as a line, without its end.</summary>
    public static string Of(IReadOnlyList<object?> row, IReadOnlyList<HiveColumn> columns)
    {
        var text = new StringBuilder();
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0)
                text.Append('\t');
            var type = i < columns.Count ? columns[i].Type : HiveType.String;
            if (row[i] is not { } value)
                text.Append("NULL");
            else if (type.IsPrimitive)
                text.Append(Primitive(value, type));
            else
                AppendJson(value, type, text);
        }
        return text.ToString();
    }

    private static string Primitive(object value, HiveType type) => (value, type.Kind) switch
    {
        (bool flag, _) => flag ? "true" : "false",
        (double real, _) => JavaText.OfDouble(real),
        (float real, _) => JavaText.OfFloat(real),
        (decimal number, HiveKind.Decimal) => number.ToString("F" + type.Scale.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        (DateOnly date, _) => DateText.OfDate(date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
        (DateTime time, HiveKind.Date) => DateText.OfDate((int)(time.Date - DateTime.UnixEpoch).TotalDays),
        (DateTime time, _) => DateText.OfTimestamp((time.Ticks - DateTime.UnixEpoch.Ticks) / 10),
        (byte[] bytes, _) => Encoding.UTF8.GetString(bytes),
        (string text, HiveKind.Char) => text.PadRight(type.Precision),
        (BigInteger number, _) => number.ToString(CultureInfo.InvariantCulture),
        (IFormattable number, _) => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void AppendJson(object? value, HiveType type, StringBuilder text)
    {
        switch (type.Kind)
        {
            case var _ when value is null:
                text.Append("null");
                break;
            case HiveKind.Array:
                text.Append('[');
                AppendEach(((IEnumerable)value).Cast<object?>(), text, element => AppendJson(element, type.Element!, text));
                text.Append(']');
                break;
            case HiveKind.Map:
                text.Append('{');
                AppendEach(((IDictionary)value).Cast<DictionaryEntry>(), text, entry =>
                {
                    // Keys are written as values are: numbers without quotes.
                    AppendJson(entry.Key, type.Key!, text);
                    text.Append(':');
                    AppendJson(entry.Value, type.Element!, text);
                });
                text.Append('}');
                break;
            case HiveKind.Struct:
                text.Append('{');
                var members = (IDictionary)value;
                AppendEach(type.Fields, text, field =>
                {
                    text.Append('"').Append(field.Name).Append("\":");
                    AppendJson(Member(members, field.Name), field.Type, text);
                });
                text.Append('}');
                break;
            case HiveKind.String or HiveKind.Varchar or HiveKind.Char or HiveKind.Date or HiveKind.Timestamp:
                text.Append('"').Append(Escape(Primitive(value, type))).Append('"');
                break;
            case HiveKind.Decimal:
                text.Append(Trimmed(Primitive(value, type)));
                break;
            default:
                text.Append(Primitive(value, type));
                break;
        }
    }

    private static void AppendEach<T>(IEnumerable<T> items, StringBuilder text, Action<T> append)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                text.Append(',');
            first = false;
            append(item);
        }
    }

    private static object? Member(IDictionary members, string name)
    {
        foreach (DictionaryEntry entry in members)
        {
            if (string.Equals(entry.Key as string, name, StringComparison.OrdinalIgnoreCase))
                return entry.Value;
        }
        return null;
    }

    private static string Trimmed(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    // SerDeUtils.escapeString.
    private static string Escape(string value)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(value.Length + 2);
        Semantics.Json.JsonText.AppendQuoted(Encoding.UTF8.GetBytes(value), bytes, lowerHex: true);
        return Encoding.UTF8.GetString(bytes.WrittenSpan[1..^1]);
    }
}
