using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nonolive.LocalCloud.Jsonata;

/// <summary>Date and time functions, with the numeric components of picture strings (https://docs.jsonata.org/date-time-functions).</summary>
internal static partial class JsonataTime
{
    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static readonly Builtin[] All =
    [
        new("fromMillis", 1, 3, true, call => call[0] is Undefined ? call[0] : Format(call, FromMillis(call.Number(0), call))),
        new("toMillis", 1, 2, true, call => call[0] is Undefined ? call[0] : (double)Read(call).ToUnixTimeMilliseconds()),
    ];

    public static IReadOnlyList<Builtin> Clocked(DateTimeOffset now) =>
    [
        new("now", 0, 2, false, call => call.Has(0) ? Picture(call.Text(0), now.ToOffset(Offset(call, 1)), call) : now.UtcDateTime.ToString(Iso, CultureInfo.InvariantCulture)),
        new("millis", 0, 0, false, _ => (double)now.ToUnixTimeMilliseconds()),
    ];

    private static DateTimeOffset FromMillis(double millis, BuiltinCall call) =>
        Math.Abs(millis) < 2.5e14 ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Floor(millis)) : throw call.Wrong(0, "milliseconds of a year that exists");

    private static string Format(BuiltinCall call, DateTimeOffset time) => call.Has(1)
        ? Picture(call.Text(1), time.ToOffset(Offset(call, 2)), call)
        : time.UtcDateTime.ToString(Iso, CultureInfo.InvariantCulture);

    private static DateTimeOffset Read(BuiltinCall call)
    {
        var text = call.Text(0);
        if (call.Has(1))
            return ReadPicture(text, call.Text(1), call);
        // JavaScript takes any day up to 31 in any month and goes on into the next: 31 November is 1 December.
        var over = 0;
        if (DayOfMonth().Match(text) is { Success: true } date)
        {
            var (year, month, day) = (int.Parse(date.Groups[1].Value), int.Parse(date.Groups[2].Value), int.Parse(date.Groups[3].Value));
            if (year > 0 && month is >= 1 and <= 12 && day <= 31 && day > DateTime.DaysInMonth(year, month))
            {
                over = day - DateTime.DaysInMonth(year, month);
                text = $"{text[..8]}{day - over:00}{text[10..]}";
            }
        }
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd", "yyyy-MM", "yyyy"];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.AddDays(over)
            : throw new JsonataException($"$toMillis: '{text}' is not an ISO 8601 time", call.Position);
    }

    private static TimeSpan Offset(BuiltinCall call, int index)
    {
        if (!call.Has(index))
            return TimeSpan.Zero;
        var match = OffsetText().Match(call.Text(index));
        if (!match.Success)
            throw call.Wrong(index, "a zone offset such as '+0700'");
        var offset = new TimeSpan(int.Parse(match.Groups[2].Value), int.Parse(match.Groups[3].Value), 0);
        return match.Groups[1].Value == "-" ? -offset : offset;
    }

    private static string Picture(string picture, DateTimeOffset time, BuiltinCall call)
    {
        var result = new StringBuilder();
        foreach (var (literal, component, width) in Parts(picture, call))
        {
            result.Append(component switch
            {
                '\0' => literal,
                'Y' when width == 2 => (time.Year % 100).ToString("D2"),
                'Z' => (time.Offset < TimeSpan.Zero ? "-" : "+") + time.Offset.ToString("hh\\:mm"),
                'P' => time.Hour < 12 ? "am" : "pm",
                'f' => time.Millisecond.ToString("D3")[..Math.Clamp(width, 1, 3)],
                _ => Value(component, time).ToString($"D{width}"),
            });
        }
        return result.ToString();
    }

    private static int Value(char component, DateTimeOffset time) => component switch
    {
        'Y' => time.Year,
        'M' => time.Month,
        'D' => time.Day,
        'd' => time.DayOfYear,
        'H' => time.Hour,
        'h' => (time.Hour + 11) % 12 + 1,
        'm' => time.Minute,
        _ => time.Second,
    };

    private static DateTimeOffset ReadPicture(string text, string picture, BuiltinCall call)
    {
        var pattern = new StringBuilder("^");
        foreach (var (literal, component, width) in Parts(picture, call))
        {
            if (component is 'd' or 'P' or 'h')
                throw new JsonataException($"$toMillis does not read the picture component [{component}] here", call.Position);
            pattern.Append(component switch
            {
                '\0' => Regex.Escape(literal),
                'Z' => "(?<Z>[+-]\\d\\d:\\d\\d|Z)",
                _ => $"(?<{component}>\\d{{{Math.Max(1, width)},}}?)",
            });
        }
        var match = Regex.Match(text, pattern.Append('$').ToString(), RegexOptions.None, TimeSpan.FromSeconds(1));
        if (!match.Success)
            return Fail();
        int Part(string name, int otherwise) => match.Groups[name] is { Success: true } group ? int.Parse(group.Value) : otherwise;
        var zone = match.Groups["Z"] is { Success: true, Value: not "Z" } found
            ? TimeSpan.ParseExact(found.Value[1..], "hh\\:mm", CultureInfo.InvariantCulture) * (found.Value[0] == '-' ? -1 : 1)
            : TimeSpan.Zero;
        try
        {
            return new DateTimeOffset(Part("Y", 1970), Part("M", 1), Part("D", 1), Part("H", 0), Part("m", 0), Part("s", 0), Part("f", 0), zone);
        }
        catch (ArgumentOutOfRangeException)
        {
            return Fail();
        }

        DateTimeOffset Fail() => throw new JsonataException($"$toMillis: '{text}' does not fit the picture '{picture}'", call.Position);
    }

    private static IEnumerable<(string Literal, char Component, int Width)> Parts(string picture, BuiltinCall call)
    {
        var at = 0;
        foreach (Match match in Component().Matches(picture))
        {
            if (match.Index > at)
                yield return (picture[at..match.Index], '\0', 0);
            var parsed = Known().Match(match.Groups[1].Value);
            if (!parsed.Success)
                throw new JsonataException($"the picture component {match.Value} is outside of the subset that is understood here", call.Position);
            var component = parsed.Groups[1].Value[0];
            // Minutes and seconds are written with two digits where no width is given.
            yield return ("", component, parsed.Groups[2].Length > 0 ? parsed.Groups[2].Length : component is 'm' or 's' ? 2 : component is 'f' ? 3 : 1);
            at = match.Index + match.Length;
        }
        if (at < picture.Length)
            yield return (picture[at..], '\0', 0);
    }

    [GeneratedRegex(@"^(\d{4})-(\d\d)-(\d\d)")]
    private static partial Regex DayOfMonth();

    [GeneratedRegex(@"\[([^\]]*)\]")]
    private static partial Regex Component();

    [GeneratedRegex(@"^([YMDdHhmsfZP])(0*1?)$")]
    private static partial Regex Known();

    [GeneratedRegex(@"^([+-]?)(\d\d):?(\d\d)$")]
    private static partial Regex OffsetText();
}
