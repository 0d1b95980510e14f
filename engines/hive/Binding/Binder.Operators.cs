using Nonolive.Hive.Emit;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>Operators, with the result types of GenericUDFBaseNumeric and the conversions of GenericUDFBaseCompare.</summary>
internal sealed partial class Binder
{
    private Bound? BindOperator(CallExpr call, BlockContext block)
    {
        switch (call.Name)
        {
            case "and" or "or":
                var sides = call.Arguments.Select(side => Condition(side, call.Name, block)).ToList();
                return new Bound($"({sides[0]} {call.Name.ToUpperInvariant()} {sides[1]})", HiveType.Boolean);
            case "not" or "!" when call.Arguments.Count == 1:
                return new Bound($"(NOT {Condition(call.Arguments[0], "NOT", block)})", HiveType.Boolean);
            case "=" or "<>" or "<" or "<=" or ">" or ">=" or "<=>":
                return Compare(call.Name, BindExpression(call.Arguments[0], block), BindExpression(call.Arguments[1], block), call.At);
            case "between" when call.Arguments.Count == 3:
                var value = BindExpression(call.Arguments[0], block);
                var low = Compare(">=", value, BindExpression(call.Arguments[1], block), call.At);
                var high = Compare("<=", value, BindExpression(call.Arguments[2], block), call.At);
                return new Bound($"({low.Sql} AND {high.Sql})", HiveType.Boolean);
            case "is null" or "is not null":
                return new Bound($"({BindExpression(call.Arguments[0], block).Sql} {call.Name.ToUpperInvariant()})", HiveType.Boolean);
            case "is true" or "is false" or "is not true" or "is not false":
                var tested = ConvertTo(BindExpression(call.Arguments[0], block), HiveType.Boolean, call.At);
                return new Bound($"({tested.Sql} {call.Name.ToUpperInvariant()})", HiveType.Boolean);
            case "like":
                return Like(BindExpression(call.Arguments[0], block), BindExpression(call.Arguments[1], block), call.At);
            case "+" or "-" or "*" or "/" or "%" or "div":
                return Arithmetic(call.Name, BindExpression(call.Arguments[0], block), BindExpression(call.Arguments[1], block), call.At);
            case "&" or "|" or "^":
                return Bitwise(call.Name, BindExpression(call.Arguments[0], block), BindExpression(call.Arguments[1], block), call.At);
            case "~" or "negative":
                return Unary(call.Name, BindExpression(call.Arguments[0], block), call.At);
            default:
                return null;
        }
    }

    private string Condition(Expr side, string name, BlockContext block)
    {
        var bound = BindExpression(side, block);
        return bound.Type.Kind is HiveKind.Boolean or HiveKind.Void ? ConvertTo(bound, HiveType.Boolean, side.At).Sql
            : throw HiveFault.Semantic($"{name.ToUpperInvariant()} takes conditions (boolean), not {bound.Type}.", side.At, "Compare the value with something.");
    }

    private Bound Compare(string sign, Bound left, Bound right, int at)
    {
        (left, right) = (Narrow(left, right), Narrow(right, left));
        var type = TypeRules.ForComparison(left.Type, right.Type);
        if (type is null && (left.Type.IsPrimitive || right.Type.IsPrimitive))
            throw HiveFault.Semantic($"'{sign}' cannot compare {left.Type} with {right.Type}.", at, "Convert one of them with CAST.");
        if (type is null || !type.IsPrimitive)
        {
            if (type is null || type.Kind == HiveKind.Map || sign is not ("=" or "<>" or "<=>"))
                throw HiveFault.Refused($"'{sign}' between {left.Type} and {right.Type}", at);
        }
        RequireSafe(left, right, at);
        var (a, b) = (ConvertTo(left, type, at).Sql, ConvertTo(right, type, at).Sql);
        return new Bound(sign == "<=>" ? $"({a} IS NOT DISTINCT FROM {b})" : $"({a} {sign} {b})", HiveType.Boolean);
    }

    /// <summary>A literal beside a column takes the column's type where its text is such a number (TypeCheckProcFactory).</summary>
    private static Bound Narrow(Bound value, Bound beside)
    {
        if (value.Literal is null || beside.Column is null || value.Type.Equals(beside.Type))
            return value;
        var text = value.Literal;
        if (beside.Type.IsInteger && long.TryParse(text, out var number) && text == Sql.Number(number))
            return new Bound($"CAST({text} AS {beside.Type.DuckDb})", beside.Type) { Literal = text };
        return beside.Type.Kind is HiveKind.Double or HiveKind.Float && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) && !text.Contains(' ')
            ? new Bound($"CAST('{text}' AS {beside.Type.DuckDb})", beside.Type) { Literal = text } : value;
    }

    /// <summary>hive.strict.checks.type.safety is on in 3.1: bigint beside string or double would lose digits in a double.</summary>
    private void RequireSafe(Bound left, Bound right, int at)
    {
        var (big, other) = left.Type.Kind == HiveKind.BigInt ? (left, right) : (right, left);
        if (big.Type.Kind != HiveKind.BigInt || !(other.Type.IsText || other.Type.Kind == HiveKind.Double))
            return;
        if (Flag("hive.strict.checks.type.safety", true))
        {
            throw HiveFault.Semantic($"Unsafe compares between different types are disabled for safety reasons: bigint with {other.Type}.", at,
                "CAST one side, or SET hive.strict.checks.type.safety=false;");
        }
    }

    /// <summary>UDFLike: only \% and \_ are escapes, any other backslash is itself.</summary>
    private static Bound Like(Bound value, Bound pattern, int at)
    {
        var text = ConvertTo(value, HiveType.String, at).Sql;
        if (pattern.Literal is { } literal)
        {
            var escaped = new System.Text.StringBuilder();
            for (var i = 0; i < literal.Length; i++)
                escaped.Append(literal[i] == '\\' && !(i + 1 < literal.Length && literal[i + 1] is '%' or '_') ? "\\\\" : literal[i].ToString());
            // Without an escape DuckDB has faster ways for the usual patterns.
            return new Bound($"({text} LIKE {Sql.Text(escaped.ToString())}{(literal.Contains('\\') ? " ESCAPE '\\'" : "")})", HiveType.Boolean);
        }
        var sql = ConvertTo(pattern, HiveType.String, at).Sql;
        return new Bound($"({text} LIKE regexp_replace({sql}, '\\\\([^%_]|$)', '\\\\\\\\\\1', 'g') ESCAPE '\\')", HiveType.Boolean);
    }

    private static Bound Arithmetic(string sign, Bound left, Bound right, int at)
    {
        if (sign is "+" or "-" && DateArithmetic(sign, left, right, at) is { } dated)
            return dated;
        HiveFault Wrong(Bound side) => HiveFault.Semantic($"'{sign}' takes numbers, not {side.Type}.", at);
        if (!Arithmetical(left.Type))
            throw Wrong(left);
        if (!Arithmetical(right.Type))
            throw Wrong(right);
        if (sign == "div" && (!left.Type.IsInteger || !right.Type.IsInteger))
            return DivideWhole(left, right, at);
        var exact = Exact(left.Type) && Exact(right.Type);
        if (exact && (left.Type.Kind == HiveKind.Decimal || right.Type.Kind == HiveKind.Decimal))
            return Decimals.Apply(sign, left, right);
        if (sign == "/" || !exact)
        {
            var approximate = sign != "/" && left.Type.Kind != HiveKind.Double && right.Type.Kind != HiveKind.Double && !left.Type.IsText && !right.Type.IsText
                && left.Type.Kind != HiveKind.Decimal && right.Type.Kind != HiveKind.Decimal ? HiveType.Float : HiveType.Double;
            return new Bound($"({ConvertTo(left, approximate, at).Sql} {sign} {ConvertTo(right, approximate, at).Sql})", approximate);
        }
        var type = left.Type.Kind == HiveKind.Void ? right.Type : right.Type.Kind == HiveKind.Void || left.Type.Kind > right.Type.Kind ? left.Type : right.Type;
        if (type.Kind == HiveKind.Void)
            return new Bound("CAST(NULL AS DOUBLE)", HiveType.Double);
        if (type.Kind == HiveKind.BigInt && sign is "+" or "-" or "*")
            return Wrapping(sign, left, right, at);
        // Java's integers wrap around; computing in 64 bits and cutting does the same.
        var (a, b) = (ConvertTo(left, HiveType.BigInt, at).Sql, ConvertTo(right, HiveType.BigInt, at).Sql);
        return sign switch
        {
            "div" => new Bound(Casts.Wrap($"({a} // {b})", type), type),
            "%" => new Bound($"CAST({a} % {b} AS {type.DuckDb})", type),
            _ => new Bound(Casts.Wrap($"({a} {sign} {b})", type), type),
        };
    }

    /// <summary>Of columns and literals DuckDB computes, and only what overflows is computed again; deeper expressions are not written twice.</summary>
    private static Bound Wrapping(string sign, Bound left, Bound right, int at)
    {
        var (a, b) = (ConvertTo(left, HiveType.BigInt, at).Sql, ConvertTo(right, HiveType.BigInt, at).Sql);
        var call = $"{(sign == "+" ? "hv_add" : sign == "-" ? "hv_subtract" : "hv_multiply")}({a}, {b})";
        static bool Plain(Bound side) => side.Column is not null || side.Literal is not null;
        return new Bound(Plain(left) && Plain(right) ? $"coalesce(TRY({a} {sign} {b}), {call})" : call, HiveType.BigInt);
    }

    /// <summary>GenericUDFOPDivide's sibling: DIV of anything but integers converts both to bigint (doubles are cut).</summary>
    private static Bound DivideWhole(Bound left, Bound right, int at) =>
        new($"({ConvertTo(left, HiveType.BigInt, at).Sql} // {ConvertTo(right, HiveType.BigInt, at).Sql})", HiveType.BigInt);

    private static bool Arithmetical(HiveType type) => type.IsNumeric || type.IsText || type.Kind == HiveKind.Void;

    private static bool Exact(HiveType type) => type.IsInteger || type.Kind is HiveKind.Decimal or HiveKind.Void;

    private static Bound Bitwise(string sign, Bound left, Bound right, int at)
    {
        if (!left.Type.IsInteger || !right.Type.IsInteger)
            throw HiveFault.Semantic($"'{sign}' takes integers, not {(left.Type.IsInteger ? right : left).Type}.", at);
        var type = left.Type.Kind > right.Type.Kind ? left.Type : right.Type;
        var (a, b) = (ConvertTo(left, type, at).Sql, ConvertTo(right, type, at).Sql);
        return new Bound(sign == "^" ? $"xor({a}, {b})" : $"({a} {sign} {b})", type);
    }

    private static Bound Unary(string sign, Bound value, int at)
    {
        if (sign == "~")
            return value.Type.IsInteger ? new Bound($"(~{value.Sql})", value.Type) : throw HiveFault.Semantic($"'~' takes integers, not {value.Type}.", at);
        if (value is { Type.Kind: HiveKind.Decimal, Literal: { } digits })
            return Constants.Decimal(digits.StartsWith('-') ? digits[1..] : "-" + digits)!;
        if (value.Type.IsText || value.Type.Kind == HiveKind.Void)
            value = ConvertTo(value, HiveType.Double, at);
        return value.Type.IsNumeric || value.Type.Kind is HiveKind.IntervalDayTime or HiveKind.IntervalYearMonth
            ? new Bound($"(-{value.Sql})", value.Type) : throw HiveFault.Semantic($"'-' takes a number, not {value.Type}.", at);
    }
}
