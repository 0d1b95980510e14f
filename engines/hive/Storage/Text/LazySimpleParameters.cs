using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Storage.Text;

/// <summary>What a text table's SerDe properties say, by LazySerDeParameters.java.</summary>
internal sealed class LazySimpleParameters
{
    // The default of each nesting level: ^A ^B ^C, then control characters that text is unlikely to hold.
    private static readonly byte[] Defaults = [1, 2, 3, 4, 5, 6, 7, 8, 11, .. Enumerable.Range(14, 13).Select(b => (byte)b), .. Enumerable.Range(28, 4).Select(b => (byte)b)];

    internal LazySimpleParameters(IReadOnlyDictionary<string, string> properties)
    {
        Separators = [.. Defaults];
        Separators[0] = ByteOf(properties.GetValueOrDefault("field.delim") ?? properties.GetValueOrDefault("serialization.format"), Defaults[0]);
        // Hive wrote this name with a typing error until 3.0 (HIVE-16922), so tables carry either.
        Separators[1] = ByteOf(properties.GetValueOrDefault("collection.delim") ?? properties.GetValueOrDefault("colelction.delim"), Defaults[1]);
        Separators[2] = ByteOf(properties.GetValueOrDefault("mapkey.delim"), Defaults[2]);
        NullText = Encoding.UTF8.GetBytes(properties.GetValueOrDefault("serialization.null.format") ?? "\\N");
        LastTakesRest = IsTrue(properties.GetValueOrDefault("serialization.last.column.takes.rest"));
        EscapeLineEnds = IsTrue(properties.GetValueOrDefault("serialization.escape.crlf"));
        if (properties.TryGetValue("escape.delim", out var escape))
            Escape = ByteOf(escape, (byte)'\\');
    }

    internal byte[] Separators { get; }

    internal byte[] NullText { get; }

    internal byte? Escape { get; }

    internal bool LastTakesRest { get; }

    internal bool EscapeLineEnds { get; }

    /// <summary>LazyUtils.getByte: a number is the byte's value, anything else its first character.</summary>
    internal static byte ByteOf(string? text, byte fallback) => string.IsNullOrEmpty(text)
        ? fallback
        : sbyte.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (byte)number : (byte)text[0];

    private static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}
