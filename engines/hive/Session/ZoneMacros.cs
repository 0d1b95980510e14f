namespace Nonolive.Hive.Session;

/// <summary>
/// How timestamps and seconds since 1970 become one another. Since 3.1 Hive takes a timestamp's wall clock for UTC, whatever
/// zone the JVM is in (HIVE-12192; unix_timestamp and from_unixtime went back to the session's zone with HIVE-22170 in 4.0).
/// Before, java.sql.Timestamp took it for the JVM's zone; recorded results of such versions are measured with that zone.
/// </summary>
internal static class ZoneMacros
{
    /// <summary>The body of a macro over <c>x</c>; null where the name is none of them.</summary>
    public static string? Body(string name, string? zone) => (name, zone is null ? null : $"'{zone.Replace("'", "''")}'") switch
    {
        ("hv_epoch_us", null) => "epoch_us(x)",
        ("hv_epoch_us", var id) => $"epoch_us(hv_to_utc(x, {id}))",
        ("hv_at_us", null) => "make_timestamp(x)",
        ("hv_at_us", var id) => $"hv_from_utc(make_timestamp(x), {id})",
        ("hv_wall_seconds" or "hv_epoch_seconds", null) => "x",
        ("hv_wall_seconds", var id) => $"(epoch_us(hv_from_utc(make_timestamp(x * 1000000), {id})) // 1000000)",
        ("hv_epoch_seconds", var id) => $"(epoch_us(hv_to_utc(make_timestamp(x * 1000000), {id})) // 1000000)",
        _ => null,
    };
}
