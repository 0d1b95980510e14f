using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Pulumi.Serialization;

/// <summary>
/// JSON with the spacing and escapes of protobuf's formatter, `{ "a": [ 1, 2 ] }`: the form in which the arguments of
/// a provider arrive, because the engine keeps provider settings as strings.
/// </summary>
internal static class JsonText
{
    public static string Write(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => Quote(text),
        ImmutableArray<object?> list => Enclosed("[", list.Select(Write), "]"),
        ImmutableDictionary<string, object> map =>
            Enclosed("{", map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{Quote(entry.Key)}: {Write(entry.Value)}"), "}"),
        _ => throw new InvalidOperationException($"{value.GetType().FullName} cannot be written as JSON text."),
    };

    private static string Enclosed(string open, IEnumerable<string> parts, string close)
    {
        var inner = string.Join(", ", parts);
        return inner.Length == 0 ? $"{open} {close}" : $"{open} {inner} {close}";
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\b' => @"\b",
                '\f' => @"\f",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '<' or '>' or < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }
}
