using System.Collections;
using System.Globalization;
using System.Text;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Session;

/// <summary>Values as the Hive CLI prints them: NULL, Java's doubles, decimals with their scale, nested values as JSON.</summary>
public static class CellText
{
    /// <summary>A cell of a result.</summary>
    public static string Of(object? value, HiveType type) => value is null ? "NULL" : type.IsPrimitive ? Primitive(value, type) : Nested(value, type);

    private static string Primitive(object value, HiveType type) => value switch
    {
        // HiveChar.getPaddedValue: char(n) is shown with all its n characters.
        string text when type.Kind == HiveKind.Char => text + new string(' ', Math.Max(0, type.Precision - text.EnumerateRunes().Count())),
        bool flag => flag ? "true" : "false",
        double number => JavaText.OfDouble(number),
        float number => JavaText.OfFloat(number),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>SerDeUtils.getJSONString: text in quotes, everything else bare.</summary>
    private static string Nested(object? value, HiveType type)
    {
        if (value is null)
            return "null";
        switch (type.Kind)
        {
            case HiveKind.Array:
                return $"[{string.Join(',', ((IEnumerable)value).Cast<object?>().Select(item => Nested(item, type.Element!)))}]";
            case HiveKind.Map:
                var map = (IDictionary)value;
                return $"{{{string.Join(',', map.Keys.Cast<object>().Select(key => $"{Nested(key, type.Key!)}:{Nested(map[key], type.Element!)}"))}}}";
            case HiveKind.Struct:
                var parts = (IDictionary)value;
                return $"{{{string.Join(',', type.Fields.Select(part => $"\"{part.Name}\":{Nested(parts[part.Name], part.Type)}"))}}}";
            default:
                var text = type.Kind == HiveKind.Decimal ? Trimmed(Primitive(value, type)) : Primitive(value, type);
                return type.IsText || type.Kind is HiveKind.Date or HiveKind.Timestamp or HiveKind.Binary ? $"\"{Escape(text)}\"" : text;
        }
    }

    /// <summary>HiveDecimal.toString, which nested values are written by, has no zeros at the end.</summary>
    private static string Trimmed(string number) => number.Contains('.') ? number.TrimEnd('0').TrimEnd('.') : number;

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t").Replace("\b", "\\b").Replace("\f", "\\f");
}
