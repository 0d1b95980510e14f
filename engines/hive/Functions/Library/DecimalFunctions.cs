using System.Globalization;
using System.Numerics;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics;

namespace Nonolive.Hive.Functions.Library;

/// <summary>Decimal arithmetic beyond what DuckDB's 38-digit decimals can do exactly; operands and results are text.</summary>
internal static class DecimalFunctions
{
    private delegate (BigInteger Unscaled, int Scale)? Operation(BigInteger left, int leftScale, BigInteger right, int rightScale, int scale);

    public static IEnumerable<ScalarFunction> All =>
    [
        Function("add", (a, s, b, t, _) => (Align(a, s, t) + Align(b, t, s), Math.Max(s, t))),
        Function("subtract", (a, s, b, t, _) => (Align(a, s, t) - Align(b, t, s), Math.Max(s, t))),
        Function("multiply", (a, s, b, t, _) => (a * b, s + t)),
        Function("divide", Divide),
    ];

    /// <summary>One digit more than asked for, and a sticky one behind it, make the later rounding exact.</summary>
    private static (BigInteger, int)? Divide(BigInteger a, int s, BigInteger b, int t, int scale)
    {
        if (b.IsZero)
            return null;
        var shift = scale + 1 + t - s;
        var numerator = shift >= 0 ? a * BigInteger.Pow(10, shift) : a;
        var denominator = shift >= 0 ? b : b * BigInteger.Pow(10, -shift);
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        return (quotient * 10 + (rest.IsZero ? 0 : numerator.Sign * denominator.Sign), scale + 2);
    }

    private static BigInteger Align(BigInteger value, int scale, int other) => other > scale ? value * BigInteger.Pow(10, other - scale) : value;

    private static ScalarFunction Function(string name, Operation operation) =>
        new("hv_decimal_" + name, ["VARCHAR", "VARCHAR", "INTEGER", "INTEGER"], "VARCHAR", (arguments, result) =>
        {
            var left = arguments[0];
            var right = arguments[1];
            var precisions = arguments[2];
            var scales = arguments[3];
            for (var row = 0; row < arguments.Rows; row++)
            {
                if (left.IsNull(row) || right.IsNull(row))
                {
                    result.SetNull(row);
                    continue;
                }
                var (a, s) = Read(left.Text(row));
                var (b, t) = Read(right.Text(row));
                var scale = scales.Value<int>(row);
                var rounded = operation(a, s, b, t, scale) is var (value, found) ? value.Sign * NumberText.Rescale(BigInteger.Abs(value), found, scale) : (BigInteger?)null;
                // A result with too many digits is NULL, as HiveDecimal.enforcePrecisionScale has it.
                if (rounded is { } fit && BigInteger.Abs(fit) < BigInteger.Pow(10, precisions.Value<int>(row)))
                    result.SetText(row, DecimalText.Of(fit, scale));
                else
                    result.SetNull(row);
            }
        });

    private static (BigInteger Unscaled, int Scale) Read(string text)
    {
        var point = text.IndexOf('.');
        return point < 0 ? (BigInteger.Parse(text, CultureInfo.InvariantCulture), 0)
            : (BigInteger.Parse(text.Remove(point, 1), CultureInfo.InvariantCulture), text.Length - point - 1);
    }
}
