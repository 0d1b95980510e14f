using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Semantics;

/// <summary>Texts of numbers as Java prints them, which is how Hive turns double and float into string.</summary>
internal static class JavaText
{
    private const int DoubleSignificandBits = 53;
    private const int FloatSignificandBits = 24;

    /// <summary>Double.toString: <c>1.0E10</c>, <c>0.001</c>, <c>NaN</c>, <c>-Infinity</c>.</summary>
    internal static string OfDouble(double value)
    {
        if (Special(value) is { } special)
            return special;
        var magnitude = Math.Abs(value);
        if (Short(magnitude, magnitude.ToString("E16", CultureInfo.InvariantCulture)) is { } quick)
            return value < 0 ? "-" + quick : quick;
        var bits = BitConverter.DoubleToInt64Bits(magnitude);
        var exponent = (int)(bits >> 52);
        var fraction = bits & ((1L << 52) - 1);
        var significant = DoubleSignificandBits;
        if (exponent == 0)
        {
            var leading = (int)long.LeadingZeroCount(fraction);
            fraction <<= leading - 11;
            exponent = 1 - (leading - 11);
            significant = 64 - leading;
        }
        else
        {
            fraction |= 1L << 52;
        }
        return Format(value < 0, JavaDigits.Of(exponent - 1023, fraction, significant));
    }

    /// <summary>Float.toString.</summary>
    internal static string OfFloat(float value)
    {
        if (Special(value) is { } special)
            return special;
        var bits = BitConverter.SingleToInt32Bits(MathF.Abs(value));
        var exponent = bits >> 23;
        var fraction = (long)(bits & ((1 << 23) - 1));
        var significant = FloatSignificandBits;
        if (exponent == 0)
        {
            var leading = (int)long.LeadingZeroCount(fraction) - 32;
            fraction <<= leading - 8;
            exponent = 1 - (leading - 8);
            significant = 32 - leading;
        }
        else
        {
            fraction |= 1L << 23;
        }
        return Format(value < 0, JavaDigits.Of(exponent - 127, fraction << 29, significant));
    }

    private static string? Special(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        0 => double.IsNegative(value) ? "-0.0" : "0.0",
        _ => null,
    };

    // Where the decimal has at most 15 digits and is written without an exponent, there is only one shortest form and Java
    // finds it; the long way is for the rest.
    private static string? Short(double magnitude, string seventeenDigits)
    {
        if (magnitude is < 1e-3 or >= 1e7)
            return null;
        var mantissa = seventeenDigits.AsSpan(0, seventeenDigits.IndexOf('E'));
        if (!mantissa.EndsWith("00"))
        {
            var shortest = magnitude.ToString("R", CultureInfo.InvariantCulture);
            return shortest.Length <= 16 && !shortest.Contains('E') ? WithPoint(shortest) : null;
        }
        return WithPoint(magnitude.ToString("R", CultureInfo.InvariantCulture));
    }

    private static string WithPoint(string text) => text.Contains('.') ? text : text + ".0";

    // FloatingDecimal.BinaryToASCIIBuffer.getChars: plain from 10^-3 up to 10^7, else d.dddE±n.
    private static string Format(bool negative, (string Digits, int Exponent) value)
    {
        var (digits, exponent) = value;
        var text = new StringBuilder(26);
        if (negative)
            text.Append('-');
        if (exponent is > 0 and < 8)
        {
            if (digits.Length <= exponent)
                return text.Append(digits).Append('0', exponent - digits.Length).Append(".0").ToString();
            return text.Append(digits, 0, exponent).Append('.').Append(digits, exponent, digits.Length - exponent).ToString();
        }
        if (exponent is <= 0 and > -3)
            return text.Append("0.").Append('0', -exponent).Append(digits).ToString();
        text.Append(digits[0]).Append('.');
        text.Append(digits.Length > 1 ? digits[1..] : "0");
        return text.Append('E').Append((exponent - 1).ToString(CultureInfo.InvariantCulture)).ToString();
    }
}
