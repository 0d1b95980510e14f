using System.Globalization;

namespace Nonolive.Infra.Settings;

/// <summary>
/// Checks EventBridge Scheduler's expressions, which the provider passes on unseen:
/// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
/// </summary>
internal static class ScheduleExpression
{
    private static readonly (string Name, int Minimum, int Maximum, string Words)[] Fields =
    [
        ("minutes", 0, 59, ""),
        ("hours", 0, 23, ""),
        ("day of month", 1, 31, ""),
        ("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
        ("day of week", 1, 7, "SUN MON TUE WED THU FRI SAT"),
        ("year", 1970, 2199, ""),
    ];

    public static string? Fault(string expression)
    {
        if (Inside(expression, "rate(") is { } rate)
            return RateFault(rate);
        if (Inside(expression, "cron(") is { } cron)
            return CronFault(cron);
        return "it is neither cron(...) nor rate(...)";
    }

    private static string? Inside(string expression, string opening) =>
        expression.StartsWith(opening, StringComparison.Ordinal) && expression.EndsWith(')') ? expression[opening.Length..^1] : null;

    private static string? RateFault(string text) => text.Split(' ') switch
    {
        [var number, "day" or "days"] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => null,
        [var number, "hour" or "hours"] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => null,
        [_, "minute" or "minutes"] => "a run a minute is not what reports of days need; use hours or days",
        _ => "a rate is a positive number and hours or days",
    };

    private static string? CronFault(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
            return $"cron has {Fields.Length} fields (minutes, hours, day of month, month, day of week, year), not {parts.Length}";
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts[i].Split(',').All(part => IsField(part, i)))
                return $"'{parts[i]}' is no {Fields[i].Name}";
        }
        return (parts[2] == "?") == (parts[4] == "?") ? "exactly one of day of month and day of week is '?'" : null;
    }

    private static bool IsField(string part, int field)
    {
        if (part == "*" || (part == "?" && field is 2 or 4))
            return part != "?" || field is 2 or 4;
        if ((part is "L" or "LW" && field == 2) || (part == "L" && field == 4))
            return true;
        if (field == 4 && part.Split('#') is [var day, var week])
            return IsValue(day, field) && week is ['1' or '2' or '3' or '4' or '5'];
        if (part.Split('/') is [var start, var step])
            return (start == "*" || IsRange(start, field)) && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var every) && every > 0;
        return IsRange(part.TrimEnd(field == 2 ? 'W' : ' '), field);
    }

    private static bool IsRange(string part, int field) => part.Split('-') switch
    {
        [var only] => IsValue(only, field),
        [var from, var to] => IsValue(from, field) && IsValue(to, field),
        _ => false,
    };

    private static bool IsValue(string text, int field) =>
        Fields[field].Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(text)
        || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Fields[field].Minimum && number <= Fields[field].Maximum);
}
