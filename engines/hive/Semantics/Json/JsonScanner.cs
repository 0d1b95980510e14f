namespace Nonolive.Hive.Semantics.Json;

/// <summary>
/// The grammar that Hive's JSON functions and SerDe accept, over UTF-8 in place: that of Jackson 1.9 (org.codehaus.jackson),
/// read from its ReaderBasedParser. A value is known by where it starts; -1 is "not JSON".
/// </summary>
internal static class JsonScanner
{
    // Jackson recurses while it builds objects and dies somewhere above a thousand levels; no report reads such a value.
    private const int MaxDepth = 1000;

    /// <summary>The position after white space.</summary>
    internal static int SkipSpace(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            at++;
        return at;
    }

    /// <summary>The position after the value that starts at <paramref name="at"/>, or -1 where it is broken.</summary>
    internal static int SkipValue(ReadOnlySpan<byte> json, int at, JsonLeniency leniency, int depth = 0)
    {
        if (at >= json.Length)
            return -1;
        return json[at] switch
        {
            (byte)'"' => SkipString(json, at, leniency),
            (byte)'{' => depth == MaxDepth ? -1 : SkipObject(json, at, leniency, depth + 1),
            (byte)'[' => depth == MaxDepth ? -1 : SkipArray(json, at, leniency, depth + 1),
            (byte)'t' => SkipWord(json, at, "true"u8),
            (byte)'f' => SkipWord(json, at, "false"u8),
            (byte)'n' => SkipWord(json, at, "null"u8),
            _ => SkipNumber(json, at),
        };
    }

    /// <summary>The position after the string's closing quote; <paramref name="at"/> is its opening quote.</summary>
    internal static int SkipString(ReadOnlySpan<byte> json, int at, JsonLeniency leniency)
    {
        at++;
        while (at < json.Length)
        {
            if ((leniency & JsonLeniency.ControlCharacters) != 0)
            {
                // Nothing but the two matters, so the search can take many bytes at once.
                var found = json[at..].IndexOfAny((byte)'"', (byte)'\\');
                if (found < 0)
                    return -1;
                at += found;
            }
            var c = json[at];
            if (c == '"')
                return at + 1;
            if (c == '\\')
            {
                at = SkipEscape(json, at, leniency);
                if (at < 0)
                    return -1;
                continue;
            }
            if (c < 0x20 && (leniency & JsonLeniency.ControlCharacters) == 0)
                return -1;
            at++;
        }
        return -1;
    }

    /// <summary>The position after a number.</summary>
    internal static int SkipNumber(ReadOnlySpan<byte> json, int at)
    {
        if (at < json.Length && json[at] == '-')
            at++;
        var digits = SkipDigits(json, at);
        // "Leading zeroes not allowed", "Decimal point not followed by a digit": Jackson's ALLOW_NUMERIC_LEADING_ZEROS is off.
        if (digits == at || (json[at] == '0' && digits > at + 1))
            return -1;
        at = digits;
        if (at < json.Length && json[at] == '.')
        {
            digits = SkipDigits(json, at + 1);
            if (digits == at + 1)
                return -1;
            at = digits;
        }
        if (at < json.Length && (json[at] | 0x20) == 'e')
        {
            at++;
            if (at < json.Length && json[at] is (byte)'+' or (byte)'-')
                at++;
            digits = SkipDigits(json, at);
            if (digits == at)
                return -1;
            at = digits;
        }
        return at;
    }

    private static int SkipObject(ReadOnlySpan<byte> json, int at, JsonLeniency leniency, int depth)
    {
        at = SkipSpace(json, at + 1);
        if (at < json.Length && json[at] == '}')
            return at + 1;
        while (true)
        {
            if (at >= json.Length || json[at] != '"' || (at = SkipString(json, at, leniency)) < 0)
                return -1;
            at = SkipSpace(json, at);
            if (at >= json.Length || json[at] != ':')
                return -1;
            if ((at = SkipValue(json, SkipSpace(json, at + 1), leniency, depth)) < 0)
                return -1;
            at = SkipSpace(json, at);
            if (at >= json.Length)
                return -1;
            if (json[at] == '}')
                return at + 1;
            if (json[at] != ',')
                return -1;
            at = SkipSpace(json, at + 1);
        }
    }

    private static int SkipArray(ReadOnlySpan<byte> json, int at, JsonLeniency leniency, int depth)
    {
        at = SkipSpace(json, at + 1);
        if (at < json.Length && json[at] == ']')
            return at + 1;
        while (true)
        {
            if ((at = SkipValue(json, at, leniency, depth)) < 0)
                return -1;
            at = SkipSpace(json, at);
            if (at >= json.Length)
                return -1;
            if (json[at] == ']')
                return at + 1;
            if (json[at] != ',')
                return -1;
            at = SkipSpace(json, at + 1);
        }
    }

    private static int SkipWord(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> word) =>
        json[at..].StartsWith(word) ? at + word.Length : -1;

    private static int SkipEscape(ReadOnlySpan<byte> json, int at, JsonLeniency leniency)
    {
        if (at + 1 >= json.Length)
            return -1;
        if (json[at + 1] == 'u')
        {
            if (at + 6 > json.Length)
                return -1;
            for (var i = at + 2; i < at + 6; i++)
            {
                if (!char.IsAsciiHexDigit((char)json[i]))
                    return -1;
            }
            return at + 6;
        }
        if (json[at + 1] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t')
            return at + 2;
        // An escaped character may be several bytes; the rest of them are read as ordinary ones.
        return (leniency & JsonLeniency.AnyEscape) != 0 ? at + 2 : -1;
    }

    private static int SkipDigits(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is >= (byte)'0' and <= (byte)'9')
            at++;
        return at;
    }
}

/// <summary>What is accepted beyond the JSON standard.</summary>
[Flags]
internal enum JsonLeniency
{
    None = 0,

    /// <summary>Jackson's ALLOW_UNQUOTED_CONTROL_CHARS.</summary>
    ControlCharacters = 1,

    /// <summary>Jackson's ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER.</summary>
    AnyEscape = 2,

    /// <summary>Both, as UDFJson sets.</summary>
    UdfJson = ControlCharacters | AnyEscape,
}
