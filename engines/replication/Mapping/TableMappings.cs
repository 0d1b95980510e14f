using Nonolive.Replication.Definition;

namespace Nonolive.Replication.Mapping;

/// <summary>The table mappings: which tables are captured, which of their rows, and under which names.</summary>
internal sealed record TableMappings(IReadOnlyList<SelectionRule> Selections, IReadOnlyList<TransformationRule> Transformations)
{
    public static TableMappings None { get; } = new([], []);

    public static TableMappings Parse(PropertyBag bag)
    {
        var selections = new List<SelectionRule>();
        var transformations = new List<TransformationRule>();
        var ids = new Dictionary<string, string>();
        var names = new Dictionary<string, string>();
        var rules = bag.Sections("rules");
        if (rules.Count == 0)
            bag.Faults.Add(ReplicationErrors.Missing(bag.Where, "rules"));
        foreach (var rule in rules)
        {
            Once(rule, "rule-id", ids);
            Once(rule, "rule-name", names);
            switch (rule.RequiredText("rule-type"))
            {
                case "selection":
                    selections.Add(SelectionRule.Parse(rule));
                    rule.End();
                    break;
                case "transformation":
                    if (TransformationRule.Parse(rule) is { } transformation)
                        transformations.Add(transformation);
                    rule.End();
                    break;
                case "":
                    break;
                case "table-settings":
                    rule.Refuse("rule-type", "tables are loaded whole, one connection each");
                    break;
                case "post-processing":
                    rule.Refuse("rule-type", "objects are not tagged");
                    break;
                case var other:
                    rule.Faults.Add(ReplicationErrors.Invalid(rule.Where, "rule-type", other, "selection or transformation"));
                    break;
            }
        }
        if (rules.Count > 0 && !selections.Any(rule => rule.Action != SelectionAction.Exclude))
        {
            bag.Faults.Add(ReplicationErrors.Contradiction(
                bag.Where, "no selection rule includes anything", "Add a selection rule whose rule-action is include."));
        }
        bag.End();
        return new TableMappings(selections, transformations);
    }

    /// <summary>The include rule that captures a table, or null where none does or another excludes it.</summary>
    public SelectionRule? Captures(string schema, string table, bool isView)
    {
        if (Selections.Any(rule => rule.Action == SelectionAction.Exclude && rule.Matches(schema, table, isView)))
            return null;
        return Selections.Where(rule => rule.Action != SelectionAction.Exclude && rule.Matches(schema, table, isView)).MaxBy(rule => rule.LoadOrder);
    }

    // DMS demands ids and names that are unique.
    private static void Once(PropertyBag rule, string key, Dictionary<string, string> seen)
    {
        var value = rule.RequiredText(key);
        if (value.Length > 0 && !seen.TryAdd(value, rule.Where))
        {
            rule.Faults.Add(ReplicationErrors.Contradiction(
                rule.Where, $"{key} '{value}' is that of {seen[value]}, too", $"Give each rule a {key} of its own."));
        }
    }
}
