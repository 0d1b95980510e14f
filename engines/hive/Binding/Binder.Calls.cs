using Nonolive.Hive.Emit;
using Nonolive.Hive.Functions;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>Function calls: operators, functions from the catalog, aggregates and windows.</summary>
internal sealed partial class Binder
{
    private static readonly Dictionary<string, HiveType> CastFunctions = new()
    {
        ["int"] = HiveType.Int,
        ["bigint"] = HiveType.BigInt,
        ["smallint"] = HiveType.SmallInt,
        ["tinyint"] = HiveType.TinyInt,
        ["double"] = HiveType.Double,
        ["float"] = HiveType.Float,
        ["boolean"] = HiveType.Boolean,
        ["string"] = HiveType.String,
        ["date"] = HiveType.Date,
        ["timestamp"] = HiveType.Timestamp,
        ["binary"] = HiveType.Binary,
        ["decimal"] = HiveType.Decimal(10, 0),
    };

    private Bound BindCall(CallExpr call, BlockContext block)
    {
        if (call.Over is null && !call.Distinct && !call.Star && BindOperator(call, block) is { } operation)
            return operation;
        if (CastFunctions.TryGetValue(call.Name, out var type) && call.Arguments.Count == 1)
            return BindCast(new CastExpr(call.At, call.Arguments[0], type), block);
        var definition = Functions.Find(call.Name) ?? throw UnknownFunction(call);
        if (definition.Kind == FunctionKind.Table)
            throw HiveFault.Semantic($"UDTF's are not supported outside the SELECT clause, nor nested in expressions: {call.Name}.", call.At, "Use LATERAL VIEW.");
        if (definition.Status == FunctionStatus.Unverified && !context.AllowUnverified)
            throw HiveFault.Refused($"The function {call.Name}, whose results nobody has checked against Hive,", call.At);
        if (definition.Kind == FunctionKind.Window && call.Over is null)
            throw HiveFault.Semantic($"Missing OVER clause for function {call.Name}.", call.At);
        if (definition.Kind == FunctionKind.Scalar && (call.Over is not null || call.Distinct))
            throw HiveFault.Semantic($"{call.Name} is no aggregate: it takes no {(call.Over is not null ? "OVER" : "DISTINCT")}.", call.At);
        return definition.Kind == FunctionKind.Scalar ? BindScalarCall(call, definition, block) : BindAggregate(call, definition, block);
    }

    private static HiveFault UnknownFunction(CallExpr call) =>
        HiveFault.Semantic($"Invalid function {call.Name}.", call.At, Closest.Hint(call.Name, Functions.All.Select(one => one.Name)) ?? "'nono hive --functions' lists what the engine knows.");

    private Bound BindScalarCall(CallExpr call, FunctionDefinition definition, BlockContext block)
    {
        if (call.Name == "get_json_object" && call.Arguments is [_, LiteralExpr { Kind: LiteralKind.Text } path]
            && BindExpression(call.Arguments[0], block) is { Type.Kind: HiveKind.String, Column: { Json: { } json } column })
        {
            // All paths of one column are read in one pass beside its source.
            var fields = json(column.Sql);
            var (field, position) = fields.Find(Sql.Text(path.Text));
            Demand(field, block);
            return new Bound(JsonExtraction.Member(fields.Record, position), HiveType.String);
        }
        // hash(*) is hash of all columns.
        var arguments = call.Star ? [.. Expand(new StarExpr(call.At, null), block.Scope).Select(column => Use(column, block))] : call.Arguments.Select(argument => BindExpression(argument, block)).ToList();
        return BindSpecial(call, arguments, block) ?? Resolve(call, definition, arguments, sql => sql);
    }

    /// <summary>The first signature that fits exactly, else the first that fits with implicit conversions.</summary>
    private static Bound Resolve(CallExpr call, FunctionDefinition definition, IReadOnlyList<Bound> arguments, Func<string, string> template)
    {
        foreach (var exact in (bool[])[true, false])
        {
            foreach (var overload in definition.Overloads)
            {
                if (overload.Sql.Length > 0 && Signature.Match(overload with { Sql = template(overload.Sql) }, arguments, exact) is { } match)
                    return match;
            }
        }
        var given = string.Join(", ", arguments.Select(argument => argument.Type));
        var known = string.Join(" or ", definition.Overloads.Select(overload => $"{call.Name}({string.Join(", ", overload.Parameters.Select(Describe))}{(overload.Repeats ? "…" : "")})").Distinct());
        throw HiveFault.Semantic($"Wrong arguments '{call.Name}': No matching method with ({given}). Possible choices: {known}.", call.At);
    }

    private static string Describe(string letter) => letter switch
    {
        "s" => "string",
        "S" or "x" => "primitive",
        "b" => "boolean",
        "i" or "j" => "int",
        "l" => "bigint",
        "I" => "integer",
        "f" => "double",
        "D" => "date",
        "T" or "U" or "V" => "timestamp",
        "B" => "binary",
        "N" => "decimal",
        "n" => "number",
        "A" => "array",
        "M" => "map",
        "e" => "element",
        "k" => "key",
        "#" => "constant",
        _ => "any",
    };

    private Bound BindAggregate(CallExpr call, FunctionDefinition definition, BlockContext block)
    {
        if (call.Over is null)
        {
            if (block.InsideAggregate)
                throw HiveFault.Semantic($"Nested UDAF {call.Name} inside an aggregate.", call.At);
            if (!block.AllowAggregates)
                throw HiveFault.Semantic($"Not yet supported place for UDAF '{call.Name}': {block.Place}.", call.At);
            block.HasAggregate = true;
        }
        else if (!block.AllowWindows)
        {
            throw HiveFault.Semantic($"{call.Name}() OVER is not allowed in {block.Place}.", call.At, "Compute it in a subquery.");
        }
        var inside = block.InsideAggregate;
        block.InsideAggregate |= call.Over is null;
        var arguments = call.Arguments.Select(argument => BindExpression(argument, block)).ToList();
        block.InsideAggregate = inside;
        var over = call.Over is null ? "" : " " + WindowSql(call, block);
        block.HasWindow |= call.Over is not null;
        var distinct = call.Distinct ? "DISTINCT " : "";
        if (call is { Name: "count", Distinct: true, Over: null })
            block.Distincts.Add((string.Join(", ", arguments.Select(one => one.Sql)), arguments.Count > 1));
        else
            block.HasOtherAggregate |= call.Over is null;
        if (!call.Star && BindReduced(call, arguments, over, block) is { } reduced)
            return reduced;
        switch (call.Name)
        {
            case "count":
                return CountSql(call, arguments, over);
            case "first_value" or "last_value" when arguments is [var first, { Sql: "true" or "false" } skip]:
                return new Bound($"{call.Name}({first.Sql}{(skip.Sql == "true" ? " IGNORE NULLS" : "")}){over}", first.Type);
        }
        if (call.Star)
            throw HiveFault.Semantic($"{call.Name}(*) is not HiveQL.", call.At);
        return Resolve(call, definition, arguments, sql => sql.Replace("{d}", distinct).Replace("{o}", over));
    }

    private static Bound CountSql(CallExpr call, List<Bound> arguments, string over)
    {
        var sql = arguments switch
        {
            [] when call.Star => "count(*)",
            [] => throw HiveFault.Semantic("Argument expected: write count(*).", call.At),
            [var one] => $"count({(call.Distinct ? "DISTINCT " : "")}{one.Sql})",
            // Rows with a NULL among the columns do not count.
            _ => $"count({(call.Distinct ? "DISTINCT " : "")}CASE WHEN {string.Join(" AND ", arguments.Select(one => $"{one.Sql} IS NOT NULL"))} THEN row({string.Join(", ", arguments.Select(one => one.Sql))}) END)",
        };
        return new Bound(sql + over, HiveType.BigInt);
    }

    private string WindowSql(CallExpr call, BlockContext block)
    {
        var window = Named(call.Over!, block);
        var saved = block.AllowWindows;
        block.AllowWindows = false;
        var parts = new List<string>();
        var partition = window.PartitionBy.Select(key => BindExpression(key, block).Sql).ToList();
        var order = window.OrderBy.Select(key => OrderSql(BindExpression(key.Value, block).Sql, key)).ToList();
        if (partition.Count > 0)
            parts.Add("PARTITION BY " + string.Join(", ", partition));
        if (order.Count > 0)
            parts.Add("ORDER BY " + string.Join(", ", order));
        block.WindowOrder ??= string.Join(", ", [.. partition.Select(key => key + " ASC NULLS FIRST"), .. order]);
        if (window.Frame is { } frame && call.Name is not ("row_number" or "rank" or "dense_rank" or "percent_rank" or "cume_dist" or "ntile" or "lead" or "lag"))
            parts.Add($"{(frame.Rows ? "ROWS" : RangeOf(frame, window, block))} BETWEEN {BoundSql(frame.Start, block)} AND {BoundSql(frame.End, block)}");
        block.AllowWindows = saved;
        return $"OVER ({string.Join(" ", parts)})";
    }

    /// <summary>
    /// A frame by distance. Hive leaves out what is just at the nearer bound, and cuts the distance of decimals to whole numbers
    /// (ValueBoundaryScanner; windowing_windowspec3.q.out): such frames are refused.
    /// </summary>
    private string RangeOf(WindowFrame frame, WindowSpec window, BlockContext block)
    {
        var (start, end) = (frame.Start, frame.End);
        if (start.Amount is not null && end.Amount is not null && start.Preceding == end.Preceding)
            throw HiveFault.Refused($"RANGE between two distances {(start.Preceding ? "PRECEDING" : "FOLLOWING")}", window.At, "Use a self-join with conditions.");
        if ((start.Amount ?? end.Amount) is not null && window.OrderBy is [var key] && BindExpression(key.Value, block).Type.Kind == HiveKind.Decimal)
            throw HiveFault.Refused("RANGE by a distance of decimals", window.At, "Cast the key to bigint or double.");
        return "RANGE";
    }

    private static WindowSpec Named(WindowSpec window, BlockContext block)
    {
        if (window.Name is null)
            return window;
        if (!block.Windows.TryGetValue(window.Name, out var named))
            throw HiveFault.Semantic($"Window '{window.Name}' is not defined.", window.At, Closest.Hint(window.Name, block.Windows.Keys));
        named = Named(named, block);
        return named with
        {
            PartitionBy = window.PartitionBy.Count > 0 ? window.PartitionBy : named.PartitionBy,
            OrderBy = window.OrderBy.Count > 0 ? window.OrderBy : named.OrderBy,
            Frame = window.Frame ?? named.Frame,
        };
    }

    private string BoundSql(FrameBound bound, BlockContext block) => bound switch
    {
        { Current: true } => "CURRENT ROW",
        { Amount: null } => bound.Preceding ? "UNBOUNDED PRECEDING" : "UNBOUNDED FOLLOWING",
        _ => $"{BindExpression(bound.Amount!, block).Sql} {(bound.Preceding ? "PRECEDING" : "FOLLOWING")}",
    };
}
