using Nonolive.Pipeline.Publication;
using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>The rows of a report: filter, sort by a column's heading, pages, downloads.</summary>
internal static class TablePanel
{
    // Longer texts are cut by the style sheet and shown whole when pointed at.
    private const int LongText = 30;

    public static Markup Render(
        KnownReport report, Manifest manifest, ReportTable table, IReadOnlyList<Cell[]> rows, ReportView view, int pageRows)
    {
        var pages = Math.Max(1, (rows.Count + pageRows - 1) / pageRows);
        var page = Math.Min(view.Page, pages);
        var shown = rows.Skip((page - 1) * pageRows).Take(pageRows).ToList();
        var here = Links.Report(report.Name, manifest.Day);
        return Markup.Of($"""
            <section class="panel" aria-labelledby="rows"><div class="bar"><h2 id="rows">Rows</h2>
            <form action="{here}" method="get" role="search">{ReportPage.Hidden("sort", view.Sort)}{ReportPage.Hidden("dir", view.Sort is not null && view.Descending ? "desc" : null)}{ReportPage.Hidden("measure", view.Measure)}
            <label for="q">Filter rows</label><input id="q" name="q" type="search" value="{view.Filter}" placeholder="Text in any column"><button>Filter</button></form>
            {ReportPage.Downloads(manifest)}</div>
            <p class="quiet" role="status">{Count(table, rows, shown.Count, page, pageRows, view)}{Markup.When(view.Filter.Length > 0, () => Markup.Of($""" <a href="{here}{(view with { Filter = "", Page = 1 }).ToQuery()}">Clear filter</a>"""))}{Markup.When(report.Contract is not null, () => Markup.Of($""" <a href="{Links.Dictionary(report.Name)}">What the columns mean</a>"""))}</p>
            {Markup.When(shown.Count > 0, () => Table(report, manifest, table, shown, view, here))}
            {Markup.When(pages > 1, () => Pager(here, view, page, pages))}
            </section>
            """);
    }

    private static string Count(ReportTable table, IReadOnlyList<Cell[]> rows, int shown, int page, int pageRows, ReportView view) => (table.Rows.Count, rows.Count) switch
    {
        (0, _) => "The day was published without any row: nothing happened that this report counts.",
        (var all, 0) => $"None of the {all:N0} rows contains “{view.Filter}”.",
        (var all, var left) => $"Rows {((page - 1) * pageRows) + 1:N0} to {((page - 1) * pageRows) + shown:N0} of {left:N0}{(left < all ? $", filtered from {all:N0}" : "")}.",
    };

    private static Markup Table(KnownReport report, Manifest manifest, ReportTable table, List<Cell[]> rows, ReportView view, string here) => Markup.Of($"""
        <div class="scroll" role="region" aria-labelledby="caption" tabindex="0"><table>
        <caption id="caption">{report.Title}, {Labels.Day(manifest.Day)}</caption>
        <thead><tr>{Markup.Each(table.Columns, column => Heading(column, view, here))}</tr></thead>
        <tbody>{Markup.Each(rows, row => Markup.Of($"""<tr>{Markup.Each(table.Columns.Index(), at => Of(row[at.Index], at.Item, at.Index == 0))}</tr>"""))}</tbody>
        </table></div>
        """);

    private static Markup Heading(ReportColumn column, ReportView view, string here)
    {
        var sorted = view.Sort == column.Name;
        // Numbers are looked at from the greatest, names from A.
        var descending = sorted ? !view.Descending : column.IsNumber;
        var link = here + (view with { Sort = column.Name, Descending = descending, Page = 1 }).ToQuery();
        var state = !sorted ? "none" : view.Descending ? "descending" : "ascending";
        return Markup.Of($"""<th scope="col" class="{(column.IsNumber ? "number" : "text")}" aria-sort="{state}"><a href="{link}" title="{column.Contract?.Description ?? column.Name}">{column.Label}</a></th>""");
    }

    private static Markup Of(Cell cell, ReportColumn column, bool first)
    {
        var text = cell.IsNull ? Markup.Of($"""<span class="null" title="no value">–</span>""") : Markup.Of($"{Labels.Of(cell, column)}");
        return first ? Markup.Of($"""<th scope="row">{text}</th>""")
            : cell.Text?.Length > LongText ? Markup.Of($"""<td class="text" title="{cell.Text}">{text}</td>""")
            : Markup.Of($"""<td class="{(column.IsNumber ? "number" : "text")}">{text}</td>""");
    }

    private static Markup Pager(string here, ReportView view, int page, int pages) => Markup.Of($"""
        <nav class="pager" aria-label="Pages">
        {Markup.When(page > 1, () => Markup.Of($"""<a href="{here}{(view with { Page = page - 1 }).ToQuery()}" rel="prev">‹ Previous</a>"""))}
        <span>Page {page:N0} of {pages:N0}</span>
        {Markup.When(page < pages, () => Markup.Of($"""<a href="{here}{(view with { Page = page + 1 }).ToQuery()}" rel="next">Next ›</a>"""))}
        </nav>
        """);
}
