using Nonolive.Hive.Emit;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>
/// Aggregates as Hive 3.1's optimizer has them: HiveAggregateReduceFunctionsRule turns avg, variance and stddev of a GROUP BY into
/// sums and counts, which shows in the digits and in the decimal types. With OVER, and without the optimizer, the functions' own
/// evaluators compute.
/// </summary>
internal sealed partial class Binder
{
    /// <summary>An aggregate with rules of its own; null for those that their template describes.</summary>
    private Bound? BindReduced(CallExpr call, List<Bound> arguments, string over, BlockContext block)
    {
        var distinct = call.Distinct ? "DISTINCT " : "";
        var reduces = over.Length == 0 && Flag("hive.cbo.enable", true);
        switch (call.Name)
        {
            case "sum" when arguments is [{ Type.Kind: HiveKind.Decimal } value]:
                block.Sums.Add(distinct + value.Sql);
                return DecimalSum(value, distinct, over);
            case "sum" when arguments is [var value] && (value.Type.IsText || value.Type.Kind is HiveKind.Double or HiveKind.Float):
                // GenericUDAFSumDouble: a text that is no number adds nothing, but the sum is no longer NULL.
                return new Bound($"sum({distinct}{(value.Type.IsText ? $"CASE WHEN {value.Sql} IS NOT NULL THEN coalesce({AsDouble(value)}, 0.0::DOUBLE) END" : AsDouble(value))}){over}", HiveType.Double);
            case "avg" when arguments is [{ Type.Kind: HiveKind.Decimal } value]:
                return reduces ? ReducedAverage(value, distinct, block) : DecimalAverage(value, distinct, over);
            case "avg" when arguments is [var value] && (value.Type.IsText || value.Type.IsNumeric):
                return new Bound(reduces && value.Type.IsInteger ? $"(CAST(sum({distinct}{value.Sql}) AS DOUBLE) / count({distinct}{value.Sql}))"
                    : $"avg({distinct}{(reduces ? NumberOf(value) : AsDouble(value))}){over}", HiveType.Double);
            case "std" or "stddev" or "stddev_pop" or "stddev_samp" or "variance" or "var_pop" or "var_samp"
                when reduces && arguments is [var value] && (value.Type.IsText || value.Type.IsNumeric):
                return Variance(call.Name, NumberOf(value), distinct);
            case "min" or "max" when arguments is [{ Type.IsPrimitive: false } value]:
                throw HiveFault.Refused($"{call.Name}() of {value.Type}", call.At);
            default:
                return null;
        }
    }

    private static Bound DecimalSum(Bound value, string distinct, string over)
    {
        var sum = HiveType.Decimal(Math.Min(38, value.Type.Precision + 10), value.Type.Scale);
        return new Bound($"CAST(sum({distinct}{value.Sql}){over} AS {sum.DuckDb})", sum);
    }

    /// <summary>
    /// The sum over the count, with the type of a division. Where the block has asked for the same sum before, the plan shares it
    /// and casts it to avg's own type first (decimal_udf.q.out, decimal_precision.q.out), which is too narrow for a great sum: refused then.
    /// </summary>
    private static Bound ReducedAverage(Bound value, string distinct, BlockContext block)
    {
        var sum = DecimalSum(value, distinct, "");
        if (!block.Sums.Add(distinct + value.Sql))
        {
            var type = AverageType(value.Type);
            var narrow = $"TRY_CAST({sum.Sql} AS {type.DuckDb})";
            sum = new Bound($"CASE WHEN {sum.Sql} IS NOT NULL AND {narrow} IS NULL THEN error('The sum of {value.Type} is too great for avg() behind sum() of the same: Hive 3.1 gives NULL. Write avg() first, or sum(x) / count(x).') ELSE {narrow} END", type);
        }
        return Decimals.Apply("/", sum, new Bound($"CAST(count({distinct}{value.Sql}) AS DECIMAL(19,0))", HiveType.Decimal(19, 0)));
    }

    /// <summary>GenericUDAFAverage: four digits more behind the point.</summary>
    private static Bound DecimalAverage(Bound value, string distinct, string over)
    {
        var sum = new Bound($"CAST(sum({distinct}{value.Sql}){over} AS DECIMAL(38,{value.Type.Scale}))", HiveType.Decimal(38, value.Type.Scale));
        var count = new Bound($"CAST(count({distinct}{value.Sql}){over} AS DECIMAL(19,0))", HiveType.Decimal(19, 0));
        return Decimals.Quotient(sum, count, AverageType(value.Type));
    }

    private static HiveType AverageType(HiveType type)
    {
        var whole = type.Precision - type.Scale;
        var scale = Math.Min(type.Scale + 4, HiveTypeParser.MaxPrecision - whole);
        return HiveType.Decimal(whole + scale, scale);
    }

    private static Bound Variance(string name, string value, string distinct)
    {
        var count = $"count({distinct}{value})";
        var sum = $"sum({distinct}{value})";
        var divisor = name.EndsWith("samp", StringComparison.Ordinal) ? $"CASE WHEN {count} = 1 THEN NULL ELSE {count} - 1 END" : count;
        var variance = $"((sum({distinct}({value} * {value})) - {sum} * {sum} / {count}) / {divisor})";
        return new Bound(name is "var_pop" or "var_samp" or "variance" ? variance : $"pow({variance}, 0.5::DOUBLE)", HiveType.Double);
    }

    private static string AsDouble(Bound value) => Casts.Convert(value.Sql, value.Type, HiveType.Double)!;

    /// <summary>
    /// Text that is no number stops the query: what Hive makes of it depends on the plan (apache/hive pull request 5091).
    /// </summary>
    private static string NumberOf(Bound value) => !value.Type.IsText ? AsDouble(value)
        : $"CASE WHEN {value.Sql} IS NOT NULL AND {AsDouble(value)} IS NULL THEN error('An average of text that is no number depends on the plan in Hive: cast it to double.') ELSE {AsDouble(value)} END";

    /// <summary>
    /// Where all aggregates of a query without GROUP BY are count(DISTINCT), HiveExpandDistinctAggregatesRule counts them by grouping
    /// sets, and rows with NULLs too in those of several columns (multi_count_distinct_null.q.out).
    /// </summary>
    private static void RequireOneDistinct(SelectBlock block, BlockContext context)
    {
        if (block.GroupBy is null && !context.HasOtherAggregate && context.Distincts.Count > 1 && context.Distincts.Any(one => one.Several))
            throw HiveFault.Refused("count(DISTINCT …) of several columns beside other count(DISTINCT …) alone", block.At, "Count it in a subquery of its own: Hive 3.1 counts rows with NULLs here and nowhere else.");
    }
}
