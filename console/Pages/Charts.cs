using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>
/// Small drawings in inline SVG, chosen by the report's grain. Rows are drawn as they are: adding them up might not mean
/// anything. Texts stand outside the drawings, so that they keep their size on a phone.
/// </summary>
internal static class Charts
{
    private const int SparkWidth = 120;
    private const int SparkHeight = 32;

    /// <summary>A curve where the grain has a time of day, bars otherwise.</summary>
    public static Markup Of(ReportTable table, IReadOnlyList<Cell[]> rows, IReadOnlyList<string> grain, ReportColumn measure)
    {
        var keys = grain.Select(table.IndexOf).Where(at => at >= 0).ToList();
        var value = table.IndexOf(measure.Name);
        var time = keys.FindIndex(at => Grains.IsTimeOfDay(table.Columns[at].Name));
        return time >= 0
            ? Curves.Render(table, rows, keys[time], [.. keys.Where(at => at != keys[time])], value)
            : Bars.Render(table, rows, keys.Count > 0 ? keys : [0], value);
    }

    /// <summary>The course of a total over days, without axes.</summary>
    public static Markup Spark(IReadOnlyList<(DateOnly Day, decimal Total)> totals, string what)
    {
        if (totals.Count < 2)
            return Markup.Empty;
        var first = totals[0].Day.DayNumber;
        var points = Points(totals.Select(total => ((decimal)(total.Day.DayNumber - first), total.Total)),
            totals[^1].Day.DayNumber - first, Scale(totals.Select(total => total.Total)), SparkWidth, SparkHeight);
        return Markup.Of($"""
            <svg class="spark" viewBox="0 -2 {SparkWidth} {SparkHeight + 4}" preserveAspectRatio="none" role="img" aria-label="{what}, {Labels.Day(totals[0].Day)} to {Labels.Day(totals[^1].Day)}"><polygon class="area" points="0,{SparkHeight + 2} {points} {SparkWidth},{SparkHeight + 2}"/><polyline points="{points}"/></svg>
            """);
    }

    /// <summary>Points of a polyline; what is below zero is drawn at zero.</summary>
    public static string Points(IEnumerable<(decimal X, decimal Y)> points, decimal last, decimal scale, int width, int height) =>
        string.Join(' ', points.Select(point =>
            $"{point.X / Math.Max(1, last) * width:0.#},{height - (Math.Max(0, point.Y) / scale * height):0.#}"));

    /// <summary>The greatest value, never zero.</summary>
    public static decimal Scale(IEnumerable<decimal> values) => values.DefaultIfEmpty(0).Max() is > 0 and var greatest ? greatest : 1;
}
