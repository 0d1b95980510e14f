namespace Nonolive.Hive.Semantics.Dates;

/// <summary>A time's calendar fields in UTC.</summary>
internal readonly struct DateParts
{
    internal DateParts(long micros)
    {
        Days = (int)Calendar.FloorDiv(micros, Calendar.MicrosPerDay);
        MicrosOfDay = micros - Days * Calendar.MicrosPerDay;
        (Year, Month, Day) = Calendar.Date(Days);
    }

    internal int Days { get; }

    internal long MicrosOfDay { get; }

    internal int Year { get; }

    internal int Month { get; }

    internal int Day { get; }

    internal int Hour => (int)(MicrosOfDay / (3600 * Calendar.MicrosPerSecond));

    internal int Minute => (int)(MicrosOfDay / (60 * Calendar.MicrosPerSecond) % 60);

    internal int Second => (int)(MicrosOfDay / Calendar.MicrosPerSecond % 60);

    internal int Milli => (int)(MicrosOfDay / 1000 % 1000);

    internal int DayOfYear => Days - Calendar.DaysOf(Year, 1, 1) + 1;

    /// <summary>0 is Sunday.</summary>
    internal int DayOfWeek => (Days % 7 + 11) % 7;

    /// <summary>The week in java.util.Calendar's US rules: weeks begin on Sunday, the first holds January 1.</summary>
    internal (int Year, int Week) Week
    {
        get
        {
            var firstWeekStart = StartOfFirstWeek(Year + 1);
            if (Days >= firstWeekStart)
                return (Year + 1, (Days - firstWeekStart) / 7 + 1);
            return (Year, (Days - StartOfFirstWeek(Year)) / 7 + 1);
        }
    }

    /// <summary>The week of the month, by the same rules.</summary>
    internal int WeekOfMonth
    {
        get
        {
            var first = Calendar.DaysOf(Year, Month, 1);
            return (Day - 1 + (first % 7 + 11) % 7) / 7 + 1;
        }
    }

    private static int StartOfFirstWeek(int year)
    {
        var first = Calendar.DaysOf(year, 1, 1);
        return first - (first % 7 + 11) % 7;
    }
}
