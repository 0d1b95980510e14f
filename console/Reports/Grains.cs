namespace Nonolive.WebConsole.Reports;

/// <summary>What the name of a key column tells about how its rows belong together.</summary>
internal static class Grains
{
    /// <summary>Whether rows follow each other within the day: values at moments are drawn as a curve and never added up.</summary>
    public static bool IsTimeOfDay(string column) => column.Split('_')[0] is "minute" or "hour";

    /// <summary>Whether rows have a place of their own, which is kept where others are ordered by value.</summary>
    public static bool IsPlace(string column) => column is "ranking" or "rank" or "step" or "day_number";
}
