using System.Globalization;

namespace Nonolive.SqlTesting;

/// <summary>
/// Times as tests write them, by the clock of the business zone: <c>10:00:05</c> on the business day,
/// <c>2026-03-09 23:59:30.250</c>, or with a zone of their own: <c>2026-03-09T16:59:30Z</c>.
/// </summary>
internal sealed class TestClock(DateOnly day, string zone)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public DateTimeOffset Parse(string text)
    {
        try
        {
            return Read(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw SqlTestErrors.WrongTime(text);
        }
    }

    private DateTimeOffset Read(string text)
    {
        if (text.EndsWith('Z'))
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var local = text.Contains('-')
            ? DateTime.Parse(text, CultureInfo.InvariantCulture)
            : day.ToDateTime(TimeOnly.Parse(text, CultureInfo.InvariantCulture));
        return new DateTimeOffset(local, _zone.GetUtcOffset(local));
    }

    /// <summary>A moment as <see cref="Parse"/> reads it, in the shortest form that means it.</summary>
    public string Format(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, _zone);
        var text = local.ToString(DateOnly.FromDateTime(local.DateTime) == day ? "HH:mm:ss.FFFFFF" : "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
        return Parse(text) == moment ? text : moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
    }
}
