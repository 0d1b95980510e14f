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
        if (!TryParts(number, out var negative, out var digits, out var scale))
            return number.ToUpperInvariant() switch { "NAN" or "-NAN" => "\uFFFD", "INF" or "INFINITY" => "\u221E", "-INF" or "-INFINITY" => "-\u221E", _ => number };
        var rounded = RoundHalfEven(digits, scale, decimals);
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
