namespace Nonolive.Hive.Semantics.Dates;

/// <summary>Date functions that DuckDB counts otherwise.</summary>
internal static class DateArithmetic
{
    private const double SecondsPerMonth = 2_678_400;

    private static readonly string[] DayNames = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

    /// <summary>GenericUDFMonthsBetween: whole months on equal days or two last days, else 31-day months, rounded to eight digits.</summary>
    internal static double MonthsBetween(long first, long second)
    {
        var (a, b) = (new DateParts(first), new DateParts(second));
        var months = (a.Year - b.Year) * 12 + (a.Month - b.Month);
        if (a.Day == b.Day || (IsLast(a) && IsLast(b)))
            return months;
        var value = months + (Seconds(a) - Seconds(b)) / SecondsPerMonth;
        // BigDecimal.valueOf takes Double.toString's digits.
        return NumberText.TryDecimal(JavaText.OfDouble(value), 38, 8, out var unscaled) ? (double)unscaled / 1e8 : value;
    }

    /// <summary>GenericUDFNextDay: names of two or three letters or whole, in any case; null for others.</summary>
    internal static int? NextDay(int days, string name)
    {
        var upper = name.ToUpperInvariant();
        var wanted = Array.FindIndex(DayNames, day => upper == day || (upper.Length is 2 or 3 && upper == day[..upper.Length]));
        if (wanted < 0)
            return null;
        var current = new DateParts(days * Calendar.MicrosPerDay).DayOfWeek;
        var ahead = (wanted - current + 7) % 7;
        return days + (ahead == 0 ? 7 : ahead);
    }

    /// <summary>from_utc_timestamp: the zone's wall clock at a time in UTC.</summary>
    internal static long FromUtc(long micros, string zone)
    {
        var time = Clamp(micros, DateTimeKind.Utc);
        return micros + ZoneText.Find(zone).GetUtcOffset(time).Ticks / 10;
    }

    /// <summary>to_utc_timestamp: of two times that a wall clock shows the earlier one; in a gap the clock is put forward.</summary>
    internal static long ToUtc(long micros, string zone)
    {
        var info = ZoneText.Find(zone);
        var time = Clamp(micros, DateTimeKind.Unspecified);
        var offset = info.IsAmbiguousTime(time) ? info.GetAmbiguousTimeOffsets(time).Max()
            : info.IsInvalidTime(time) ? info.GetUtcOffset(time.AddDays(-1))
            : info.GetUtcOffset(time);
        return micros - offset.Ticks / 10;
    }

    // Zones have no rules beyond what .NET's calendar holds.
    private static DateTime Clamp(long micros, DateTimeKind kind)
    {
        var ticks = DateTime.UnixEpoch.Ticks + Math.Clamp(micros, -60_000_000_000_000_000, 250_000_000_000_000_000) * 10;
        return new DateTime(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), kind);
    }

    private static bool IsLast(DateParts date) => date.Day == Calendar.DaysInMonth(date.Year, date.Month);

    private static int Seconds(DateParts date) => date.Day * 86_400 + date.Hour * 3600 + date.Minute * 60 + date.Second;
}
