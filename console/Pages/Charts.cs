using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>Small drawings in inline SVG. Texts stand outside the drawings, so that they keep their size on a phone.</summary>
internal static class Charts
{
    private const int MostBars = 12;
    private const int MostLines = 5;
    private const int Width = 600;
    private const int Height = 160;

    /// <summary>
    /// The greatest rows by one measure, as bars; or, where the key has a time of day, the measure over that time, a line for
    /// each of the greatest other keys. Rows are drawn as they are: adding them up might not mean anything.
    /// </summary>
    public static Markup Of(ReportTable table, IReadOnlyList<Cell[]> rows, IReadOnlyList<string> grain, ReportColumn measure)
    {
        var keys = grain.Select(table.IndexOf).Where(at => at >= 0).ToList();
        var value = table.IndexOf(measure.Name);
        var time = keys.FindIndex(at => table.Columns[at].Name is "minute" or "hour");
        return time >= 0
            ? Lines(table, rows, keys[time], [.. keys.Where(at => at != keys[time])], value)
            : Bars(table, rows, keys.Count > 0 ? keys : [0], value);
    }

    /// <summary>The course of a total over days, without axes.</summary>
    public static Markup Spark(IReadOnlyList<(DateOnly Day, decimal Total)> totals, string what)
    {
        if (totals.Count < 2)
            return Markup.Empty;
        var points = Points(totals.Select((total, at) => ((decimal)at, total.Total)), 0, totals.Count - 1, Scale(totals.Select(total => total.Total)), 120, 32);
        return Markup.Of($"""
            <svg class="spark" viewBox="0 -2 120 36" preserveAspectRatio="none" role="img" aria-label="{what}, {Labels.Day(totals[0].Day)} to {Labels.Day(totals[^1].Day)}"><polygon class="area" points="0,34 {points} 120,34"/><polyline points="{points}"/></svg>
            """);
    }

    private static Markup Bars(ReportTable table, IReadOnlyList<Cell[]> rows, List<int> keys, int value)
    {
        var column = table.Columns[value];
        var greatest = rows.Where(row => row[value].Number > 0).OrderByDescending(row => row[value].Number).Take(MostBars).ToList();
        if (greatest.Count == 0)
            return Markup.Of($"""<p class="quiet">There is nothing above zero to draw.</p>""");
        // A readable name beside a bare id says more than both.
        var names = keys.Select(key => (Key: key, Name: NameOf(table, keys, key))).ToList();
        var scale = greatest[0][value].Number!.Value;
        return Markup.Of($"""
            <ol class="bars">{Markup.Each(greatest, row => Markup.Of($"""
            <li><span class="name">{string.Join(" · ", names.Select(at => row[at.Name].Text ?? row[at.Key].Text ?? "–"))}</span><svg aria-hidden="true"><rect class="rail" width="100%" height="100%" rx="3"/><rect width="{row[value].Number / scale * 100:0.##}%" height="100%" rx="3"/></svg><span class="value">{Labels.Of(row[value], column)}</span></li>
            """))}</ol>
            {Markup.When(rows.Count > greatest.Count, () => Markup.Of($"""<p class="quiet">The top {greatest.Count} of {rows.Count:N0} rows.</p>"""))}
            """);
    }

    private static Markup Lines(ReportTable table, IReadOnlyList<Cell[]> rows, int time, List<int> others, int value)
    {
        var times = rows.Select(row => row[time]).Where(cell => !cell.IsNull).Distinct()
            .OrderBy(cell => cell.Number).ThenBy(cell => cell.Text, StringComparer.Ordinal).ToList();
        if (times.Count < 2)
            return Markup.Of($"""<p class="quiet">There are too few points in time to draw.</p>""");
        var positions = times.Index().ToDictionary(at => at.Item, at => at.Index);
        var series = rows.Where(row => !row[time].IsNull && row[value].Number is not null)
            .GroupBy(row => string.Join(" · ", others.Select(at => row[at].Text ?? "–")))
            .Select(group => (Name: group.Key, Points: group.Select(row => ((decimal)positions[row[time]], row[value].Number!.Value)).OrderBy(point => point.Item1).ToList()))
            .OrderByDescending(line => line.Points.Max(point => point.Value)).ToList();
        var drawn = series.Take(MostLines).ToList();
        var scale = Scale(drawn.SelectMany(line => line.Points.Select(point => point.Value)));
        return Markup.Of($"""
            <div class="curve"><div class="axis"><span>{Labels.Short(scale)}</span><span>{Labels.Short(scale / 2)}</span><span>0</span></div>
            <svg viewBox="0 -2 {Width} {Height + 4}" preserveAspectRatio="none" role="img" aria-label="{table.Columns[value].Label} by {table.Columns[time].Label.ToLowerInvariant()}"><path class="grid" d="M0 0H{Width}M0 {Height / 2}H{Width}M0 {Height}H{Width}"/>{Markup.Each(drawn.Index(), line => Markup.Of($"""<polyline class="s{line.Index}" points="{Points(line.Item.Points, 0, times.Count - 1, scale, Width, Height)}"/>"""))}</svg>
            <div class="times"><span>{times[0].Text}</span><span>{times[times.Count / 2].Text}</span><span>{times[^1].Text}</span></div></div>
            {Markup.When(others.Count > 0, () => Markup.Of($"""<ul class="legend">{Markup.Each(drawn.Index(), line => Markup.Of($"""<li class="s{line.Index}">{line.Item.Name}</li>"""))}{Markup.When(series.Count > drawn.Count, () => Markup.Of($"""<li class="quiet">and {series.Count - drawn.Count} smaller</li>"""))}</ul>"""))}
            """);
    }

    private static string Points(IEnumerable<(decimal X, decimal Y)> points, decimal from, decimal to, decimal scale, int width, int height) =>
        string.Join(' ', points.Select(point =>
            $"{(point.X - from) / Math.Max(1, to - from) * width:0.#},{height - (Math.Max(0, point.Y) / scale * height):0.#}"));

    private static decimal Scale(IEnumerable<decimal> values) => Math.Max(values.DefaultIfEmpty(0).Max(), 0.000001m);

    // gift_id is named by gift_name; an id that is the whole key by whatever column is a name, such as stage_name.
    private static int NameOf(ReportTable table, List<int> keys, int key)
    {
        if (!table.Columns[key].IsId)
            return key;
        var own = table.IndexOf(table.Columns[key].Name[..^"_id".Length] + "_name");
        var any = keys.Count == 1 ? table.Columns.ToList().FindIndex(column => column.Name.EndsWith("_name", StringComparison.Ordinal)) : -1;
        return own >= 0 ? own : any >= 0 ? any : key;
    }
}
