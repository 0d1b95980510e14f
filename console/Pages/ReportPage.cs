using Nonolive.Pipeline.Publication;
using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>One report and business day: totals, chart, table, and where the numbers come from.</summary>
internal static class ReportPage
{
    private static readonly string[] NeverDrawn = ["rank", "ranking", "step"];

    public static async Task<Markup> RenderAsync(
        ReportLibrary library, KnownReport report, Manifest manifest, IQueryCollection query, ConsoleOptions options, CancellationToken cancellation)
    {
        if (manifest.Rows > options.TableRows)
            return Frame(report, manifest, Markup.Of($"""<section class="panel notice"><h2>Too long for a page</h2><p>This day has {manifest.Rows:N0} rows. Download them instead: {Downloads(manifest)}</p></section>"""));
        var table = await library.TableAsync(report, manifest, cancellation);
        var view = ReportView.Read(query, table);
        var rows = view.Apply(table);
        return Frame(report, manifest, Markup.Of($"""
            {await Tiles.RenderAsync(library, report, manifest.Day, table, cancellation)}
            {Chart(report, manifest, table, rows, view)}
            {TablePanel.Render(report, manifest, table, rows, view, options.PageRows)}
            """));
    }

    private static Markup Frame(KnownReport report, Manifest manifest, Markup content) =>
        Layout.Page($"{report.Title}, {Labels.Day(manifest.Day)}", "Reports", Markup.Of($"""
            {Head(report, manifest.Day)}
            {content}
            {Origin(manifest)}
            """));

    /// <summary>Title, description and the choice of the day; also above the friendly faults of a day.</summary>
    public static Markup Head(KnownReport report, DateOnly? day)
    {
        var days = report.Days.Select(at => at.Day).ToList();
        return Markup.Of($"""
            <p class="crumbs"><a href="/">Reports</a></p>
            <div class="head"><div><h1>{report.Title}</h1><p class="lead">{report.Description}</p></div>
            {Markup.When(days.Count > 0, () => Markup.Of($"""
            <form class="days" action="{Links.Report(report.Name)}" method="get">
            {Step(report, days.Where(other => other < day).Cast<DateOnly?>().FirstOrDefault(), "‹", "Earlier day")}
            <label for="day">Business day</label><select id="day" name="dt">{Markup.When(day is not null && !days.Contains(day.Value), () => Markup.Of($"""<option value="{day:yyyy-MM-dd}" selected>{Labels.Day(day!.Value)}</option>"""))}{Markup.Each(days, other => other == day
                ? Markup.Of($"""<option value="{other:yyyy-MM-dd}" selected>{Labels.Day(other)}</option>""")
                : Markup.Of($"""<option value="{other:yyyy-MM-dd}">{Labels.Day(other)}</option>"""))}</select><button>Show</button>
            {Step(report, days.Where(other => other > day).Cast<DateOnly?>().LastOrDefault(), "›", "Later day")}
            </form>
            """))}</div>
            """);
    }

    private static Markup Step(KnownReport report, DateOnly? day, string sign, string name) => day is { } other
        ? Markup.Of($"""<a class="step" href="{Links.Report(report.Name, other)}" aria-label="{name}, {Labels.Day(other)}" title="{Labels.Day(other)}">{sign}</a>""")
        : Markup.Of($"""<span class="step" aria-hidden="true">{sign}</span>""");

    private static Markup Chart(KnownReport report, Manifest manifest, ReportTable table, IReadOnlyList<Cell[]> rows, ReportView view)
    {
        var grain = report.Contract?.Grain ?? [table.Columns.FirstOrDefault(column => !column.IsNumber)?.Name ?? ""];
        var measures = table.Columns.Where(column => column.IsNumber && !grain.Contains(column.Name)
            && !NeverDrawn.Contains(column.Name) && !column.IsId).ToList();
        if (measures.Count == 0 || rows.Count == 0)
            return Markup.Empty;
        var measure = measures.Find(column => column.Name == view.Measure) ?? measures.Find(column => column.Name == (report.Headline?.Name ?? report.Name)) ?? measures[0];
        return Markup.Of($"""
            <section class="panel" aria-labelledby="chart"><div class="bar"><h2 id="chart">{measure.Label}</h2>
            <form action="{Links.Report(report.Name, manifest.Day)}" method="get">{Hidden("q", view.Filter)}{Hidden("sort", view.Sort)}{Hidden("dir", view.Sort is not null && view.Descending ? "desc" : null)}
            <label for="measure">Column</label><select id="measure" name="measure">{Markup.Each(measures, other => other == measure
                ? Markup.Of($"""<option value="{other.Name}" selected>{other.Label}</option>""")
                : Markup.Of($"""<option value="{other.Name}">{other.Label}</option>"""))}</select><button>Draw</button></form></div>
            {Markup.When(measure.Contract is not null, () => Markup.Of($"""<p class="quiet">{measure.Contract!.Description}</p>"""))}
            {Charts.Of(table, rows, grain, measure)}
            </section>
            """);
    }

    public static Markup Hidden(string name, string? value) =>
        Markup.When(!string.IsNullOrEmpty(value), () => Markup.Of($"""<input type="hidden" name="{name}" value="{value}">"""));

    public static Markup Downloads(Manifest manifest) => Markup.Of($"""
        <span class="downloads"><a download href="{Links.Rows(manifest.Report, manifest.Day, "csv")}">CSV</a> <a download href="{Links.Rows(manifest.Report, manifest.Day, "json")}">JSON</a></span>
        """);

    private static string Verdict(IReadOnlyList<AuditCheck> checks) => (checks.Count, checks.Count(check => !check.Passed)) switch
    {
        (0, _) => "The manifest lists no audits",
        (var all, 0) => $"All {all} audits passed before publishing",
        (var all, var failed) => $"{failed} of {all} audits failed",
    };

    private static Markup Origin(Manifest manifest) => Markup.Of($"""
        <section class="panel origin" aria-labelledby="origin"><h2 id="origin">Where these numbers come from</h2>
        <dl>
        <div><dt>Published</dt><dd><time datetime="{manifest.PublishedAt:O}">{Labels.Time(manifest.PublishedAt)}</time></dd></div>
        <div><dt>Rows</dt><dd>{manifest.Rows:N0}</dd></div>
        <div><dt>Run</dt><dd><code>{manifest.RunId}</code></dd></div>
        <div><dt>Schema version</dt><dd>{manifest.SchemaVersion}</dd></div>
        <div><dt>Job files</dt><dd><code title="{manifest.CodeDigest}">{manifest.CodeDigest[..Math.Min(12, manifest.CodeDigest.Length)]}</code></dd></div>
        </dl>
        <details class="audits"><summary>{Verdict(manifest.Audits)}</summary>
        <ul>{Markup.Each(manifest.Audits.OrderBy(check => check.Passed), check => check.Passed
            ? Markup.Of($"""<li class="passed"><span class="sign">passed</span> {check.Name}</li>""")
            : Markup.Of($"""<li class="failed"><span class="sign">failed</span> {check.Name}</li>"""))}</ul></details>
        </section>
        """);
}
