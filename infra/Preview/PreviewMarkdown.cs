using System.Text;

namespace Nonolive.Infra.Preview;

/// <summary>A preview as a comment of a pull request: what differs first, the tree folded away.</summary>
internal static class PreviewMarkdown
{
    public static string Render(PreviewReport report)
    {
        var text = new StringBuilder($"## Preview of stack `{report.Settings.Stack}`\n\n");
        if (report.AgainstName.Length > 0)
        {
            text.Append($"Compared with `{report.AgainstName}`: **{PreviewText.Summary(report)}**\n");
            if (report.Changes.Count > 0)
            {
                text.Append("\n| | resource | what differs |\n| --- | --- | --- |\n");
                foreach (var change in report.Changes)
                    text.Append($"| {PreviewText.Mark(change.Kind)}{(change.Kind == ChangeKind.Replaced ? " **replaced**" : "")}{(change.IsRefused ? " **refused: protected**" : "")} | `{change.Resource.Name}` ({change.Resource.Type.Split(':')[^1]}) | {string.Join("<br>", change.Properties.Select(Property))} |\n");
            }
            if (report.IamChanges.Count > 0)
            {
                text.Append("\n**Rights**\n\n");
                foreach (var change in report.IamChanges)
                    text.Append($"- {(change.Grants ? ":warning: " : "")}{Cell(change.Sentence)}\n");
            }
        }
        if (report.PromotionWarning is { } warning)
            text.Append($"\n:warning: {Cell(warning)}\n");
        text.Append("\n**Cost a month (US dollars)**\n\n| item | quantity | unit price | a month | source of the price |\n| --- | ---: | ---: | ---: | --- |\n");
        foreach (var line in report.Costs.Lines)
            text.Append($"| {line.Item} | {line.Quantity:0.##} {line.Unit} | {(line.Price is { } price ? $"{price}" : "?")} | {(line.Monthly is { } monthly ? $"{monthly:0.00}" : "?")} | {line.Source} (`{line.PriceName}`) |\n");
        text.Append($"| **known total** | | | **{report.Costs.KnownTotal:0.00}** | |\n");
        text.Append($"\nAssumed: {string.Join(", ", report.Costs.Assumptions.All.Select(one => $"{one.Name} {one.Value:0.##}"))}. Types that cost nothing are listed in docs/infrastructure.md.\n");
        text.Append($"\n<details><summary>{report.Registration.Resources.Count(resource => !resource.IsComponent)} resources</summary>\n\n");
        foreach (var stage in report.Registration.Resources.Where(resource => resource.IsComponent))
            text.Append($"- {stage.Name}: {string.Join(", ", report.Registration.Resources.Where(resource => resource.Parent == stage.Name).Select(resource => $"`{resource.Name}`"))}\n");
        return text.Append("\n</details>\n").ToString();
    }

    private static string Property(PropertyChange change) =>
        $"`{change.Path}`: {Cell(PreviewText.Short(change.Before))} → {Cell(PreviewText.Short(change.After))}{(change.Replaces ? " (forces replacement)" : "")}";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("`", "'", StringComparison.Ordinal);
}
