namespace Nonolive.Infra.Settings;

/// <summary>
/// Time zones that a business day can be counted in. The state machine turns a time into a day by adding an offset, so the
/// zone's offset must not change in the years that the pipeline may run.
/// </summary>
internal static class BusinessZones
{
    private static readonly DateTime First = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private const int Weeks = 30 * 52;

    public static TimeZoneInfo? Find(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    public static TimeSpan? OffsetOf(string name)
    {
        if (Find(name) is not { } zone)
            return null;
        var offsets = Enumerable.Range(0, Weeks).Select(week => zone.GetUtcOffset(First.AddDays(7 * week))).Distinct().ToList();
        return offsets is [var only] ? only : null;
    }
}
