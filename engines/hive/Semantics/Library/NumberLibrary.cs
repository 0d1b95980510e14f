using System.Numerics;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Semantics.Library;

internal static class NumberLibrary
{
    internal static readonly ScalarFunction[] All =
    [
        Define.Rows("hv_double_text", ["DOUBLE"], "VARCHAR", (arguments, row, result) => result.SetText(row, JavaText.OfDouble(arguments[0].Value<double>(row)))),
        Define.Rows("hv_float_text", ["FLOAT"], "VARCHAR", (arguments, row, result) => result.SetText(row, JavaText.OfFloat(arguments[0].Value<float>(row)))),
        Define.Rows("hv_parse_double", ["VARCHAR"], "DOUBLE", (arguments, row, result) =>
            Define.SetOrNull(result, row, NumberText.TryDouble(arguments[0].Text(row), out var value) ? value : (double?)null)),
        Define.Rows("hv_parse_bigint", ["VARCHAR"], "BIGINT", (arguments, row, result) =>
            Define.SetOrNull(result, row, NumberText.TryInteger(NumberText.TrimBlanks(arguments[0].Utf8(row)), long.MinValue, long.MaxValue, out var value) ? value : (long?)null)),
        Define.Rows("hv_parse_decimal", ["VARCHAR", "INTEGER", "INTEGER"], "VARCHAR", (arguments, row, result) =>
        {
            var scale = arguments[2].Value<int>(row);
            var parsed = NumberText.TryDecimal(arguments[0].Text(row), arguments[1].Value<int>(row), scale, out var value);
            result.SetText(row, parsed ? DecimalText.Of(value, scale) : null);
        }),
        Decimal("hv_decimal_add", (a, b) => a + b),
        Decimal("hv_decimal_subtract", (a, b) => a - b),
        Decimal("hv_decimal_multiply", (a, b) => a * b),
        Decimal("hv_decimal_divide", (a, b) => a / b),
        Define.Rows("hv_conv", ["VARCHAR", "INTEGER", "INTEGER"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, Conv.Convert(arguments[0].Text(row), arguments[1].Value<int>(row), arguments[2].Value<int>(row)))),
    ];

    private static ScalarFunction Decimal(string name, Func<Fraction, Fraction, Fraction?> operation) =>
        Define.Rows(name, ["VARCHAR", "VARCHAR", "INTEGER", "INTEGER"], "VARCHAR", (arguments, row, result) =>
        {
            var (precision, scale) = (arguments[2].Value<int>(row), arguments[3].Value<int>(row));
            var value = operation(Fraction.Of(arguments[0].Text(row)), Fraction.Of(arguments[1].Text(row)))?.Round(scale);
            var fits = value is { } known && BigInteger.Abs(known) < BigInteger.Pow(10, precision);
            result.SetText(row, fits ? DecimalText.Of(value!.Value, scale) : null);
        });

    /// <summary>A decimal as an exact fraction.</summary>
    private readonly record struct Fraction(BigInteger Top, BigInteger Bottom)
    {
        internal static Fraction Of(string text)
        {
            var point = text.IndexOf('.');
            var scale = point < 0 ? 0 : text.Length - point - 1;
            var digits = BigInteger.Parse(point < 0 ? text : text.Remove(point, 1), System.Globalization.CultureInfo.InvariantCulture);
            return new Fraction(digits, BigInteger.Pow(10, scale));
        }

        public static Fraction? operator +(Fraction a, Fraction b) => new Fraction(a.Top * b.Bottom + b.Top * a.Bottom, a.Bottom * b.Bottom);

        public static Fraction? operator -(Fraction a, Fraction b) => a + new Fraction(-b.Top, b.Bottom);

        public static Fraction? operator *(Fraction a, Fraction b) => new Fraction(a.Top * b.Top, a.Bottom * b.Bottom);

        public static Fraction? operator /(Fraction a, Fraction b) => b.Top.IsZero ? null : new Fraction(a.Top * b.Bottom, a.Bottom * b.Top);

        /// <summary>Half up, away from zero.</summary>
        internal BigInteger Round(int scale)
        {
            var top = BigInteger.Abs(Top) * BigInteger.Pow(10, scale);
            var bottom = BigInteger.Abs(Bottom);
            var quotient = BigInteger.DivRem(top, bottom, out var rest);
            if (rest * 2 >= bottom)
                quotient++;
            return Top.Sign * Bottom.Sign < 0 ? -quotient : quotient;
        }
    }
}
