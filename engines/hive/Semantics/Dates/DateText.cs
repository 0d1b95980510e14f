using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Semantics.Dates;

/// <summary>
/// Dates and timestamps from text and back, by Hive 3.1's common/type/Date.java and Timestamp.java: one or two digits for each
/// part, lenient (month 13 is next year's first), the date alone or with a time of day to the nanosecond (kept to the microsecond).
/// </summary>
internal static class DateText
{
    /// <summary>Date.valueOf: what follows a space or a T does not count.</summary>
    internal static bool TryDate(ReadOnlySpan<char> text, out int days)
    {
        text = TrimJava(text);
        var cut = text.IndexOf(' ');
        if (cut < 0)
            cut = text.IndexOf('T');
        if (cut >= 0)
            text = text[..cut];
        days = 0;
        return TryYearMonthDay(ref text, out var year, out var month, out var day) && text.IsEmpty
            && Calendar.TryDays(year, month, day, out days);
    }

    /// <summary>Timestamp.valueOf: <c>y-M-d</c>, <c>y-M-d H:m:s[.f]</c>, or ISO-8601 with a T.</summary>
    internal static bool TryTimestamp(ReadOnlySpan<char> text, out long micros)
    {
        text = TrimJava(text);
        if (!TryLenient(text, out micros) && !TryIso(text, out micros))
            return false;
        RequireMicros(text);
        return true;
    }

    // Hive's timestamps have nanoseconds, DuckDB's microseconds: digits are not dropped behind the user's back.
    private static void RequireMicros(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        if (point < 0 || text.Length - point <= 7)
            return;
        for (var at = point + 7; at < text.Length && at < point + 10 && char.IsAsciiDigit(text[at]); at++)
        {
            if (text[at] != '0')
                throw SemanticErrors.Nanoseconds(text.ToString());
        }
    }

    /// <summary>Date.toString: <c>yyyy-MM-dd</c>, more digits for later years, a sign before negative ones.</summary>
    internal static string OfDate(int days)
    {
        var (year, month, day) = Calendar.Date(days);
        var sign = year < 0 ? "-" : year > 9999 ? "+" : "";
        return $"{sign}{Math.Abs(year):0000}-{month:00}-{day:00}";
    }

    /// <summary>Timestamp.toString: seconds, then as many digits of the fraction as are not trailing zeros.</summary>
    internal static string OfTimestamp(long micros)
    {
        var days = (int)Calendar.FloorDiv(micros, Calendar.MicrosPerDay);
        var ofDay = micros - days * Calendar.MicrosPerDay;
        var seconds = ofDay / Calendar.MicrosPerSecond;
        var text = new StringBuilder(OfDate(days), 32);
        text.Append(CultureInfo.InvariantCulture, $" {seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        var fraction = ofDay % Calendar.MicrosPerSecond;
        if (fraction != 0)
            text.Append('.').Append(fraction.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0'));
        return text.ToString();
    }

    // Java's String.trim cuts everything up to the space.
    internal static ReadOnlySpan<char> TrimJava(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && text[start] <= ' ')
            start++;
        var end = text.Length;
        while (end > start && text[end - 1] <= ' ')
            end--;
        return text[start..end];
    }

    private static bool TryLenient(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (!TryYearMonthDay(ref text, out var year, out var month, out var day) || !Calendar.TryDays(year, month, day, out var days))
            return false;
        if (text.IsEmpty)
            return Calendar.TryMicros(days, 0, out micros);
        if (!Take(ref text, ' ') || !TryNumber(ref text, 2, out var hour) || !Take(ref text, ':') || !TryNumber(ref text, 2, out var minute)
            || !Take(ref text, ':') || !TryNumber(ref text, 2, out var second))
        {
            return false;
        }
        return TryFraction(ref text, out var fraction) && text.IsEmpty
            && Calendar.TryMicros(days, (hour * 3600 + minute * 60 + second) * Calendar.MicrosPerSecond + fraction, out micros);
    }

    // java.time.LocalDateTime.parse: yyyy-MM-ddTHH:mm[:ss[.f]], strict.
    private static bool TryIso(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text.Length < 16 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':')
            return false;
        var rest = text[16..];
        long second = 0, fraction = 0;
        if (!int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text[5..7], NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            || !int.TryParse(text[8..10], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            || !int.TryParse(text[11..13], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text[14..16], NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            || month is < 1 or > 12 || day < 1 || day > Calendar.DaysInMonth(year, month) || hour > 23 || minute > 59)
        {
            return false;
        }
        if (!rest.IsEmpty && (!Take(ref rest, ':') || rest.Length < 2 || !TryNumber(ref rest, 2, out second) || second > 59
            || (!rest.IsEmpty && rest is not "." && !TryFraction(ref rest, out fraction)) || rest is not ("" or ".")))
        {
            return false;
        }
        return Calendar.TryMicros(Calendar.DaysOf(year, month, day), (hour * 3600L + minute * 60 + second) * Calendar.MicrosPerSecond + fraction, out micros);
    }

    private static bool TryYearMonthDay(ref ReadOnlySpan<char> text, out long year, out long month, out long day)
    {
        month = day = 0;
        var negative = Take(ref text, '-');
        if (!TryNumber(ref text, 10, out year) || !Take(ref text, '-') || !TryNumber(ref text, 2, out month)
            || !Take(ref text, '-') || !TryNumber(ref text, 2, out day))
        {
            return false;
        }
        if (negative)
            year = -year;
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text.IsEmpty)
            return true;
        var digits = text.Length - 1;
        if (!Take(ref text, '.') || digits is 0 or > 9)
            return false;
        for (var i = 0; i < 6; i++)
            micros = micros * 10 + (i < text.Length ? text[i] - '0' : 0);
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }
        text = default;
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> text, int most, out long value)
    {
        value = 0;
        var digits = 0;
        while (digits < text.Length && digits < most && char.IsAsciiDigit(text[digits]))
            value = value * 10 + (text[digits++] - '0');
        text = text[digits..];
        return digits > 0;
    }

    private static bool Take(ref ReadOnlySpan<char> text, char wanted)
    {
        if (text.IsEmpty || text[0] != wanted)
            return false;
        text = text[1..];
        return true;
    }
}
