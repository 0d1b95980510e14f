using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>
/// One bar a row. Rows are ordered by value; where the grain has a place (the steps of a funnel, a ranking), by that, in one
/// group for each of the other keys.
/// </summary>
internal static class Bars
{
    private const int Most = 12;
    private const int MostGroups = 4;
    private const int LongId = 20;

    public static Markup Render(ReportTable table, IReadOnlyList<Cell[]> rows, List<int> keys, int value)
    {
        var drawable = rows.Where(row => row[value].Number > 0).ToList();
        if (drawable.Count == 0)
            return Markup.Of($"""<p class="quiet">There is nothing above zero to draw.</p>""");
        var place = keys.FindIndex(key => Grains.IsPlace(table.Columns[key].Name));
        if (place < 0)
        {
            var names = keys.SelectMany(key => NamesOf(table, keys, key)).Distinct().ToList();
            var greatest = drawable.OrderByDescending(row => row[value].Number).Take(Most).ToList();
            return Markup.Of($"""{Group(table, greatest, names, keys, value)}{Shown(greatest.Count, rows.Count)}""");
        }
        var others = keys.Where(key => key != keys[place]).ToList();
        var groups = drawable.GroupBy(row => Name(row, others, others))
            .Select(group => (group.Key, Rows: group.OrderBy(row => row[keys[place]].Number).Take(Most).ToList()))
            .OrderByDescending(group => group.Rows.Max(row => row[value].Number)).ToList();
        var label = NamesOf(table, keys, keys[place]);
        return Markup.Of($"""
            <div class="groups">{Markup.Each(groups.Take(MostGroups), group => Markup.Of($"""
            <div>{Markup.When(others.Count > 0, () => Markup.Of($"""<h3>{group.Key}</h3>"""))}{Group(table, group.Rows, label, keys, value)}</div>
            """))}</div>{Shown(groups.Take(MostGroups).Sum(group => group.Rows.Count), rows.Count)}
            """);
    }

    private static Markup Group(ReportTable table, List<Cell[]> rows, List<int> names, List<int> keys, int value)
    {
        var scale = Charts.Scale(rows.Select(row => row[value].Number!.Value));
        return Markup.Of($"""
            <ol class="bars">{Markup.Each(rows, row => Markup.Of($"""
            <li><span class="name">{Name(row, names, keys)}</span><svg aria-hidden="true"><rect class="rail" width="100%" height="100%" rx="3"/><rect width="{row[value].Number / scale * 100:0.##}%" height="100%" rx="3"/></svg><span class="value">{Labels.Of(row[value], table.Columns[value])}</span></li>
            """))}</ol>
            """);
    }

    private static Markup Shown(int drawn, int all) =>
        Markup.When(drawn < all, () => Markup.Of($"""<p class="quiet">{drawn:N0} of {all:N0} rows.</p>"""));

    // A row whose name is empty is called by its key.
    private static string Name(Cell[] row, List<int> names, List<int> keys)
    {
        var texts = names.Select(at => row[at].Text).OfType<string>().ToList();
        return string.Join(" · ", texts.Count > 0 ? texts : [.. keys.Select(at => row[at].Text ?? "–")]);
    }

    // gift_id is named by gift_name, a lone key by any name there is, such as stage_name; a UUID by what stands beside it.
    private static List<int> NamesOf(ReportTable table, List<int> keys, int key)
    {
        var column = table.Columns[key];
        var place = Grains.IsPlace(column.Name);
        if (!column.IsId && !place)
            return [key];
        var columns = table.Columns.ToList();
        var own = place || column.Name == "id" ? table.IndexOf("name") : table.IndexOf(column.Name[..^"_id".Length] + "_name");
        if (own < 0 && keys.Count == 1)
            own = columns.FindIndex(other => other.Name == "name" || other.Name.EndsWith("_name", StringComparison.Ordinal));
        if (own >= 0)
            return [own];
        return table.Rows.Any(row => row[key].Text?.Length > LongId)
            ? [.. columns.Index().Where(at => at.Index != key && (at.Item.IsId || !at.Item.IsNumber)).Take(2).Select(at => at.Index)]
            : [key];
    }
}
