using System.Globalization;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics.JavaPatterns;

namespace Nonolive.Hive.Semantics.Library;

internal static class TextLibrary
{
    internal static readonly ScalarFunction[] All =
    [
        new("hv_regexp", ["VARCHAR", "VARCHAR"], "BOOLEAN", Regexp),
        Define.OfText("hv_regexp_replace", (text, pattern, replacement) => JavaRegex.Of(pattern).Replace(text, replacement)),
        Define.Rows("hv_regexp_extract", ["VARCHAR", "VARCHAR", "INTEGER"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, JavaRegex.Of(arguments[1].Text(row)).Extract(arguments[0].Text(row), arguments[2].Value<int>(row)))),
        Define.Rows("hv_split", ["VARCHAR", "VARCHAR"], "VARCHAR[]", (arguments, row, result) =>
            Define.SetList(result, row, JavaRegex.Of(arguments[1].Text(row)).Split(arguments[0].Text(row), keepTrailing: true))),
        new("hv_str_to_map", ["VARCHAR", "VARCHAR", "VARCHAR"], "MAP(VARCHAR, VARCHAR)", StrToMap),
        Define.OfText("hv_parse_url", Url.Part),
        Define.OfText("hv_parse_url_key", Url.QueryValue),
        Define.OfText("hv_soundex", TextFunctions.Soundex),
        Define.Rows("hv_levenshtein", ["VARCHAR", "VARCHAR"], "INTEGER", (arguments, row, result) =>
            result.Set(row, TextFunctions.Levenshtein(arguments[0].Text(row), arguments[1].Text(row)))),
        new("hv_translate", ["VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR", Translate),
        Define.OfText("hv_initcap", TextFunctions.InitCap),
        Define.Rows("hv_format_number", ["VARCHAR", "INTEGER"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, NumberFormat.WithGroups(arguments[0].Text(row), arguments[1].Value<int>(row)))),
        Define.Rows("hv_format_double", ["DOUBLE", "INTEGER"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, NumberFormat.WithGroups(arguments[0].Value<double>(row), arguments[1].Value<int>(row)))),
        Define.Rows("hv_printf", ["VARCHAR", "VARCHAR[]"], "VARCHAR", Printf),
        Define.Rows("hv_mask", ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, Mask.All(
                arguments[0].Text(row), arguments[1].Text(row), arguments[2].Text(row), arguments[3].Text(row), arguments[4].Text(row)))),
    ];

    // GenericUDFRegExp: an empty pattern never matches. The pattern is nearly always a constant, so the last one is kept.
    private static void Regexp(RowChunk arguments, OutputVector result)
    {
        var (texts, patterns) = (arguments[0], arguments[1]);
        JavaRegex? regex = null;
        byte[] last = [];
        Span<char> buffer = stackalloc char[512];
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (texts.IsNull(row) || patterns.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            var pattern = patterns.Utf8(row);
            if (regex is null || !pattern.SequenceEqual(last))
            {
                last = pattern.ToArray();
                regex = JavaRegex.Of(patterns.Text(row));
            }
            result.Set(row, (byte)(!pattern.IsEmpty && regex.Find(Define.Chars(texts.Utf8(row), buffer)) ? 1 : 0));
        }
    }

    // Two constant ASCII sets, as nearly always, are a table of bytes: other characters' bytes are all beyond ASCII.
    private static void Translate(RowChunk arguments, OutputVector result)
    {
        var (texts, from, to) = (arguments[0], arguments[1], arguments[2]);
        ByteTranslation? table = null;
        Span<byte> buffer = stackalloc byte[512];
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (texts.IsNull(row) || from.IsNull(row) || to.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            if (table is null || !table.Is(from.Utf8(row), to.Utf8(row)))
                table = new ByteTranslation(from.Utf8(row), to.Utf8(row));
            var text = texts.Utf8(row);
            if (table.IsAscii && text.Length <= buffer.Length)
                result.SetUtf8(row, buffer[..table.Apply(text, buffer)]);
            else
                result.SetText(row, TextFunctions.Translate(texts.Text(row), from.Text(row), to.Text(row)));
        }
    }

    // GenericUDFStringToMap: a NULL text gives an empty map, of equal keys the last value counts.
    private static void StrToMap(RowChunk arguments, OutputVector result)
    {
        for (var row = 0; row < arguments.Rows; row++)
        {
            var map = new Dictionary<string, string?>(StringComparer.Ordinal);
            if (arguments[0].TextOrNull(row) is { } text)
            {
                var pairs = JavaRegex.Of(arguments[1].TextOrNull(row) ?? ",");
                var keys = JavaRegex.Of(arguments[2].TextOrNull(row) ?? ":");
                foreach (var pair in pairs.Split(text, keepTrailing: false))
                {
                    var parts = keys.Split(pair, keepTrailing: true, limit: 2);
                    map[parts.Count < 2 ? pair : parts[0]] = parts.Count < 2 ? null : parts[1];
                }
            }
            var at = result.BeginList(row, map.Count);
            var elements = result.Elements;
            foreach (var (key, value) in map)
            {
                elements.Member(0).SetText(at, key);
                elements.Member(1).SetText(at++, value);
            }
        }
    }

    private static void Printf(RowChunk arguments, int row, OutputVector result)
    {
        var (from, count) = arguments[1].List(row);
        var values = new string?[count];
        for (var i = 0; i < count; i++)
            values[i] = arguments[1].Elements.TextOrNull(from + i);
        result.SetText(row, JavaFormatter.Format(arguments[0].Text(row), values, CultureInfo.InvariantCulture));
    }
}
