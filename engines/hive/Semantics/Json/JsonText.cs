using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Semantics.Json;

/// <summary>Turns JSON values into the text that Jackson's objects have in Hive.</summary>
internal static class JsonText
{
    /// <summary>Appends a string's content without quotes and escapes; <paramref name="token"/> includes the quotes.</summary>
    internal static void AppendUnescaped(ReadOnlySpan<byte> token, IBufferWriter<byte> output)
    {
        var rest = token[1..^1];
        while (true)
        {
            var escape = rest.IndexOf((byte)'\\');
            if (escape < 0)
            {
                output.Write(rest);
                return;
            }
            output.Write(rest[..escape]);
            rest = rest[escape..];
            var taken = rest[1] == 'u' ? AppendUnicode(rest, output) : AppendShort(rest[1], output);
            rest = rest[taken..];
        }
    }

    /// <summary>Whether the string token's content, escapes undone, is <paramref name="text"/>.</summary>
    internal static bool ContentEquals(ReadOnlySpan<byte> token, ReadOnlySpan<byte> text)
    {
        var content = token[1..^1];
        if (!content.Contains((byte)'\\'))
            return content.SequenceEqual(text);
        var buffer = new ArrayBufferWriter<byte>(content.Length);
        AppendUnescaped(token, buffer);
        return buffer.WrittenSpan.SequenceEqual(text);
    }

    /// <summary>
    /// Appends a number as Java prints the object that Jackson makes of it: Integer, Long and BigInteger as they stand, everything
    /// with a point or an exponent as Double.toString (USE_BIG_DECIMAL_FOR_FLOATS is off).
    /// </summary>
    internal static void AppendNumber(ReadOnlySpan<byte> token, IBufferWriter<byte> output)
    {
        if (token.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            output.Write(token.SequenceEqual("-0"u8) ? "0"u8 : token);
            return;
        }
        _ = Utf8Parser.TryParse(token, out double value, out _)
            || double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        output.Write(Encoding.ASCII.GetBytes(JavaText.OfDouble(value)));
    }

    /// <summary>Appends a string as Jackson's generator writes it: quotes, short escapes, \u00XX for other control characters.</summary>
    internal static void AppendQuoted(ReadOnlySpan<byte> content, IBufferWriter<byte> output, bool lowerHex = false)
    {
        output.Write("\""u8);
        var start = 0;
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (c >= 0x20 && c != '"' && c != '\\')
                continue;
            output.Write(content[start..i]);
            start = i + 1;
            switch (c)
            {
                case (byte)'"': output.Write("\\\""u8); break;
                case (byte)'\\': output.Write("\\\\"u8); break;
                case (byte)'\b': output.Write("\\b"u8); break;
                case (byte)'\t': output.Write("\\t"u8); break;
                case (byte)'\n': output.Write("\\n"u8); break;
                case (byte)'\f': output.Write("\\f"u8); break;
                case (byte)'\r': output.Write("\\r"u8); break;
                default: output.Write(Encoding.ASCII.GetBytes(lowerHex ? $"\\u{(int)c:x4}" : $"\\u{(int)c:X4}")); break;
            }
        }
        output.Write(content[start..]);
        output.Write("\""u8);
    }

    private static int AppendShort(byte escaped, IBufferWriter<byte> output)
    {
        var c = escaped switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => escaped,
        };
        output.Write([c]);
        return 2;
    }

    // \uXXXX, or two of them that form one code point. Text.encode writes a lone surrogate as '?'.
    private static int AppendUnicode(ReadOnlySpan<byte> escape, IBufferWriter<byte> output)
    {
        var high = Hex(escape);
        var taken = 6;
        Rune rune;
        if (char.IsHighSurrogate(high) && escape.Length >= 12 && escape[6] == '\\' && escape[7] == 'u' && char.IsLowSurrogate(Hex(escape[6..])))
        {
            rune = new Rune(high, Hex(escape[6..]));
            taken = 12;
        }
        else
        {
            rune = char.IsSurrogate(high) ? new Rune('?') : new Rune(high);
        }
        Span<byte> bytes = stackalloc byte[4];
        output.Write(bytes[..rune.EncodeToUtf8(bytes)]);
        return taken;
    }

    private static char Hex(ReadOnlySpan<byte> escape)
    {
        var value = 0;
        for (var i = 2; i < 6; i++)
            value = (value << 4) | Convert.ToInt32(((char)escape[i]).ToString(), 16);
        return (char)value;
    }
}
