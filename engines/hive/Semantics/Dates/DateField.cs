using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Semantics.Dates;

/// <summary>A letter of a SimpleDateFormat pattern with its count, or literal text.</summary>
internal sealed record DateField(char Letter, int Count, string Literal)
{
    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] DaysOfWeek = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>Whether the field is digits when parsed.</summary>
    internal bool IsNumeric => Letter switch
    {
        'M' or 'L' => Count <= 2,
        'y' or 'd' or 'H' or 'k' or 'K' or 'h' or 'm' or 's' or 'S' or 'D' => true,
        _ => false,
    };

    internal void Format(DateParts parts, StringBuilder text)
    {
        switch (Letter)
        {
            case '\0': text.Append(Literal); break;
            case 'G': text.Append(parts.Year > 0 ? "AD" : "BC"); break;
            case 'y': AppendYear(parts.Year, text); break;
            case 'Y': AppendYear(parts.Week.Year, text); break;
            case 'M' or 'L' when Count >= 4: text.Append(Months[parts.Month - 1]); break;
            case 'M' or 'L' when Count == 3: text.Append(Months[parts.Month - 1], 0, 3); break;
            case 'E': text.Append(Count >= 4 ? DaysOfWeek[parts.DayOfWeek] : DaysOfWeek[parts.DayOfWeek][..3]); break;
            case 'a': text.Append(parts.Hour < 12 ? "AM" : "PM"); break;
            case 'z': text.Append(Count >= 4 ? "Coordinated Universal Time" : "UTC"); break;
            case 'Z': text.Append("+0000"); break;
            case 'X': text.Append('Z'); break;
            default: text.Append(Number(parts).ToString(CultureInfo.InvariantCulture).PadLeft(Count, '0')); break;
        }
    }

    internal bool TryParse(string text, ref int at, bool abuts, ParsedDate parsed)
    {
        if (Letter == '\0')
        {
            if (string.CompareOrdinal(text, at, Literal, 0, Literal.Length) != 0)
                return false;
            at += Literal.Length;
            return true;
        }
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return Letter switch
        {
            'M' or 'L' when Count >= 3 => TryName(text, ref at, Months, out var month) && parsed.Set('M', month + 1),
            'E' => TryName(text, ref at, DaysOfWeek, out _),
            'a' => TryName(text, ref at, ["AM", "PM"], out var half) && parsed.Set('a', half),
            'G' => TryName(text, ref at, ["BC", "AD"], out var era) && parsed.Set('G', era),
            'z' or 'Z' or 'X' => ZoneText.TryParse(text, ref at, out var offset) && parsed.Set('z', offset),
            _ when IsNumeric => TryNumber(text, ref at, abuts, parsed),
            _ => throw new FormatException($"The pattern letter '{Letter}' is not supported for parsing."),
        };
    }

    private int Number(DateParts parts) => Letter switch
    {
        'M' or 'L' => parts.Month,
        'w' => parts.Week.Week,
        'W' => parts.WeekOfMonth,
        'D' => parts.DayOfYear,
        'd' => parts.Day,
        'F' => (parts.Day - 1) / 7 + 1,
        'u' => parts.DayOfWeek == 0 ? 7 : parts.DayOfWeek,
        'H' => parts.Hour,
        'k' => parts.Hour == 0 ? 24 : parts.Hour,
        'K' => parts.Hour % 12,
        'h' => parts.Hour % 12 == 0 ? 12 : parts.Hour % 12,
        'm' => parts.Minute,
        's' => parts.Second,
        _ => parts.Milli,
    };

    private void AppendYear(int year, StringBuilder text)
    {
        var shown = year > 0 ? year : 1 - year;
        text.Append(Count == 2 ? (shown % 100).ToString("00", CultureInfo.InvariantCulture) : shown.ToString(CultureInfo.InvariantCulture).PadLeft(Count, '0'));
    }

    private bool TryNumber(string text, ref int at, bool abuts, ParsedDate parsed)
    {
        var start = at;
        long value = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]) && at - start < (abuts ? Count : 18))
            value = value * 10 + (text[at++] - '0');
        if (at == start)
            return false;
        // Two digits for yy are a year from eighty before to twenty after now; the engine's clock does not reach here, so the century of 2000 and 1900 is split at fifty.
        if (Letter == 'y' && Count <= 2 && at - start == 2)
            value += value < 50 ? 2000 : 1900;
        return parsed.Set(Letter, value);
    }

    private static bool TryName(string text, ref int at, string[] names, out int index)
    {
        for (index = 0; index < names.Length; index++)
        {
            foreach (var length in new[] { names[index].Length, Math.Min(3, names[index].Length) })
            {
                if (at + length <= text.Length && string.Compare(text, at, names[index], 0, length, StringComparison.OrdinalIgnoreCase) == 0)
                {
                    at += length;
                    return true;
                }
            }
        }
        return false;
    }
}
