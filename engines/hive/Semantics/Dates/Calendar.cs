namespace Nonolive.Hive.Semantics.Dates;

/// <summary>
/// The proleptic Gregorian calendar in days since 1970-01-01, for any year that DuckDB holds. (.NET's DateTime ends at 9999.)
/// </summary>
internal static class Calendar
{
    internal const long MicrosPerSecond = 1_000_000;
    internal const long MicrosPerDay = 86_400 * MicrosPerSecond;

    // What DuckDB's DATE and TIMESTAMP hold with room for zone offsets.
    private const int MinYear = -5_000_000;
    private const int MaxYear = 5_000_000;
    private const int MaxTimestampYear = 290_000;

    // Days from 0000-03-01 to 1970-01-01.
    private const int EpochShift = 719_468;
    private const int DaysPerEra = 146_097;

    /// <summary>Days of a date whose month and day may overflow into the next ones, as Java's lenient resolver has it.</summary>
    internal static bool TryDays(long year, long month, long day, out int days)
    {
        days = 0;
        var months = month - 1;
        year += Math.DivRem(months, 12, out var rest);
        if (rest < 0)
        {
            year--;
            rest += 12;
        }
        if (year is < MinYear or > MaxYear)
            return false;
        days = (int)(DaysOf((int)year, (int)rest + 1, 1) + day - 1);
        return true;
    }

    /// <summary>Days of a date that exists.</summary>
    internal static int DaysOf(int year, int month, int day)
    {
        // Years that begin in March make the leap day the last one.
        var shifted = month > 2 ? year : year - 1;
        var era = FloorDiv(shifted, 400);
        var yearOfEra = shifted - era * 400;
        var dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        var dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DaysPerEra + dayOfEra - EpochShift;
    }

    /// <summary>Year, month and day.</summary>
    internal static (int Year, int Month, int Day) Date(int days)
    {
        var shifted = days + EpochShift;
        var era = FloorDiv(shifted, DaysPerEra);
        var dayOfEra = shifted - era * DaysPerEra;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var marchMonth = (5 * dayOfYear + 2) / 153;
        var day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        var month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>Microseconds since the epoch, where DuckDB's TIMESTAMP holds them.</summary>
    internal static bool TryMicros(int days, long microsOfDay, out long micros)
    {
        micros = 0;
        if (Math.Abs((long)days) > MaxTimestampYear * 365L)
            return false;
        micros = days * MicrosPerDay + microsOfDay;
        return true;
    }

    internal static int DaysInMonth(int year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    internal static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    internal static int FloorDiv(int value, int divisor) => (value >= 0 ? value : value - divisor + 1) / divisor;

    internal static long FloorDiv(long value, long divisor) => (value >= 0 ? value : value - divisor + 1) / divisor;
}
