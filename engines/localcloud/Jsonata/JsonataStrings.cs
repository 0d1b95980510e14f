using System.Text;
using System.Text.RegularExpressions;

namespace Nonolive.LocalCloud.Jsonata;

/// <summary>String functions (https://docs.jsonata.org/string-functions).</summary>
internal static class JsonataStrings
{
    public static readonly Builtin[] All =
    [
        new("string", 1, 2, true, call => call[0] is Undefined ? call[0] : JsonataValues.Text(call[0], call[1] is true)),
        new("length", 1, 1, true, call => call[0] is Undefined ? call[0] : (double)call.Text(0).EnumerateRunes().Count()),
        new("uppercase", 1, 1, true, call => call[0] is Undefined ? call[0] : call.Text(0).ToUpperInvariant()),
        new("lowercase", 1, 1, true, call => call[0] is Undefined ? call[0] : call.Text(0).ToLowerInvariant()),
        new("trim", 1, 1, true, call => call[0] is Undefined ? call[0] : Regex.Replace(call.Text(0), "[ \t\n\r]+", " ").Trim(' ')),
        new("substring", 2, 3, true, Substring),
        new("substringBefore", 2, 2, true, call => call[0] is Undefined ? call[0] : Around(call, before: true)),
        new("substringAfter", 2, 2, true, call => call[0] is Undefined ? call[0] : Around(call, before: false)),
        new("pad", 2, 3, true, Pad),
        new("contains", 2, 2, true, call => call[0] is Undefined ? call[0]
            : call[1] is Regex regex ? regex.IsMatch(call.Text(0)) : call.Text(0).Contains(call.Text(1), StringComparison.Ordinal)),
        new("split", 2, 3, true, Split),
        new("join", 1, 2, false, call => call[0] is Undefined ? call[0]
            : string.Join(call.Has(1) ? call.Text(1) : "", call.List(0).Select(item => item as string ?? throw call.Wrong(0, "an array of strings")))),
        new("match", 2, 3, true, Match),
        new("replace", 3, 4, true, Replace),
        new("base64encode", 1, 1, true, call => call[0] is Undefined ? call[0] : Convert.ToBase64String(Encoding.UTF8.GetBytes(call.Text(0)))),
        new("base64decode", 1, 1, true, call => call[0] is Undefined ? call[0] : Decode(call)),
        new("encodeUrlComponent", 1, 1, true, call => call[0] is Undefined ? call[0] : Uri.EscapeDataString(call.Text(0))),
        new("decodeUrlComponent", 1, 1, true, call => call[0] is Undefined ? call[0] : Uri.UnescapeDataString(call.Text(0))),
    ];

    // Positions count characters as people see them in text, not UTF-16 halves.
    private static object? Substring(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return call[0];
        var runes = call.Text(0).EnumerateRunes().ToList();
        var start = (int)Math.Floor(call.Number(1));
        if (start < 0)
            start = Math.Max(0, runes.Count + start);
        var length = call.Has(2) ? (int)Math.Floor(call.Number(2)) : int.MaxValue;
        return length <= 0 ? "" : string.Concat(runes.Skip(start).Take(length));
    }

    private static string Around(BuiltinCall call, bool before)
    {
        var (text, mark) = (call.Text(0), call.Text(1));
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? text : before ? text[..at] : text[(at + mark.Length)..];
    }

    private static object? Pad(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return call[0];
        var (text, width, with) = (call.Text(0), (int)call.Number(1), call.Has(2) && call.Text(2).Length > 0 ? call.Text(2) : " ");
        var missing = Math.Abs(width) - text.EnumerateRunes().Count();
        if (missing <= 0)
            return text;
        var padding = string.Concat(Enumerable.Repeat(with, missing / with.Length + 1))[..missing];
        return width < 0 ? padding + text : text + padding;
    }

    private static object? Split(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return call[0];
        IEnumerable<string> parts = call[1] is Regex regex
            ? regex.Split(call.Text(0))
            : call.Text(1).Length == 0 ? call.Text(0).Select(c => c.ToString()) : call.Text(0).Split(call.Text(1));
        return new JsonataArray(parts.Take(Limit(call, 2)));
    }

    private static object? Match(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return call[0];
        var regex = call[1] as Regex ?? throw call.Wrong(1, "a regular expression");
        return JsonataArray.Sequence(regex.Matches(call.Text(0)).Take(Limit(call, 2)).Select(match => (object?)new JsonataObject
        {
            ["match"] = match.Value,
            ["index"] = (double)match.Index,
            ["groups"] = new JsonataArray(match.Groups.Values.Skip(1).Select(group => (object?)group.Value)),
        }));
    }

    private static object? Replace(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return call[0];
        var text = call.Text(0);
        var limit = Limit(call, 3);
        if (call[1] is Regex regex)
            return regex.Replace(text, call.Text(2), limit);
        var what = call.Text(1);
        if (what.Length == 0)
            throw new JsonataException("$replace cannot replace the empty string", call.Position);
        var parts = text.Split(what, limit == int.MaxValue ? int.MaxValue : limit + 1);
        return string.Join(call.Text(2), parts);
    }

    private static int Limit(BuiltinCall call, int index)
    {
        if (!call.Has(index))
            return int.MaxValue;
        var limit = call.Number(index);
        return limit >= 0 ? (int)limit : throw call.Wrong(index, "a number that is not negative");
    }

    private static string Decode(BuiltinCall call)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(call.Text(0)));
        }
        catch (FormatException)
        {
            throw call.Wrong(0, "base64 text");
        }
    }
}
