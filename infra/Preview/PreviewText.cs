using System.Text;

namespace Nonolive.Infra.Preview;

/// <summary>A preview for a terminal: tree, differences, rights, costs.</summary>
internal static class PreviewText
{
    private const int LongestValue = 100;

    public static string Render(PreviewReport report)
    {
        var text = new StringBuilder();
        text.Append($"Stack {report.Settings.Stack}: {report.Registration.Resources.Count(r => !r.IsComponent)} resources in {report.Settings.Region}, account {report.Settings.AccountId}\n\n");
        var marks = report.Changes.ToDictionary(change => change.Resource.Key, change => change.Kind);
        Branch(text, report.Registration, "", "  ", marks);
        if (report.AgainstName.Length > 0)
        {
            text.Append($"\nCompared with {report.AgainstName}: {Summary(report)}\n");
            foreach (var change in report.Changes)
                Change(text, change);
            if (report.IamChanges.Count > 0)
            {
                text.Append("\nRights\n");
                foreach (var change in report.IamChanges)
                    text.Append($"  {(change.Grants ? '+' : '-')} {change.Sentence}\n");
            }
        }
        Costs(text, report.Costs);
        if (report.PromotionWarning is { } warning)
            text.Append($"\nPromotion\n  {warning}\n");
        return text.ToString();
    }

    public static string Mark(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "+",
        ChangeKind.Removed => "-",
        ChangeKind.Changed => "~",
        _ => "+-",
    };

    public static string Summary(PreviewReport report) => report.Changes.Count == 0
        ? "nothing differs"
        : string.Join(", ", report.Changes.GroupBy(change => change.Kind).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));

    public static string Short(string? value)
    {
        if (value is null)
            return "(none)";
        var line = value.ReplaceLineEndings(" ");
        return line.Length > LongestValue ? $"{line[..LongestValue]}..." : line;
    }

    internal static void Costs(StringBuilder text, CostEstimate costs)
    {
        text.Append("\nCost a month, US dollars\n");
        foreach (var line in costs.Lines)
        {
            var amount = line.Monthly is { } monthly ? $"{monthly,9:0.00}" : "        ?";
            text.Append($"  {amount}  {line.Item}: {line.Quantity:0.##} {line.Unit} at {(line.Price is { } price ? $"{price}" : "?")} ({line.PriceName}; {line.Source})\n");
        }
        text.Append($"  {costs.KnownTotal,9:0.00}  known total");
        var missing = costs.Unpriced.Select(line => line.PriceName).Distinct().ToList();
        text.Append(missing.Count == 0 ? "\n" : $"; no price is known for {string.Join(", ", missing)}: give it as an input\n");
        text.Append($"  Assumed (--assume NAME=VALUE): {string.Join(", ", costs.Assumptions.All.Select(one => $"{one.Name} {one.Value:0.##} ({one.Meaning})"))}\n");
    }

    private static void Branch(StringBuilder text, StackRegistration registration, string parent, string indent, Dictionary<string, ChangeKind> marks)
    {
        // Components keep the order of the flow in which the program makes them; their names say it better than the alphabet.
        foreach (var resource in registration.Resources.Where(resource => resource.Parent == parent))
        {
            var mark = marks.TryGetValue(resource.Key, out var kind) ? Mark(kind) : " ";
            text.Append($"{mark,-2}{indent}{resource.Name}  {resource.Type.Split(':')[^1]}{(resource.Protect ? "  [protected]" : "")}\n");
            if (resource.IsComponent)
                Branch(text, registration, resource.Name, indent + "  ", marks);
        }
    }

    private static void Change(StringBuilder text, ResourceChange change)
    {
        text.Append($"  {Mark(change.Kind),-2} {change.Resource.Type} {change.Resource.Name}{(change.Kind == ChangeKind.Replaced ? "  REPLACED" : "")}{(change.IsRefused ? "  REFUSED: it is protected" : "")}\n");
        foreach (var property in change.Properties)
            text.Append($"       {property.Path}: {Short(property.Before)} -> {Short(property.After)}{(property.Replaces ? "  (forces replacement)" : "")}\n");
    }
}
