using System.Globalization;
using System.Numerics;
using Nonolive.Hive.Binding;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Emit;

/// <summary>
/// Decimals that are known when a statement is bound. Hive computes them before it plans. As operands of arithmetic they have the
/// precision and scale of their own digits, whatever their type is (WritableConstantHiveDecimalObjectInspector): d % 10 takes 10 for a
/// decimal(2,0).
/// </summary>
internal static class Constants
{
    /// <summary>A literal without zeros at either end; null where the text is no decimal of 38 digits.</summary>
    public static Bound? Decimal(string text)
    {
        var negative = text.StartsWith('-');
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = (point < 0 ? digits : digits[..point]).TrimStart('0');
        var fraction = point < 0 ? "" : digits[(point + 1)..].TrimEnd('0');
        if (!whole.Concat(fraction).All(char.IsAsciiDigit) || whole.Length + fraction.Length > HiveTypeParser.MaxPrecision)
            return null;
        var type = HiveType.Decimal(Math.Max(1, whole.Length + fraction.Length), fraction.Length);
        var normal = (negative && whole.Length + fraction.Length > 0 ? "-" : "") + (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction);
        return new Bound($"CAST('{normal}' AS {type.DuckDb})", type) { Literal = normal };
    }

    /// <summary>A literal as a decimal; null where the value is none, or no number that fits.</summary>
    public static Bound? Cast(Bound value, HiveType type) =>
        value.Literal is { } literal && NumberText.TryDecimal(literal, type.Precision, type.Scale, out var unscaled) ? Typed(unscaled, type) : null;

    private static Bound Typed(BigInteger unscaled, HiveType type) =>
        new($"CAST('{DecimalText.Of(unscaled, type.Scale)}' AS {type.DuckDb})", type) { Literal = DecimalText.Trimmed(unscaled, type.Scale) };

    /// <summary>A sum, difference or product of two literals, rounded to the type that Hive gives it; null where either is no literal.</summary>
    public static Bound? Apply(string sign, Bound left, Bound right, HiveType type)
    {
        if (Read(left) is not var (a, s) || Read(right) is not var (b, t))
            return null;
        var scale = Math.Max(s, t);
        (BigInteger Value, int Scale)? exact = sign switch
        {
            "+" => (Raised(a, scale - s) + Raised(b, scale - t), scale),
            "-" => (Raised(a, scale - s) - Raised(b, scale - t), scale),
            "*" => (a * b, s + t),
            _ => null,
        };
        if (exact is not var (value, found))
            return null;
        var rounded = value.Sign * NumberText.Rescale(BigInteger.Abs(value), found, type.Scale);
        return BigInteger.Abs(rounded) < BigInteger.Pow(10, type.Precision) ? Typed(rounded, type) : null;
    }

    private static BigInteger Raised(BigInteger value, int digits) => value * BigInteger.Pow(10, digits);

    private static (BigInteger Unscaled, int Scale)? Read(Bound value)
    {
        if (value.Literal is not { } text || value.Type.IsText)
            return null;
        var point = text.IndexOf('.');
        var digits = point < 0 ? text : text.Remove(point, 1);
        return BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var unscaled) ? (unscaled, point < 0 ? 0 : text.Length - point - 1) : null;
    }
}
