namespace Nonolive.Hive.Semantics.Dates;

/// <summary>The fields that a parse found; what is missing is that of 1970-01-01 00:00:00, what is too large overflows.</summary>
internal sealed class ParsedDate
{
    private readonly Dictionary<char, long> _fields = [];

    internal bool Set(char letter, long value)
    {
        _fields[letter] = value;
        return true;
    }

    internal bool TryMillis(out long millis)
    {
        millis = 0;
        var year = Get('y', 1970);
        if (_fields.TryGetValue('G', out var era) && era == 0)
            year = 1 - year;
        // The day of the year counts only where no month or day was given after it; patterns have one or the other.
        var hasDayOfYear = _fields.TryGetValue('D', out var dayOfYear) && !_fields.ContainsKey('d');
        var month = hasDayOfYear ? 1 : Get('M', 1);
        var day = hasDayOfYear ? dayOfYear : Get('d', 1);
        if (Math.Abs(year) > 200_000 || Math.Abs(month) > 100_000 || Math.Abs(day) > 10_000_000 || !Calendar.TryDays(year, month, day, out var days))
            return false;
        var seconds = Hours() * 3600 + Get('m', 0) * 60 + Get('s', 0);
        millis = days * 86_400_000L + seconds * 1000 + Get('S', 0) - Get('z', 0) * 1000;
        return true;
    }

    private long Hours()
    {
        if (_fields.TryGetValue('H', out var hour))
            return hour;
        if (_fields.TryGetValue('k', out hour))
            return hour == 24 ? 0 : hour;
        if (!_fields.TryGetValue('K', out hour))
            hour = Get('h', 0) is var twelve && twelve == 12 ? 0 : twelve;
        return hour + (Get('a', 0) == 1 ? 12 : 0);
    }

    private long Get(char letter, long otherwise) => _fields.GetValueOrDefault(letter, otherwise);
}
