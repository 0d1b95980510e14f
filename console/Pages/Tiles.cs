using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>The totals of a day, each with its course and its change.</summary>
internal static class Tiles
{
    private const int Most = 4;

    public static async Task<Markup> RenderAsync(ReportLibrary library, KnownReport report, DateOnly day, ReportTable table, CancellationToken cancellation)
    {
        var measures = report.Summable.Take(Most).ToList();
        if (measures.Count == 0 || table.Rows.Count == 0)
            return Markup.Empty;
        var days = await library.TrendAsync(report, day, cancellation);
        var trends = measures.Select((_, at) => days.Select(other => (other.Day, Total: other.Totals[at])).ToList());
        return Markup.Of($"""
            <ul class="tiles" aria-label="Totals of the day">{Markup.Each(measures.Zip(trends), tile => Markup.Of($"""
            <li><span class="label">{Labels.Of(tile.First.Name)}</span>{Total(table.Total(tile.First.Name), tile.First.Type.Scale)}{Change(tile.Second)}{Charts.Spark(tile.Second, Labels.Of(tile.First.Name))}</li>
            """))}</ul>
            """);
    }

    // Cents are enough at this size; the title has every digit.
    private static Markup Total(decimal total, int scale) =>
        Markup.Of($"""<strong title="{total.ToString($"N{scale}")}">{total.ToString($"N{Math.Min(scale, 2)}")}</strong>""");

    /// <summary>The change of the last total against the day before; nothing where that day is missing.</summary>
    public static Markup Change(IReadOnlyList<(DateOnly Day, decimal Total)> trend)
    {
        if (trend.Count < 2 || trend[^2].Day.AddDays(1) != trend[^1].Day || trend[^2].Total == 0)
            return Markup.Empty;
        var change = (trend[^1].Total - trend[^2].Total) / Math.Abs(trend[^2].Total) * 100;
        var (kind, sign) = change switch { > 0 => ("up", "▲"), < 0 => ("down", "▼"), _ => ("same", "=") };
        return Markup.Of($"""<span class="change {kind}">{sign} {Math.Abs(change):0.#} % <span class="quiet">vs day before</span></span>""");
    }
}
