using System.Globalization;
using System.Numerics;

namespace Nonolive.Hive.Semantics;

/// <summary>Decimals as text.</summary>
internal static class DecimalText
{
    /// <summary>All digits of the scale: HiveDecimal.toFormatString, <c>12.50</c>.</summary>
    internal static string Of(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture);
        if (scale > 0)
        {
            digits = digits.PadLeft(scale + 1, '0');
            digits = digits.Insert(digits.Length - scale, ".");
        }
        return unscaled.Sign < 0 ? "-" + digits : digits;
    }

    /// <summary>Without trailing zeros of the fraction: HiveDecimal.toString, <c>12.5</c>.</summary>
    internal static string Trimmed(BigInteger unscaled, int scale)
    {
        var text = Of(unscaled, scale);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') is var trimmed and not "-0" ? trimmed : "0" : text;
    }
}
