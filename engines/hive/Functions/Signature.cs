using Nonolive.Hive.Binding;
using Nonolive.Hive.Emit;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Functions;

/// <summary>
/// Matches arguments with parameters. Parameter letters: s string, b boolean, i int, j an int or a text that is read as one, l bigint, f double, D date, T timestamp, V a timestamp of any primitive, U a timestamp or, where a text is none, its date,
/// B binary, N a decimal; n a number of any type, x any primitive, a anything, A an array, M a map, e the element type of the
/// first argument, c the common type of all c. Capital-S is a string of any primitive (booleans too), I an integer of any
/// size, # a literal that is written into the template as it is. A trailing * repeats the last one. Results: a type, or =n the
/// type of argument n, c the common type, e and k the first argument's element and key, [x] an array of x.
/// </summary>
internal static class Signature
{
    public static Bound? Match(Overload overload, IReadOnlyList<Bound> arguments, bool exact)
    {
        var count = overload.Parameters.Count;
        if (overload.Repeats ? arguments.Count < count - 1 : arguments.Count != count)
            return null;
        string Letter(int index) => overload.Parameters[Math.Min(index, count - 1)];
        HiveType? common = null;
        for (var index = 0; index < arguments.Count; index++)
        {
            if (Letter(index) == "c")
                common = common is null ? arguments[index].Type : TypeRules.Common(common, arguments[index].Type);
            if (Letter(index) == "c" && common is null)
                return null;
        }
        var sql = new List<string>();
        for (var index = 0; index < arguments.Count; index++)
        {
            if (Argument(Letter(index), arguments[index], arguments[0].Type, common, exact) is not { } text)
                return null;
            sql.Add(text);
        }
        return new Bound(Sql.Fill(overload.Sql, sql), Result(overload.Result, arguments, common));
    }

    private static string? Argument(string letter, Bound value, HiveType first, HiveType? common, bool exact)
    {
        var type = value.Type;
        var ok = letter switch
        {
            "n" => type.IsNumeric,
            "I" => type.IsInteger,
            "x" => type.IsPrimitive,
            "a" => true,
            "A" => type.Kind == HiveKind.Array,
            "M" => type.Kind == HiveKind.Map,
            "#" => value.Literal is not null,
            _ => false,
        };
        if (ok)
            return letter == "#" ? value.Literal : type.Kind == HiveKind.Void ? "NULL" : value.Sql;
        var target = letter switch
        {
            "s" or "S" => HiveType.String,
            "b" => HiveType.Boolean,
            "i" or "j" => HiveType.Int,
            "l" => HiveType.BigInt,
            "f" => HiveType.Double,
            "D" => HiveType.Date,
            "T" or "U" or "V" => HiveType.Timestamp,
            "B" => HiveType.Binary,
            "N" => TypeRules.AsDecimal(type),
            "e" => first.Element,
            "k" => first.Key,
            "c" => common,
            "n" when type.IsText || type.Kind == HiveKind.Void => HiveType.Double,
            _ => null,
        };
        if (target is null)
            return null;
        if (exact && target.Kind != type.Kind && !(letter is "s" or "S" && type.IsText) && letter is not ("e" or "k" or "c"))
            return null;
        var allowed = letter switch
        {
            "S" or "V" => type.IsPrimitive,
            "D" or "T" or "U" => type.IsText || TypeRules.IsDateTime(type) || type.Kind == HiveKind.Void,
            "j" when type.IsText => true,
            "l" or "i" or "j" => TypeRules.Implicit(type, target),
            "B" => type.IsText || type.Kind is HiveKind.Binary or HiveKind.Void,
            "N" => type.Kind == HiveKind.Decimal,
            "e" or "k" or "c" => true,
            _ => TypeRules.Implicit(type, target),
        };
        // GenericUDFDateFormat: getTimestampValue, else getDateValue.
        if (letter == "U" && type.IsText)
            return $"coalesce({Casts.Convert(value.Sql, type, target)}, CAST({Casts.Convert(value.Sql, type, HiveType.Date)} AS TIMESTAMP))";
        return allowed ? Casts.Convert(value.Sql, type, target) : null;
    }

    private static HiveType Result(string result, IReadOnlyList<Bound> arguments, HiveType? common)
    {
        if (result.StartsWith('['))
            return HiveType.Array(Result(result[1..^1], arguments, common));
        if (result.StartsWith('='))
            return arguments[result[1] - '0'].Type is { Kind: HiveKind.Void } ? HiveType.String : arguments[result[1] - '0'].Type;
        return result switch
        {
            "c" => common!,
            "e" => arguments[0].Type.Element!,
            "k" => arguments[0].Type.Key!,
            "n" => arguments[0].Type.IsNumeric ? arguments[0].Type : HiveType.Double,
            _ => HiveTypeParser.TryParse(result) ?? throw new InvalidOperationException($"'{result}' is no result type."),
        };
    }
}
