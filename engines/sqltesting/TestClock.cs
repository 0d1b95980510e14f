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
        if (text.EndsWith('Z'))
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var local = text.Contains('-')
            ? DateTime.Parse(text, CultureInfo.InvariantCulture)
            : day.ToDateTime(TimeOnly.Parse(text, CultureInfo.InvariantCulture));
        return new DateTimeOffset(local, _zone.GetUtcOffset(local));
    }
}
