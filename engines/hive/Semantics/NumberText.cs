using System.Globalization;
using System.Numerics;

namespace Nonolive.Hive.Semantics;

/// <summary>Numbers from text, by the rules that casts and the text SerDe share.</summary>
internal static class NumberText
{
    /// <summary>
    /// LazyLong.parseLong: digits with a sign; a fraction of digits is cut off. False for anything else and out of range.
    /// </summary>
    internal static bool TryInteger(ReadOnlySpan<byte> text, long least, long most, out long value)
    {
        value = 0;
        if (text.IsEmpty)
            return false;
        var negative = text[0] == '-';
        var at = negative || text[0] == '+' ? 1 : 0;
        if (at == text.Length)
            return false;
        long result = 0;
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if ((uint)digit > 9)
            {
                if (text[at] == '.')
                    break;
                return false;
            }
            // Negative numbers reach one further, so the sum is kept negative.
            if (result < long.MinValue / 10 || result * 10 < long.MinValue + digit)
                return false;
            result = result * 10 - digit;
        }
        for (at++; at < text.Length; at++)
        {
            if (text[at] - '0' is < 0 or > 9)
                return false;
        }
        if (!negative)
        {
            if (result == long.MinValue)
                return false;
            result = -result;
        }
        value = result;
        return result >= least && result <= most;
    }

    /// <summary>Casts also pass over blanks around a number (LazyLong.parseLong with trim).</summary>
    internal static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text) => text.Trim(" "u8);

    /// <summary>Double.parseDouble: white space around it, an exponent, NaN, Infinity, a trailing d or f, hexadecimal.</summary>
    internal static bool TryDouble(ReadOnlySpan<char> text, out double value)
    {
        text = Dates.DateText.TrimJava(text);
        value = 0;
        if (text.IsEmpty)
            return false;
        var unsigned = text[0] is '+' or '-' ? text[1..] : text;
        if (unsigned is "NaN")
        {
            value = double.NaN;
            return true;
        }
        if (unsigned is "Infinity")
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        if (unsigned.Length > 2 && unsigned[0] == '0' && (unsigned[1] | 0x20) == 'x')
            return TryHexadecimal(unsigned[2..], text[0] == '-', out value);
        if (text[^1] is 'd' or 'D' or 'f' or 'F')
            text = text[..^1];
        // .NET also takes "Infinity" in other spellings and thousands; Java starts with a digit or a point.
        return unsigned.Length > 0 && (char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.')
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    /// HiveDecimal.create and enforcePrecisionScale: rounded half up to <paramref name="scale"/>; false where it is no number or
    /// has more whole digits than fit. The result is the value times 10^scale.
    /// </summary>
    internal static bool TryDecimal(ReadOnlySpan<char> text, int precision, int scale, out BigInteger unscaled)
    {
        unscaled = 0;
        text = Dates.DateText.TrimJava(text);
        var exponent = 0;
        var e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > 1000)
                return false;
            text = text[..e];
        }
        var negative = !text.IsEmpty && text[0] == '-';
        if (negative || (!text.IsEmpty && text[0] == '+'))
            text = text[1..];
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.IsEmpty && fraction.IsEmpty)
            return false;
        BigInteger value = 0;
        foreach (var part in new[] { whole.ToString(), fraction.ToString() })
        {
            foreach (var c in part)
            {
                if (!char.IsAsciiDigit(c))
                    return false;
            }
            if (part.Length > 0)
                value = value * BigInteger.Pow(10, part.Length) + BigInteger.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
        }
        value = Rescale(value, fraction.Length - exponent, scale);
        unscaled = negative ? -value : value;
        return value < BigInteger.Pow(10, precision);
    }

    /// <summary>Changes the scale of a value that is not negative, rounding half up.</summary>
    internal static BigInteger Rescale(BigInteger value, int from, int to)
    {
        if (to >= from)
            return value * BigInteger.Pow(10, to - from);
        var divisor = BigInteger.Pow(10, from - to);
        var quotient = BigInteger.DivRem(value, divisor, out var rest);
        return rest * 2 >= divisor ? quotient + 1 : quotient;
    }

    private static bool TryHexadecimal(ReadOnlySpan<char> digits, bool negative, out double value)
    {
        value = 0;
        var p = digits.IndexOfAny('p', 'P');
        if (p < 0 || !int.TryParse(digits[(p + 1)..].TrimEnd("dDfF"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            return false;
        var any = false;
        var point = false;
        foreach (var c in digits[..p])
        {
            if (c == '.' && !point)
            {
                point = true;
                continue;
            }
            if (!char.IsAsciiHexDigit(c))
                return false;
            value = value * 16 + Convert.ToInt32(c.ToString(), 16);
            any = true;
            if (point)
                exponent -= 4;
        }
        value = Math.ScaleB(negative ? -value : value, exponent);
        return any;
    }
}
