using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics.Dates;

namespace Nonolive.Hive.Semantics.Library;

internal static class DateLibrary
{
    internal static readonly ScalarFunction[] All =
    [
        Define.Rows("hv_date_format", ["TIMESTAMP", "VARCHAR"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, OrNull(arguments[1].Text(row))?.Format(arguments[0].Value<long>(row)))),
        Define.Rows("hv_from_unixtime", ["BIGINT", "VARCHAR"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, JavaDateFormat.Of(arguments[1].Text(row)).Format(arguments[0].Value<long>(row) * Calendar.MicrosPerSecond))),
        Define.Rows("hv_unix_timestamp", ["VARCHAR", "VARCHAR"], "BIGINT", (arguments, row, result) =>
            Define.SetOrNull(result, row, JavaDateFormat.Of(arguments[1].Text(row)).TryParse(arguments[0].Text(row), out var millis) ? millis / 1000 : (long?)null)),
        Define.Rows("hv_to_timestamp", ["VARCHAR"], "TIMESTAMP", (arguments, row, result) =>
        {
            Span<char> buffer = stackalloc char[64];
            var text = Define.Chars(arguments[0].Utf8(row), buffer);
            Define.SetOrNull(result, row, DateText.TryTimestamp(TrimNanos(text), out var micros) ? micros : (long?)null);
        }),
        Define.Rows("hv_to_date", ["VARCHAR"], "DATE", (arguments, row, result) =>
            Define.SetOrNull(result, row, DateText.TryDate(arguments[0].Text(row), out var days) ? days : (int?)null)),
        Define.Rows("hv_timestamp_text", ["TIMESTAMP"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, DateText.OfTimestamp(arguments[0].Value<long>(row)))),
        Define.Rows("hv_from_utc", ["TIMESTAMP", "VARCHAR"], "TIMESTAMP", (arguments, row, result) =>
            result.Set(row, DateArithmetic.FromUtc(arguments[0].Value<long>(row), arguments[1].Text(row)))),
        Define.Rows("hv_to_utc", ["TIMESTAMP", "VARCHAR"], "TIMESTAMP", (arguments, row, result) =>
            result.Set(row, DateArithmetic.ToUtc(arguments[0].Value<long>(row), arguments[1].Text(row)))),
        Define.Rows("hv_months_between", ["TIMESTAMP", "TIMESTAMP"], "DOUBLE", (arguments, row, result) =>
            result.Set(row, DateArithmetic.MonthsBetween(arguments[0].Value<long>(row), arguments[1].Value<long>(row)))),
        Define.Rows("hv_next_day", ["DATE", "VARCHAR"], "DATE", (arguments, row, result) =>
            Define.SetOrNull(result, row, DateArithmetic.NextDay(arguments[0].Value<int>(row), arguments[1].Text(row)))),
        Define.Rows("hv_interval_text", ["INTERVAL"], "VARCHAR", (arguments, row, result) => result.SetText(row, IntervalText(arguments[0].Value<Interval>(row)))),
    ];

    // GenericUDFDateFormat keeps no formatter for a pattern that is none, and then gives NULL.
    private static JavaDateFormat? OrNull(string pattern)
    {
        try
        {
            return JavaDateFormat.Of(pattern);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // PrimitiveObjectInspectorUtils.trimNanoTimestamp: digits beyond nanoseconds are cut off.
    private static ReadOnlySpan<char> TrimNanos(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        var point = trimmed.IndexOf('.');
        return point >= 0 && trimmed.Length - point > 10 ? trimmed[..(point + 10)] : trimmed;
    }

    // HiveIntervalDayTime.toString.
    private static string IntervalText(Interval interval)
    {
        var micros = interval.Micros + interval.Days * Calendar.MicrosPerDay;
        var sign = micros < 0 ? "-" : "";
        micros = Math.Abs(micros);
        var seconds = micros / Calendar.MicrosPerSecond;
        return $"{sign}{seconds / 86_400} {seconds / 3600 % 24:00}:{seconds / 60 % 60:00}:{seconds % 60:00}.{micros % Calendar.MicrosPerSecond:000000}000";
    }

    private readonly record struct Interval(int Months, int Days, long Micros);
}
