using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>The list of reports: what each answers, how fresh it is, and its headline number where it has one.</summary>
internal static class HomePage
{
    /// <summary>One report on the page.</summary>
    /// <param name="Report">The report.</param>
    /// <param name="Trend">The headline's totals, oldest first; empty where no sum of the report means something.</param>
    internal sealed record Card(KnownReport Report, IReadOnlyList<(DateOnly Day, decimal Total)> Trend);

    public static async Task<Markup> RenderAsync(ReportLibrary library, ConsoleOptions options, CancellationToken cancellation)
    {
        var cards = await Task.WhenAll((await library.ListAsync(cancellation)).Select(async report =>
        {
            var trend = report.Days.Count > 0 ? await library.TrendAsync(report, report.Days[0].Day, cancellation) : [];
            return new Card(report, [.. trend.Select(day => (day.Day, day.Totals[0]))]);
        }));
        var published = cards.Count(card => card.Report.Days.Count > 0);
        var latest = cards.SelectMany(card => card.Report.Days.Take(1)).Select(day => day.Day).DefaultIfEmpty().Max();
        return Layout.Page("All reports", "Reports", Markup.Of($"""
            <h1>Reports</h1>
            <p class="lead">{(published == 0
                ? "Nothing is published yet. Reports appear here after the first daily run."
                : $"{published} of {cards.Length} reports are published. The latest business day is {Labels.Day(latest)}.")}</p>
            <ul class="cards">{Markup.Each(cards, card => Of(card, options))}</ul>
            """));
    }

    private static Markup Of(Card card, ConsoleOptions options)
    {
        var report = card.Report;
        if (report.Days.Count == 0)
        {
            return Markup.Of($"""
                <li class="card none"><h2><a href="{Links.Report(report.Name)}">{report.Title}</a></h2><p>{report.Description}</p>
                <p class="foot"><span class="badge">Not published yet</span></p></li>
                """);
        }
        var (day, entry) = report.Days[0];
        return Markup.Of($"""
            <li class="card"><h2><a href="{Links.Report(report.Name)}">{report.Title}</a></h2><p>{report.Description}</p>
            {Headline(card)}
            <p class="foot"><span class="badge good">{Labels.Day(day)}</span> {entry.Rows:N0} rows · <time datetime="{entry.PublishedAt:O}">{Labels.Ago(options.Clock.GetUtcNow() - entry.PublishedAt)}</time></p></li>
            """);
    }

    private static Markup Headline(Card card)
    {
        // Without its latest day a trend would pass an old number off as today's.
        if (card.Trend.Count == 0 || card.Trend[^1].Day != card.Report.Days[0].Day)
            return Markup.Empty;
        var label = Labels.Of(card.Report.Headline!.Name);
        return Markup.Of($"""
            <div class="headline"><div><span class="label">{label}</span><strong>{Labels.Short(card.Trend[^1].Total)}</strong>{Tiles.Change(card.Trend)}</div>{Charts.Spark(card.Trend, label)}</div>
            """);
    }
}
