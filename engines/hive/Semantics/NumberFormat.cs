using System.Globalization;
using System.Numerics;
using System.Text;

namespace Nonolive.Hive.Semantics;

/// <summary>format_number: java.text.DecimalFormat with <c>#,###,###,###,###,###,##0.00</c>, which rounds half to even.</summary>
internal static class NumberFormat
{
    internal static string WithGroups(string number, int decimals)
    {
        if (decimals < 0)
            throw new FormatException($"Argument 2 of function FORMAT_NUMBER must be >= 0, but \"{decimals}\" was found");
        return TryParts(number, out var negative, out var digits, out var scale)
            ? Text(negative, RoundHalfEven(digits, scale, decimals), decimals)
            : number.ToUpperInvariant() switch { "NAN" or "-NAN" => "\uFFFD", "INF" or "INFINITY" => "\u221E", "-INF" or "-INFINITY" => "-\u221E", _ => number };
    }

    /// <summary>
    /// The digits of Double.toString; where some are rounded away the exact value decides: 0.015 is a little less than it looks.
    /// </summary>
    internal static string WithGroups(double number, int decimals)
    {
        if (decimals < 0 || !double.IsFinite(number))
            return WithGroups(number.ToString(CultureInfo.InvariantCulture), decimals);
        if (TryParts(JavaText.OfDouble(number), out var below, out var digits, out var scale) && scale <= decimals)
            return Text(below, RoundHalfEven(digits, scale, decimals), decimals);
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & ((1L << 52) - 1);
        exponent = exponent == 0 ? -1074 : exponent - 1075;
        if (exponent != -1074 || ((bits >> 52) & 0x7FF) == 1)
            mantissa |= 1L << 52;
        var negative = bits < 0;
        return exponent >= 0
            ? Text(negative, RoundHalfEven(new BigInteger(mantissa) << exponent, 0, decimals), decimals)
            : Text(negative, RoundHalfEven(mantissa * BigInteger.Pow(5, -exponent), -exponent, decimals), decimals);
    }

    private static string Text(bool negative, BigInteger rounded, int decimals)
    {
        var text = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var whole = text[..(text.Length - decimals)];
        var result = new StringBuilder();
        if (negative)
            result.Append('-');
        for (var i = 0; i < whole.Length; i++)
        {
            if (i > 0 && (whole.Length - i) % 3 == 0)
                result.Append(',');
            result.Append(whole[i]);
        }
        if (decimals > 0)
            result.Append('.').Append(text, text.Length - decimals, decimals);
        return result.ToString();
    }

    private static bool TryParts(string number, out bool negative, out BigInteger digits, out int scale)
    {
        negative = number.StartsWith('-');
        digits = 0;
        scale = 0;
        var text = negative ? number[1..] : number;
        var e = text.IndexOfAny(['e', 'E']);
        var exponent = 0;
        if (e >= 0 && !int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return false;
        if (e >= 0)
            text = text[..e];
        var point = text.IndexOf('.');
        if (point >= 0)
        {
            scale = text.Length - point - 1;
            text = text.Remove(point, 1);
        }
        scale -= exponent;
        return BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out digits);
    }

    private static BigInteger RoundHalfEven(BigInteger digits, int from, int to)
    {
        if (to >= from)
            return digits * BigInteger.Pow(10, to - from);
        var divisor = BigInteger.Pow(10, from - to);
        var quotient = BigInteger.DivRem(digits, divisor, out var rest);
        var twice = (rest * 2).CompareTo(divisor);
        return twice > 0 || (twice == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
