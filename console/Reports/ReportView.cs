using Microsoft.AspNetCore.WebUtilities;

namespace Nonolive.WebConsole.Reports;

/// <summary>What a reader asked to see of a table: which rows, in which order, which page, which column drawn.</summary>
/// <param name="Sort">The column to sort by; null keeps the published order.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
/// <param name="Filter">Only rows with this text in one of their cells; empty for all.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Measure">The column that the chart draws; null lets the page choose.</param>
internal sealed record ReportView(string? Sort, bool Descending, string Filter, int Page, string? Measure)
{
    /// <summary>Reads the view from an address; a parameter that names nothing in the table is an error that names it.</summary>
    public static ReportView Read(IQueryCollection query, ReportTable table)
    {
        foreach (var name in query.Keys.Where(name => name is not ("sort" or "dir" or "q" or "page" or "measure")))
            throw ConsoleErrors.UnknownParameter(name);
        var sort = Column(query, "sort", table);
        var direction = Text(query, "dir") ?? "asc";
        if (direction is not ("asc" or "desc"))
            throw ConsoleErrors.WrongParameter("dir", direction, "asc or desc");
        var page = Text(query, "page") ?? "1";
        if (!int.TryParse(page, out var number) || number < 1)
            throw ConsoleErrors.WrongParameter("page", page, "a number from 1 up");
        return new ReportView(sort, direction == "desc", Text(query, "q")?.Trim() ?? "", number, Column(query, "measure", table));
    }

    /// <summary>The rows that the filter leaves, in order.</summary>
    public IReadOnlyList<Cell[]> Apply(ReportTable table)
    {
        var rows = Filter.Length == 0 ? table.Rows : [.. table.Rows.Where(row => Array.Exists(row, Matches))];
        if (Sort is null)
            return rows;
        var at = table.IndexOf(Sort);
        // Stable, so equal rows keep the published order; nulls stand last in both directions.
        var withValue = rows.Where(row => !row[at].IsNull);
        var ordered = Descending
            ? withValue.OrderByDescending(row => row[at], CellOrder.Instance)
            : withValue.OrderBy(row => row[at], CellOrder.Instance);
        return [.. ordered, .. rows.Where(row => row[at].IsNull)];
    }

    /// <summary>The query of an address that shows this view; empty for the plain one.</summary>
    public string ToQuery() => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["sort"] = Sort,
        ["dir"] = Sort is not null && Descending ? "desc" : null,
        ["q"] = Filter.Length == 0 ? null : Filter,
        ["measure"] = Measure,
        ["page"] = Page == 1 ? null : Page.ToString(),
    });

    private bool Matches(Cell cell) => cell.Text?.Contains(Filter, StringComparison.OrdinalIgnoreCase) == true;

    private static string? Column(IQueryCollection query, string parameter, ReportTable table) =>
        Text(query, parameter) is not { } name ? null
        : table.IndexOf(name) >= 0 ? name
        : throw ConsoleErrors.WrongParameter(parameter, name, "a column: " + string.Join(", ", table.Columns.Select(column => column.Name)));

    private static string? Text(IQueryCollection query, string parameter) =>
        query.TryGetValue(parameter, out var values) && !string.IsNullOrEmpty(values[^1]) ? values[^1] : null;

    private sealed class CellOrder : IComparer<Cell>
    {
        public static readonly CellOrder Instance = new();

        public int Compare(Cell x, Cell y) => (x.Number, y.Number) switch
        {
            ({ } a, { } b) => a.CompareTo(b),
            (null, null) => StringComparer.OrdinalIgnoreCase.Compare(x.Text, y.Text),
            // Numbers before texts, where a column has both.
            (null, _) => 1,
            (_, null) => -1,
        };
    }
}
