using Nonolive.Hive.Binding;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Emit;

/// <summary>
/// Decimal arithmetic with Hive's precision and scale (GenericUDFOPPlus and siblings). DuckDB adds and multiplies decimals
/// exactly while 38 digits suffice; division and what is wider goes through the function library, digit by digit.
/// </summary>
internal static class Decimals
{
    public static Bound Apply(string sign, Bound left, Bound right)
    {
        var (a, b) = (AsDecimal(left), AsDecimal(right));
        var (p1, s1, p2, s2) = (a.Type.Precision, a.Type.Scale, b.Type.Precision, b.Type.Scale);
        switch (sign)
        {
            case "+" or "-":
                var scale = Math.Max(s1, s2);
                var precision = Math.Max(p1 - s1, p2 - s2) + scale + 1;
                var sum = TypeRules.AdjustedDecimal(precision, scale);
                if (Constants.Apply(sign, a, b, sum) is { } known)
                    return known;
                return precision > 38 ? Wide(sign == "+" ? "add" : "subtract", a, b, sum) : new Bound($"({a.Sql} {sign} {b.Sql})", sum);
            case "*":
                var product = TypeRules.AdjustedDecimal(p1 + p2 + 1, s1 + s2);
                if (Constants.Apply(sign, a, b, product) is { } both)
                    return both;
                return p1 + p2 + 1 > 38 ? Wide("multiply", a, b, product) : new Bound($"CAST({a.Sql} * {b.Sql} AS {product.DuckDb})", product);
            case "/":
                var quotientScale = Math.Max(6, s1 + p2 + 1);
                return Quotient(a, b, TypeRules.AdjustedDecimal(p1 - s1 + s2 + quotientScale, quotientScale));
            default:
                var modScale = Math.Max(s1, s2);
                var rest = TypeRules.AdjustedDecimal(Math.Min(p1 - s1, p2 - s2) + modScale, modScale);
                return new Bound($"CAST({a.Sql} % {b.Sql} AS {rest.DuckDb})", rest);
        }
    }

    /// <summary>Exact division, rounded half up to the type's scale; NULL by zero.</summary>
    public static Bound Quotient(Bound a, Bound b, HiveType type) => Wide("divide", a, b, type);

    private static Bound Wide(string name, Bound a, Bound b, HiveType type) =>
        new($"CAST(hv_decimal_{name}(CAST({a.Sql} AS VARCHAR), CAST({b.Sql} AS VARCHAR), {type.Precision}, {type.Scale}) AS {type.DuckDb})", type);

    private static Bound AsDecimal(Bound value)
    {
        var type = TypeRules.AsDecimal(value.Type);
        if (value.Literal is { } literal && !value.Type.IsText && Constants.Decimal(literal) is { } constant)
            return constant;
        return value.Type.Kind == HiveKind.Decimal ? value : new Bound($"CAST({value.Sql} AS {type.DuckDb})", type);
    }
}
