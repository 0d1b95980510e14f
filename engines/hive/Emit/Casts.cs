using Nonolive.Hive.Types;

namespace Nonolive.Hive.Emit;

/// <summary>
/// Hive's conversions as DuckDB expressions. {0} is the value. Where DuckDB's own cast has Hive's result it is used;
/// the others spell Hive's rule out or call the function library (hv_…).
/// </summary>
internal static class Casts
{
    /// <summary>The SQL of a conversion, or null where Hive has none.</summary>
    public static string? Convert(string sql, HiveType from, HiveType to)
    {
        if (from.Equals(to))
            return sql;
        if (from.Kind == HiveKind.Void)
            return Sql.Null(to);
        if (!from.IsPrimitive || !to.IsPrimitive)
            return Nested(sql, from, to);
        return Template(from, to) is { } template ? Sql.Fill(template, [sql]) : null;
    }

    private static string? Template(HiveType from, HiveType to) => to.Kind switch
    {
        HiveKind.String => ToText(from),
        HiveKind.Varchar => ToText(from) is { } text ? $"substr({text}, 1, {to.Precision})" : null,
        HiveKind.Char => ToText(from) is { } text ? $"rtrim(substr({text}, 1, {to.Precision}), ' ')" : null,
        HiveKind.Boolean => ToBoolean(from),
        HiveKind.TinyInt or HiveKind.SmallInt or HiveKind.Int or HiveKind.BigInt => ToInteger(from, to),
        HiveKind.Float => ToDouble(from) is { } number ? $"CAST({number} AS FLOAT)" : null,
        HiveKind.Double => ToDouble(from),
        HiveKind.Decimal => ToDecimal(from, to),
        HiveKind.Date => from.Kind switch
        {
            HiveKind.Timestamp => "CAST({0} AS DATE)",
            _ => from.IsText ? "hv_to_date({0})" : null,
        },
        HiveKind.Timestamp => ToTimestamp(from),
        HiveKind.Binary => from.IsText ? "encode({0})" : null,
        _ => null,
    };

    private static string? ToText(HiveType from) => from.Kind switch
    {
        HiveKind.String or HiveKind.Varchar or HiveKind.Char => "{0}",
        HiveKind.Boolean => "CASE {0} WHEN true THEN 'TRUE' WHEN false THEN 'FALSE' END",
        HiveKind.Double => "hv_double_text({0})",
        HiveKind.Float => "hv_float_text({0})",
        // HiveDecimal holds no trailing zeros: cast(12.50 as string) is 12.5.
        HiveKind.Decimal when from.Scale > 0 => "rtrim(rtrim(CAST({0} AS VARCHAR), '0'), '.')",
        HiveKind.Binary => "decode({0})",
        HiveKind.IntervalYearMonth => "(CASE WHEN datepart('year', {0}) * 12 + datepart('month', {0}) < 0 THEN '-' ELSE '' END || abs(datepart('year', {0})) || '-' || abs(datepart('month', {0})))",
        HiveKind.IntervalDayTime => "hv_interval_text({0})",
        HiveKind.TinyInt or HiveKind.SmallInt or HiveKind.Int or HiveKind.BigInt or HiveKind.Decimal or HiveKind.Date or HiveKind.Timestamp
            => "CAST({0} AS VARCHAR)",
        _ => null,
    };

    private static string? ToBoolean(HiveType from) => from.Kind switch
    {
        // PrimitiveObjectInspectorUtils.parseBoolean: these words and the empty string are false, the rest is true.
        HiveKind.String or HiveKind.Varchar or HiveKind.Char => "(lower({0}) NOT IN ('', 'false', 'no', 'off', '0'))",
        HiveKind.Date => "(CASE WHEN {0} IS NULL THEN NULL ELSE CAST(NULL AS BOOLEAN) END)",
        HiveKind.Timestamp => "(hv_epoch_us({0}) <> 0)",
        _ => from.IsNumeric ? "({0} <> 0)" : null,
    };

    private static string? ToInteger(HiveType from, HiveType to)
    {
        if (from.IsInteger)
            return from.Kind < to.Kind ? $"CAST({{0}} AS {to.DuckDb})" : Wrap("{0}", to);
        return from.Kind switch
        {
            HiveKind.Boolean => $"CAST({{0}} AS {to.DuckDb})",
            HiveKind.String or HiveKind.Varchar or HiveKind.Char =>
                to.Kind == HiveKind.BigInt ? "hv_parse_bigint({0})" : $"TRY_CAST(hv_parse_bigint({{0}}) AS {to.DuckDb})",
            // Java: NaN is 0, what is too large stays at the bound; byte and short go through int and wrap.
            HiveKind.Double or HiveKind.Float => to.Kind switch
            {
                HiveKind.BigInt => "CASE WHEN isnan({0}) THEN 0 WHEN {0} >= 9223372036854775807 THEN 9223372036854775807 WHEN {0} <= -9223372036854775808 THEN -9223372036854775808 ELSE CAST(trunc({0}) AS BIGINT) END",
                HiveKind.Int => ToIntFromDouble,
                _ => Wrap($"CAST({ToIntFromDouble} AS BIGINT)", to),
            },
            HiveKind.Decimal => $"TRY_CAST(trunc({{0}}) AS {to.DuckDb})",
            HiveKind.Timestamp => to.Kind == HiveKind.BigInt ? Seconds : Wrap(Seconds, to),
            _ => null,
        };
    }

    private const string ToIntFromDouble =
        "CASE WHEN isnan({0}) THEN 0 WHEN {0} >= 2147483647 THEN 2147483647 WHEN {0} <= -2147483648 THEN -2147483648 ELSE CAST(trunc({0}) AS INTEGER) END";

    private const string Seconds = "CAST(floor(hv_epoch_us({0}) / 1000000.0) AS BIGINT)";

    /// <summary>An integer cut to fewer bits, as Java's narrowing does.</summary>
    public static string Wrap(string sql, HiveType to) => to.Kind switch
    {
        HiveKind.Int => $"CAST(xor(CAST({sql} AS BIGINT) & 4294967295, 2147483648) - 2147483648 AS INTEGER)",
        HiveKind.SmallInt => $"CAST(xor(CAST({sql} AS BIGINT) & 65535, 32768) - 32768 AS SMALLINT)",
        HiveKind.TinyInt => $"CAST(xor(CAST({sql} AS BIGINT) & 255, 128) - 128 AS TINYINT)",
        _ => sql,
    };

    private static string? ToDouble(HiveType from) => from.Kind switch
    {
        HiveKind.String or HiveKind.Varchar or HiveKind.Char => "hv_parse_double({0})",
        HiveKind.Timestamp => "(hv_epoch_us({0}) / 1000000.0::DOUBLE)",
        HiveKind.Boolean => "CAST({0} AS DOUBLE)",
        _ => from.IsNumeric ? "CAST({0} AS DOUBLE)" : null,
    };

    private static string? ToDecimal(HiveType from, HiveType to) => from.Kind switch
    {
        HiveKind.String or HiveKind.Varchar or HiveKind.Char => $"CAST(hv_parse_decimal({{0}}, {to.Precision}, {to.Scale}) AS {to.DuckDb})",
        // HiveDecimal.create(double) reads the shortest text of the double, so 1.005 is 1.01 with two digits.
        HiveKind.Double or HiveKind.Float => $"TRY_CAST(CAST({{0}} AS VARCHAR) AS {to.DuckDb})",
        HiveKind.Timestamp => $"TRY_CAST(CAST(hv_epoch_us({{0}}) AS DECIMAL(24,0)) / 1000000 AS {to.DuckDb})",
        HiveKind.Boolean => $"TRY_CAST(CAST({{0}} AS INTEGER) AS {to.DuckDb})",
        _ => from.IsNumeric ? $"TRY_CAST({{0}} AS {to.DuckDb})" : null,
    };

    private static string? ToTimestamp(HiveType from) => from.Kind switch
    {
        HiveKind.String or HiveKind.Varchar or HiveKind.Char => "hv_to_timestamp({0})",
        HiveKind.Date => "CAST({0} AS TIMESTAMP)",
        // Integers are milliseconds unless hive.int.timestamp.conversion.in.seconds is set; decimals and doubles are seconds.
        HiveKind.Boolean => "hv_at_us(CAST({0} AS BIGINT) * 1000)",
        HiveKind.Double or HiveKind.Float or HiveKind.Decimal => "hv_at_us(CAST(round({0} * 1000000) AS BIGINT))",
        _ => from.IsInteger ? "hv_at_us(CAST({0} AS BIGINT) * 1000)" : null,
    };

    private static string? Nested(string sql, HiveType from, HiveType to)
    {
        switch (from.Kind, to.Kind)
        {
            case (HiveKind.Array, HiveKind.Array):
                return Convert("x", from.Element!, to.Element!) is { } element ? $"list_transform({sql}, lambda x: {element})" : null;
            case (HiveKind.Map, HiveKind.Map):
                return Convert("x", from.Key!, to.Key!) is { } key && Convert("x", from.Element!, to.Element!) is { } value
                    ? $"map(list_transform(map_keys({sql}), lambda x: {key}), list_transform(map_values({sql}), lambda x: {value}))" : null;
            case (HiveKind.Struct, HiveKind.Struct) when from.Fields.Count == to.Fields.Count:
                var parts = from.Fields.Zip(to.Fields, (one, other) =>
                    (other.Name, Sql: Convert($"struct_extract({sql}, {Sql.Text(one.Name)})", one.Type, other.Type))).ToList();
                return parts.Any(part => part.Sql is null) ? null
                    : $"CASE WHEN {sql} IS NOT NULL THEN struct_pack({string.Join(", ", parts.Select(part => $"{Sql.Name(part.Name)} := {part.Sql}"))}) END";
            default:
                return null;
        }
    }
}
