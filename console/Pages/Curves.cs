using System.Globalization;
using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>A measure over the time of a day: a line for each of the greatest other keys.</summary>
internal static class Curves
{
    private const int MostLines = 5;
    private const int Width = 600;
    private const int Height = 160;
    private static readonly string[] Times = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "HH:mm"];

    public static Markup Render(ReportTable table, IReadOnlyList<Cell[]> rows, int time, List<int> others, int value)
    {
        var points = rows.Select(row => (Row: row, Minute: MinuteOf(row[time]), Value: row[value].Number))
            .Where(point => point is { Minute: not null, Value: not null })
            .Select(point => (point.Row, Minute: point.Minute!.Value, Value: point.Value!.Value)).ToList();
        var minutes = points.Select(point => point.Minute).Distinct().Order().ToList();
        if (minutes.Count < 2)
            return Markup.Of($"""<p class="quiet">There are too few points in time to draw.</p>""");

        var step = minutes.Zip(minutes.Skip(1), (earlier, later) => later - earlier).Min();
        var lines = points.GroupBy(point => string.Join(" · ", others.Select(at => point.Row[at].Text ?? "–")))
            .Select(line => (Name: line.Key, Values: line.GroupBy(point => point.Minute).ToDictionary(at => at.Key, at => at.Max(point => point.Value))))
            .OrderByDescending(line => line.Values.Values.Max()).ToList();
        var drawn = lines.Take(MostLines).ToList();
        var scale = Charts.Scale(drawn.SelectMany(line => line.Values.Values));
        // The key is in UTC, people read the clock of the business zone.
        var clock = table.IndexOf(table.Columns[time].Name.Split('_')[0] + "_local") is var local and >= 0 ? local : time;
        var labels = points.DistinctBy(point => point.Minute).ToDictionary(point => point.Minute, point => point.Row[clock].Text);
        return Markup.Of($"""
            <div class="curve"><div class="axis"><span>{Labels.Short(scale)}</span><span>{Labels.Short(scale / 2)}</span><span>0</span></div>
            <svg viewBox="0 -2 {Width} {Height + 4}" preserveAspectRatio="none" role="img" aria-label="{table.Columns[value].Label} by time of day"><path class="grid" d="M0 0H{Width}M0 {Height / 2}H{Width}M0 {Height}H{Width}"/>{Markup.Each(drawn.Index(), line => Markup.Of($"""<polyline class="s{line.Index}" points="{Line(line.Item.Values, minutes[0], minutes[^1], step, scale)}"/>"""))}</svg>
            <div class="times"><span>{labels[minutes[0]]}</span><span>{labels[minutes[minutes.Count / 2]]}</span><span>{labels[minutes[^1]]}</span></div></div>
            {Markup.When(others.Count > 0, () => Markup.Of($"""<ul class="legend">{Markup.Each(drawn.Index(), line => Markup.Of($"""<li class="s{line.Index}">{line.Item.Name}</li>"""))}{Markup.When(lines.Count > drawn.Count, () => Markup.Of($"""<li class="quiet">and {lines.Count - drawn.Count} smaller</li>"""))}</ul>"""))}
            """);
    }

    // A moment without a row is one with nobody there: leaving it out would draw a slope over a gap.
    private static string Line(Dictionary<long, decimal> values, long first, long last, long step, decimal scale)
    {
        var points = new List<(decimal, decimal)>();
        for (var minute = first; minute <= last; minute += step)
            points.Add((minute - first, values.GetValueOrDefault(minute)));
        return Charts.Points(points, last - first, scale, Width, Height);
    }

    private static long? MinuteOf(Cell cell) =>
        cell.Number is { } number ? (long)number
        : DateTime.TryParseExact(cell.Text, Times, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var time) ? time.Ticks / TimeSpan.TicksPerMinute
        : null;
}
