using System.Buffers.Binary;

namespace Nonolive.Replication.Types;

/// <summary>Turns PostgreSQL's dates and times into what Parquet counts, from both of their forms.</summary>
internal static class TimeValue
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    // PostgreSQL counts from 2000-01-01.
    private const int EpochDays = 10_957;

    // "Positive and negative infinity values are truncated to '9999-12-31 23:59:59' and '4713-01-01 00:00:00 BC'": the user guide.
    private static readonly int LastDay = DaysOf(9999, 12, 31);
    private static readonly int FirstDay = DaysOf(-4712, 1, 1);
    private static readonly long LastMoment = LastDay * MicrosPerDay + (86_400 - 1) * MicrosPerSecond;
    private static readonly long FirstMoment = FirstDay * MicrosPerDay;

    public static int BinaryDate(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt32BigEndian(value) switch
    {
        int.MaxValue => LastDay,
        int.MinValue => FirstDay,
        var days => days + EpochDays,
    };

    public static long BinaryTimestamp(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt64BigEndian(value) switch
    {
        long.MaxValue => LastMoment,
        long.MinValue => FirstMoment,
        var micros => micros + EpochDays * MicrosPerDay,
    };

    public static int TextDate(ReadOnlySpan<byte> text)
    {
        if (text[0] == 'i')
            return LastDay;
        if (text[0] == '-')
            return FirstDay;
        Date(ref text, out var isBefore, out var year, out var month, out var day);
        return DaysOf(isBefore ? 1 - year : year, month, day);
    }

    /// <summary>Microseconds since 1970 of <c>2024-05-28 19:51:41.388146+00</c>; the offset is that of UTC, which the session sets.</summary>
    public static long TextTimestamp(ReadOnlySpan<byte> text)
    {
        if (text[0] == 'i')
            return LastMoment;
        if (text[0] == '-')
            return FirstMoment;
        Date(ref text, out var isBefore, out var year, out var month, out var day);
        return DaysOf(isBefore ? 1 - year : year, month, day) * MicrosPerDay + TextTime(text[1..]);
    }

    /// <summary>Microseconds since midnight of <c>19:51:41.388146</c>; a zone's offset is taken off, so that the time is that of UTC.</summary>
    public static long TextTime(ReadOnlySpan<byte> text)
    {
        var micros = (Number(text, 2) * 3_600L + Number(text[3..], 2) * 60L + Number(text[6..], 2)) * MicrosPerSecond;
        text = text[8..];
        if (text.Length > 0 && text[0] == '.')
        {
            text = text[1..];
            var (places, fraction) = (0, 0);
            for (; places < text.Length && text[places] is >= (byte)'0' and <= (byte)'9'; places++)
                fraction = fraction * 10 + text[places] - '0';
            text = text[places..];
            for (; places < 6; places++)
                fraction *= 10;
            micros += fraction;
        }
        if (text.Length == 0 || text[0] is not ((byte)'+' or (byte)'-'))
            return micros;
        var sign = text[0] == '+' ? 1 : -1;
        long offset = Number(text[1..], 2) * 3_600;
        if (text.Length >= 6 && text[3] == ':')
            offset += Number(text[4..], 2) * 60;
        if (offset == 0)
            return micros;
        return ((micros - sign * offset * MicrosPerSecond) % MicrosPerDay + MicrosPerDay) % MicrosPerDay;
    }

    /// <summary>Writes <c>yyyy-MM-dd HH:mm:ss.ffffff</c>, 26 characters, of microseconds since 1970.</summary>
    public static void Format(long micros, Span<byte> target)
    {
        var time = DateTime.UnixEpoch.AddTicks(micros * 10);
        var parts = time.TimeOfDay.Ticks / 10;
        Digits(time.Year, target[..4]);
        target[4] = (byte)'-';
        Digits(time.Month, target[5..7]);
        target[7] = (byte)'-';
        Digits(time.Day, target[8..10]);
        target[10] = (byte)' ';
        Digits(time.Hour, target[11..13]);
        target[13] = (byte)':';
        Digits(time.Minute, target[14..16]);
        target[16] = (byte)':';
        Digits(time.Second, target[17..19]);
        target[19] = (byte)'.';
        Digits((int)(parts % MicrosPerSecond), target[20..26]);
    }

    /// <summary>The length of what <see cref="Format"/> writes.</summary>
    public const int FormattedLength = 26;

    public static long FloorDivide(long value, long divisor) => value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);

    private static void Digits(int value, Span<byte> target)
    {
        for (var i = target.Length - 1; i >= 0; i--, value /= 10)
            target[i] = (byte)('0' + value % 10);
    }

    // Reads "yyyy-MM-dd" and leaves the rest; " BC" stands at the very end.
    private static void Date(ref ReadOnlySpan<byte> text, out bool isBefore, out int year, out int month, out int day)
    {
        isBefore = text.EndsWith(" BC"u8);
        if (isBefore)
            text = text[..^3];
        var dash = text.IndexOf((byte)'-');
        year = Number(text, dash);
        month = Number(text[(dash + 1)..], 2);
        day = Number(text[(dash + 4)..], 2);
        text = text[(dash + 6)..];
    }

    private static int Number(ReadOnlySpan<byte> text, int length)
    {
        var value = 0;
        for (var i = 0; i < length; i++)
            value = value * 10 + text[i] - '0';
        return value;
    }

    // Days since 1970 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static int DaysOf(int year, int month, int day)
    {
        year -= month <= 2 ? 1 : 0;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - era * 400;
        var dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        var dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
