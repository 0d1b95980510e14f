using Nonolive.Infra.Settings;

namespace Nonolive.LocalCloud;

/// <summary>
/// The business day that changes committed now belong to. A live database stamps its commits itself, so a day that is
/// watched from its first row to its report has to be the current one.
/// </summary>
public static class CurrentDay
{
    // Long enough for any run on this machine; the second zone is two hours away from the first.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(20);
    private static readonly string[] Spares = ["Asia/Tokyo", "Asia/Jakarta"];

    /// <summary>The current day in a zone.</summary>
    /// <param name="zone">An IANA time zone.</param>
    /// <param name="clock">The clock.</param>
    public static DateOnly In(string zone, TimeProvider clock) => DateOnly.FromDateTime(Local(zone, clock));

    /// <summary>The settings, with another business zone where midnight is about to separate the commits from their report.</summary>
    /// <param name="settings">The stack's settings.</param>
    /// <param name="clock">The clock.</param>
    public static StackSettings AwayFromMidnight(StackSettings settings, TimeProvider clock) =>
        HasTime(settings.BusinessZone, clock) ? settings : settings with { BusinessZone = Spares.First(zone => HasTime(zone, clock)) };

    private static bool HasTime(string zone, TimeProvider clock) => Local(zone, clock).TimeOfDay + Margin < TimeSpan.FromDays(1);

    private static DateTime Local(string zone, TimeProvider clock) =>
        TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;
}
