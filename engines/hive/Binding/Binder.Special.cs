using Nonolive.Hive.Emit;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>Functions whose result type or SQL depends on more than a signature can say.</summary>
internal sealed partial class Binder
{
    private Bound? BindSpecial(CallExpr call, List<Bound> arguments, BlockContext block)
    {
        HiveFault Wrong(string wanted) => HiveFault.Semantic($"{call.Name}() takes {wanted}, not ({string.Join(", ", arguments.Select(one => one.Type))}).", call.At);
        string Text(Bound value) => ConvertTo(value, HiveType.String, call.At).Sql;
        switch (call.Name)
        {
            case "concat" when arguments.Count > 0 && arguments.All(one => one.Type.IsPrimitive):
                return arguments.All(one => one.Type.Kind == HiveKind.Binary) && arguments.Count > 1
                    ? new Bound($"({string.Join(" || ", arguments.Select(one => one.Sql))})", HiveType.Binary)
                    : new Bound($"({string.Join(" || ", arguments.Select(Text))})", HiveType.String);
            case "substr" or "substring" when arguments is [{ Type.IsText: true } text, ..] && IsPart(arguments):
                return new Bound($"substring({string.Join(", ", arguments.Select(one => one.Sql))})", HiveType.String);
            case "concat_ws" when arguments.Count > 1:
                return ConcatWithSeparator(arguments, call);
            case "printf" when arguments.Count > 0:
                // Java's Boolean has a text of its own; a number's is what cast to string gives.
                var values = arguments.Skip(1).Select(one => one.Type.Kind == HiveKind.Boolean ? $"CAST({one.Sql} AS VARCHAR)" : Text(one));
                return new Bound($"hv_printf({Text(arguments[0])}, CAST([{string.Join(", ", values)}] AS VARCHAR[]))", HiveType.String);
            case "array":
                var element = Unify(arguments, call);
                return new Bound($"[{string.Join(", ", arguments.Select(one => ConvertTo(one, element, call.At).Sql))}]", HiveType.Array(element));
            case "map" when arguments.Count % 2 == 0:
                return MapOf(arguments, call);
            case "struct" when arguments.Count > 0:
                return StructOf([.. arguments.Select((_, index) => $"col{index + 1}")], arguments);
            case "named_struct" when arguments.Count > 0 && arguments.Count % 2 == 0:
                var names = arguments.Where((_, index) => index % 2 == 0).Select(one => one.Literal ?? throw Wrong("constant names")).ToList();
                return StructOf(names, [.. arguments.Where((_, index) => index % 2 == 1)]);
            case "round" or "bround":
                return Round(call, arguments);
            case "floor" or "ceil" or "ceiling":
                return Whole(call, arguments);
            case "pmod" when arguments.Count == 2:
                var rest = Arithmetic("%", arguments[0], arguments[1], call.At);
                var divisor = rest.Type.Kind == HiveKind.Decimal ? arguments[1].Sql : ConvertTo(arguments[1], rest.Type, call.At).Sql;
                return new Bound($"CAST((({rest.Sql} + {divisor}) % {divisor}) AS {rest.Type.DuckDb})", rest.Type);
            case "hash" when arguments.Count > 0:
                return new Bound(Hashes.OfFields([.. arguments]), HiveType.Int);
            case "field" when arguments.Count > 1:
                return Field(arguments);
            case "mod" when arguments.Count == 2:
                return Arithmetic("%", arguments[0], arguments[1], call.At);
            case "greatest" or "least" when arguments.Count > 1:
                var compared = arguments.Select(one => one.Type).Aggregate((a, b) => TypeRules.ForComparison(a, b) ?? throw Wrong("values that compare"));
                var list = string.Join(", ", arguments.Select(one => ConvertTo(one, compared, call.At).Sql));
                return new Bound($"CASE WHEN {string.Join(" OR ", arguments.Select(one => $"{one.Sql} IS NULL"))} THEN NULL ELSE {call.Name}({list}) END", compared);
            case "acos" or "asin" when arguments is [{ Literal: { } outside }] && double.TryParse(outside, System.Globalization.CultureInfo.InvariantCulture, out var cosine) && Math.Abs(cosine) > 1:
                // Computed when Hive plans, where NaN is no constant (udf_acos.q.out).
                return new Bound("CAST(NULL AS DOUBLE)", HiveType.Double);
            case "nullif" when arguments.Count == 2:
                var same = Compare("=", arguments[0], arguments[1], call.At);
                return new Bound($"CASE WHEN {same.Sql} THEN NULL ELSE {arguments[0].Sql} END", arguments[0].Type);
            case "coalesce" or "nvl" when arguments.Count > 0:
                var common = Unify(arguments, call);
                return new Bound($"coalesce({string.Join(", ", arguments.Select(one => ConvertTo(one, common, call.At).Sql))})", common);
            case "current_date":
                return new Bound($"DATE '{context.Now:yyyy-MM-dd}'", HiveType.Date);
            case "current_timestamp":
                return new Bound($"TIMESTAMP '{context.Now:yyyy-MM-dd HH:mm:ss.fff}'", HiveType.Timestamp);
            case "unix_timestamp" when arguments.Count == 0:
                return new Bound($"CAST({context.Now.ToUnixTimeSeconds()} AS BIGINT)", HiveType.BigInt);
            case "current_database":
                return new Bound(Sql.Text(_database), HiveType.String);
            case "grouping" when block.GroupKeys.Count > 0:
                foreach (var one in arguments)
                {
                    if (!block.GroupKeys.Contains(one.Sql))
                        throw HiveFault.Semantic("grouping() takes GROUP BY keys.", call.At);
                }
                return new Bound($"CAST(GROUPING({string.Join(", ", arguments.Select(one => one.Sql))}) AS BIGINT)", HiveType.BigInt);
            default:
                return null;
        }
    }

    /// <summary>GenericUDFField: values of another kind never match, nor does NULL.</summary>
    private static Bound Field(List<Bound> arguments)
    {
        var branches = arguments.Skip(1).Select((one, index) => one.Type.Kind == arguments[0].Type.Kind || (one.Type.IsText && arguments[0].Type.IsText)
            ? $" WHEN {arguments[0].Sql} = {one.Sql} THEN {index + 1}" : "");
        return new Bound($"CASE WHEN {arguments[0].Sql} IS NULL THEN 0{string.Concat(branches)} ELSE 0 END", HiveType.Int);
    }

    // With a constant place and length, as nearly always, none of the odd cases of Hive's substr can arise.
    private static bool IsPart(List<Bound> arguments) => arguments.Count is 2 or 3
        && arguments.Skip(1).All(one => one.Type.Kind == HiveKind.Int && int.TryParse(one.Literal, out var number) && number > 0);

    private static HiveType Unify(List<Bound> arguments, CallExpr call) => arguments.Count == 0 ? HiveType.String
        : arguments.Select(one => one.Type).Aggregate((a, b) => TypeRules.Common(a, b)
            ?? throw HiveFault.Semantic($"The arguments of {call.Name}() should all have the same type: {a} is expected but {b} is found.", call.At)) is { Kind: not HiveKind.Void } type
                ? type : HiveType.String;

    /// <summary>NULL arguments are left out, NULL elements of an array read "null" (GenericUDFConcatWS).</summary>
    private static Bound ConcatWithSeparator(List<Bound> arguments, CallExpr call)
    {
        var separator = ConvertTo(arguments[0], HiveType.String, call.At).Sql;
        if (arguments.Skip(1).All(one => one.Type.IsPrimitive))
        {
            var joined = $"concat_ws({separator}, {string.Join(", ", arguments.Skip(1).Select(one => ConvertTo(one, HiveType.String, call.At).Sql))})";
            return new Bound(arguments[0].Literal is null ? $"CASE WHEN {separator} IS NOT NULL THEN {joined} END" : joined, HiveType.String);
        }
        var lists = arguments.Skip(1).Select(one => one.Type switch
        {
            { Kind: HiveKind.Array, Element.IsText: true } => $"list_transform(coalesce({one.Sql}, []), lambda x: coalesce(x, 'null'))",
            { IsPrimitive: true } => $"list_filter([{ConvertTo(one, HiveType.String, call.At).Sql}], lambda x: x IS NOT NULL)",
            _ => throw HiveFault.Semantic($"concat_ws takes strings and arrays of strings, not {one.Type}.", call.At),
        });
        var all = lists.Aggregate((a, b) => $"list_concat({a}, {b})");
        return new Bound($"CASE WHEN {separator} IS NOT NULL THEN array_to_string({all}, {separator}) END", HiveType.String);
    }

    private static Bound MapOf(List<Bound> arguments, CallExpr call)
    {
        var keys = arguments.Where((_, index) => index % 2 == 0).ToList();
        var values = arguments.Where((_, index) => index % 2 == 1).ToList();
        var (key, value) = (Unify(keys, call), Unify(values, call));
        string List(List<Bound> parts, HiveType type) => $"[{string.Join(", ", parts.Select(part => ConvertTo(part, type, call.At).Sql))}]";
        return arguments.Count == 0 ? new Bound("CAST(MAP {} AS MAP(VARCHAR, VARCHAR))", HiveType.Map(key, value))
            : new Bound($"map({List(keys, key)}, {List(values, value)})", HiveType.Map(key, value));
    }

    private static Bound StructOf(List<string> names, List<Bound> values)
    {
        var type = HiveType.Struct(names.Zip(values, (name, value) => new HiveField(name, value.Type.Kind == HiveKind.Void ? HiveType.String : value.Type)));
        var parts = type.Fields.Zip(values, (part, value) => $"{Sql.Name(part.Name)} := {(value.Type.Kind == HiveKind.Void ? "NULL::VARCHAR" : value.Sql)}");
        return new Bound($"struct_pack({string.Join(", ", parts)})", type);
    }

    /// <summary>GenericUDFRound: half up on the decimal text of the number; bround: half to even.</summary>
    private static Bound Round(CallExpr call, List<Bound> arguments)
    {
        if (arguments.Count is not (1 or 2) || !(arguments[0].Type.IsNumeric || arguments[0].Type.IsText || arguments[0].Type.Kind == HiveKind.Void))
            throw HiveFault.Semantic($"{call.Name}() takes a number and a constant number of digits.", call.At);
        var digits = 0;
        if (arguments is [var rounded, { Type.Kind: HiveKind.Void }])
            return new Bound(Sql.Null(rounded.Type), rounded.Type);
        if (arguments.Count == 2 && !int.TryParse(arguments[1].Literal, out digits))
            throw HiveFault.Semantic($"{call.Name.ToUpperInvariant()} second argument only takes constant.", call.At);
        var value = arguments[0].Type.IsNumeric ? arguments[0] : ConvertTo(arguments[0], HiveType.Double, call.At);
        var function = call.Name == "round" ? "round" : "round_even";
        if (value.Type.IsInteger)
            return digits >= 0 ? value with { Column = null, Name = null } : new Bound($"CAST({function}(CAST({value.Sql} AS DECIMAL(38,0)), {digits}) AS {value.Type.DuckDb})", value.Type);
        if (value.Type.Kind == HiveKind.Decimal)
        {
            var whole = value.Type.Precision - value.Type.Scale + (digits < value.Type.Scale ? 1 : 0);
            var scale = Math.Clamp(digits, 0, 38);
            var type = HiveType.Decimal(Math.Min(38, Math.Max(1, whole + scale)), scale);
            return new Bound(digits >= value.Type.Scale ? $"CAST({value.Sql} AS {type.DuckDb})" : $"CAST({function}({value.Sql}, {digits}) AS {type.DuckDb})", type);
        }
        if (call.Name == "bround" || digits < 0)
            return new Bound($"CAST({function}({value.Sql}, {digits}) AS {value.Type.DuckDb})", value.Type);
        // BigDecimal.valueOf(x).setScale(n, HALF_UP) works on the shortest text of the double: 1.005 rounds to 1.01.
        var exact = $"CAST(TRY_CAST(CAST({value.Sql} AS VARCHAR) AS DECIMAL(38,{Math.Min(digits, 18)})) AS {value.Type.DuckDb})";
        return new Bound($"coalesce({exact}, {value.Sql})", value.Type);
    }

    private static Bound Whole(CallExpr call, List<Bound> arguments)
    {
        if (arguments.Count != 1)
            throw HiveFault.Semantic($"{call.Name}() takes one number.", call.At);
        var name = call.Name == "floor" ? "floor" : "ceil";
        var value = arguments[0];
        switch (value.Type.Kind)
        {
            case HiveKind.Decimal:
                var type = HiveType.Decimal(Math.Min(38, value.Type.Precision - value.Type.Scale + 1), 0);
                return new Bound($"CAST({name}({value.Sql}) AS {type.DuckDb})", type);
            case HiveKind.TinyInt or HiveKind.SmallInt or HiveKind.Int or HiveKind.BigInt:
                return ConvertTo(value, HiveType.BigInt, call.At);
            default:
                var number = ConvertTo(value, HiveType.Double, call.At);
                return new Bound(Casts.Convert($"{name}({number.Sql})", HiveType.Double, HiveType.BigInt)!, HiveType.BigInt);
        }
    }
}
