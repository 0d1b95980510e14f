using Nonolive.Hive.Native;

namespace Nonolive.Hive.Semantics.Library;

internal static class NumberLibrary
{
    internal static readonly ScalarFunction[] All =
    [
        // Java's long wraps around where DuckDB's BIGINT stops the query.
        Wrapping("hv_add", (a, b) => unchecked(a + b)),
        Wrapping("hv_subtract", (a, b) => unchecked(a - b)),
        Wrapping("hv_multiply", (a, b) => unchecked(a * b)),
        // Exact for cubes, as Math.cbrt of Java is.
        Define.Rows("hv_cbrt", ["DOUBLE"], "DOUBLE", (arguments, row, result) => result.Set(row, Cbrt(arguments[0].Value<double>(row)))),
        Define.Rows("hv_wrap", ["HUGEINT"], "BIGINT", (arguments, row, result) => result.Set(row, unchecked((long)arguments[0].Value<Int128>(row)))),
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
        Define.Rows("hv_conv", ["VARCHAR", "INTEGER", "INTEGER"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, Conv.Convert(arguments[0].Text(row), arguments[1].Value<int>(row), arguments[2].Value<int>(row)))),
    ];

    /// <summary>The C library's result may be off by one unit in the last place (27); a step of Newton's mends it.</summary>
    private static double Cbrt(double value)
    {
        var root = Math.Cbrt(value);
        return root == 0 || !double.IsFinite(root) ? root : root - (root * root * root - value) / (3 * root * root);
    }

    private static ScalarFunction Wrapping(string name, Func<long, long, long> operation) => new(name, ["BIGINT", "BIGINT"], "BIGINT", (arguments, result) =>
    {
        var left = arguments[0];
        var right = arguments[1];
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (left.IsNull(row) || right.IsNull(row))
                result.SetNull(row);
            else
                result.Set(row, operation(left.Value<long>(row), right.Value<long>(row)));
        }
    });
}
