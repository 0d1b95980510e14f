using System.Globalization;
using System.Text.RegularExpressions;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>Intervals and arithmetic with dates (GenericUDFOPDTIPlus and GenericUDFOPDTIMinus).</summary>
internal sealed partial class Binder
{
    private Bound BindInterval(IntervalExpr interval, BlockContext block)
    {
        var value = BindExpression(interval.Value, block);
        var type = interval.Unit is "YEAR" or "MONTH" or "YEAR TO MONTH" ? HiveType.IntervalYearMonth : HiveType.IntervalDayTime;
        if (value.Literal is { } literal && ConstantInterval(literal.Trim(), interval.Unit, interval.At) is { } constant)
            return new Bound(constant, type);
        if (!value.Type.IsInteger || interval.Unit.Contains("TO", StringComparison.Ordinal))
            throw HiveFault.Refused($"An interval of {value.Type} in {interval.Unit}", interval.At, "Use a literal or an integer expression.");
        return new Bound($"to_{interval.Unit.ToLowerInvariant()}s({value.Sql})", type);
    }

    private static string? ConstantInterval(string text, string unit, int at)
    {
        HiveFault Bad() => HiveFault.Semantic($"'{text}' is no interval of {unit}.", at);
        switch (unit)
        {
            case "YEAR TO MONTH":
                var months = YearMonth().Match(text);
                if (!months.Success)
                    throw Bad();
                var total = (int.Parse(months.Groups[2].Value) * 12) + int.Parse(months.Groups[3].Value);
                return $"to_months({(months.Groups[1].Value == "-" ? -total : total)})";
            case "DAY TO SECOND":
                var parts = DaySecond().Match(text);
                if (!parts.Success)
                    throw Bad();
                var micros = (((((long.Parse(parts.Groups[2].Value) * 24) + long.Parse(parts.Groups[3].Value)) * 60 + long.Parse(parts.Groups[4].Value)) * 60)
                    + long.Parse(parts.Groups[5].Value)) * 1_000_000 + long.Parse((parts.Groups[6].Value + "000000")[..6]);
                return $"to_microseconds({(parts.Groups[1].Value == "-" ? -micros : micros)})";
            case "SECOND":
                return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var seconds)
                    ? $"to_microseconds({(long)(seconds * 1_000_000)})" : throw Bad();
            default:
                return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
                    ? $"to_{unit.ToLowerInvariant()}s({amount})" : throw Bad();
        }
    }

    /// <summary>Null where neither side is a date, timestamp or interval.</summary>
    private static Bound? DateArithmetic(string sign, Bound left, Bound right, int at)
    {
        if (!Temporal(left.Type) && !Temporal(right.Type))
            return null;
        if (sign == "+" && IsInterval(left.Type) && !IsInterval(right.Type))
            (left, right) = (right, left);
        switch (left.Type.Kind, right.Type.Kind)
        {
            case (HiveKind.Date, HiveKind.IntervalYearMonth):
                return new Bound($"CAST({left.Sql} {sign} {right.Sql} AS DATE)", HiveType.Date);
            case (HiveKind.Date or HiveKind.Timestamp, HiveKind.IntervalDayTime) or (HiveKind.Timestamp, HiveKind.IntervalYearMonth):
                return new Bound($"(CAST({left.Sql} AS TIMESTAMP) {sign} {right.Sql})", HiveType.Timestamp);
            case (HiveKind.IntervalYearMonth, HiveKind.IntervalYearMonth) or (HiveKind.IntervalDayTime, HiveKind.IntervalDayTime):
                return new Bound($"({left.Sql} {sign} {right.Sql})", left.Type);
            case (HiveKind.Date or HiveKind.Timestamp, HiveKind.Date or HiveKind.Timestamp) when sign == "-":
                return new Bound($"(CAST({left.Sql} AS TIMESTAMP) - CAST({right.Sql} AS TIMESTAMP))", HiveType.IntervalDayTime);
            case (HiveKind.String or HiveKind.Varchar or HiveKind.Char, _) when IsInterval(right.Type):
                return DateArithmetic(sign, ConvertTo(left, HiveType.Timestamp, at), right, at);
            default:
                throw HiveFault.Semantic($"'{sign}' does not take {left.Type} and {right.Type}.", at, "Use date_add(date, days), or an INTERVAL.");
        }
    }

    private static bool IsInterval(HiveType type) => type.Kind is HiveKind.IntervalDayTime or HiveKind.IntervalYearMonth;

    private static bool Temporal(HiveType type) => TypeRules.IsDateTime(type) || IsInterval(type);

    [GeneratedRegex(@"^([+-]?)(\d+)-(\d+)$")]
    private static partial Regex YearMonth();

    [GeneratedRegex(@"^([+-]?)(\d+) (\d+):(\d+):(\d+)(?:\.(\d{0,9}))?$")]
    private static partial Regex DaySecond();
}
