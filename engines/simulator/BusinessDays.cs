namespace Nonolive.Simulator;

/// <summary>The days of a time zone as spans of UTC.</summary>
internal sealed class BusinessDays(string zone)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
    private readonly Dictionary<DateOnly, long> _starts = [];

    /// <summary>Milliseconds since 1970 (UTC) of the first moment of a day.</summary>
    public long Start(DateOnly day)
    {
        lock (_starts)
        {
            if (_starts.TryGetValue(day, out var known))
                return known;
            var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
            // Where clocks skip midnight, the day starts at the first moment that exists.
            while (_zone.IsInvalidTime(midnight))
                midnight = midnight.AddMinutes(1);
            // Where midnight happens twice, the first one starts the day.
            var offset = _zone.IsAmbiguousTime(midnight) ? _zone.GetAmbiguousTimeOffsets(midnight).Max() : _zone.GetUtcOffset(midnight);
            return _starts[day] = new DateTimeOffset(midnight, offset).ToUnixTimeMilliseconds();
        }
    }

    /// <summary>The first moment after a day.</summary>
    public long End(DateOnly day) => Start(day.AddDays(1));

    /// <summary>The day that a moment belongs to.</summary>
    public DateOnly Of(long milliseconds) => DateOnly.FromDateTime(Local(milliseconds));

    /// <summary>Whether a moment lies in a day.</summary>
    public bool Contains(DateOnly day, DateTimeOffset moment)
    {
        var milliseconds = moment.ToUnixTimeMilliseconds();
        return milliseconds >= Start(day) && milliseconds < End(day);
    }

    /// <summary>The clock's date and time at a moment.</summary>
    public DateTime Local(long milliseconds) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), _zone).DateTime;
}
