namespace Nonolive.Hive.Semantics.Dates;

/// <summary>Time zones by name and offset, as java.util.TimeZone knows them.</summary>
internal static class ZoneText
{
    // java.util.TimeZone's three-letter names (sun.util.calendar.ZoneInfoFile), where they are not ids of the zone database.
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["ACT"] = "Australia/Darwin",
        ["AET"] = "Australia/Sydney",
        ["AST"] = "America/Anchorage",
        ["BST"] = "Asia/Dhaka",
        ["CST"] = "America/Chicago",
        ["CTT"] = "Asia/Shanghai",
        ["ECT"] = "Europe/Paris",
        ["IST"] = "Asia/Kolkata",
        ["JST"] = "Asia/Tokyo",
        ["NST"] = "Pacific/Auckland",
        ["PST"] = "America/Los_Angeles",
        ["VST"] = "Asia/Ho_Chi_Minh",
    };

    /// <summary>A zone at the place in a text: Z, UTC, GMT, an offset. In seconds east of Greenwich.</summary>
    internal static bool TryParse(string text, ref int at, out long offset)
    {
        offset = 0;
        foreach (var name in new[] { "UTC", "GMT", "UT" })
        {
            if (string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                at += name.Length;
                TryOffset(text, ref at, out offset);
                return true;
            }
        }
        if (at < text.Length && text[at] == 'Z')
        {
            at++;
            return true;
        }
        return TryOffset(text, ref at, out offset);
    }

    /// <summary>TimeZone.getTimeZone: an id, a short name or GMT±h:mm; anything else is GMT.</summary>
    internal static TimeZoneInfo Find(string id)
    {
        var at = 0;
        if (id.StartsWith("GMT", StringComparison.Ordinal) && TryParse(id, ref at, out var offset) && at == id.Length)
            return TimeZoneInfo.CreateCustomTimeZone(id, TimeSpan.FromSeconds(offset), id, id);
        return TimeZoneInfo.TryFindSystemTimeZoneById(Short.GetValueOrDefault(id, id), out var zone) ? zone : TimeZoneInfo.Utc;
    }

    private static bool TryOffset(string text, ref int at, out long offset)
    {
        offset = 0;
        if (at >= text.Length || text[at] is not ('+' or '-'))
            return false;
        var sign = text[at] == '-' ? -1 : 1;
        var digits = new List<int>();
        var i = at + 1;
        var colon = -1;
        for (; i < text.Length && digits.Count < 4 && (char.IsAsciiDigit(text[i]) || (text[i] == ':' && colon < 0 && digits.Count > 0)); i++)
        {
            if (text[i] == ':')
                colon = digits.Count;
            else
                digits.Add(text[i] - '0');
        }
        if (digits.Count == 0)
            return false;
        var value = digits.Aggregate(0, (sum, digit) => sum * 10 + digit);
        var hours = colon >= 0 || digits.Count > 2 ? value / 100 : value;
        var minutes = colon >= 0 || digits.Count > 2 ? value % 100 : 0;
        offset = sign * (hours * 3600L + minutes * 60);
        at = i;
        return true;
    }
}
