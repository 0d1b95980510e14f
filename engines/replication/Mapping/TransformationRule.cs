using Nonolive.Replication.Definition;

namespace Nonolive.Replication.Mapping;

internal enum RuleTarget
{
    Schema,
    Table,
    Column,
}

/// <summary>A rule that renames something, removes a column or adds one.</summary>
internal sealed record TransformationRule(
    string Name, RuleTarget Target, string Action, NamePattern Schema, NamePattern Table, NamePattern Column, string Value, string OldValue, AddedColumn? Added)
{
    public static TransformationRule? Parse(PropertyBag bag)
    {
        var name = bag.Text("rule-name") ?? "";
        if (!bag.Has("rule-target"))
            bag.Faults.Add(ReplicationErrors.Missing(bag.Where, "rule-target"));
        var target = bag.Choice("rule-target", RuleTarget.Table, ("schema", RuleTarget.Schema), ("table", RuleTarget.Table), ("column", RuleTarget.Column));
        var action = bag.RequiredText("rule-action");
        var (schema, table, column) = ("%", "%", "%");
        if (bag.Section("object-locator") is { } locator)
        {
            schema = locator.RequiredText("schema-name");
            table = locator.Text("table-name") ?? "%";
            column = locator.Text("column-name") ?? "%";
            locator.End();
        }
        else
        {
            bag.Faults.Add(ReplicationErrors.Missing(bag.Where, "object-locator"));
        }
        switch (action)
        {
            case "convert-lowercase" or "convert-uppercase":
                break;
            case "remove-column" when target == RuleTarget.Column:
                break;
            case "rename" or "add-prefix" or "remove-prefix" or "add-suffix" or "remove-suffix":
                bag.RequiredText("value");
                break;
            case "replace-prefix" or "replace-suffix":
                bag.RequiredText("value");
                bag.RequiredText("old-value");
                break;
            case "add-column" when target == RuleTarget.Column:
                bag.RequiredText("value");
                break;
            case "":
                return null;
            case "remove-column" or "add-column":
                bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, $"rule-action {action} needs rule-target column", "Set rule-target to column."));
                return null;
            case var other:
                bag.Refuse("rule-action", $"of transformations only {string.Join(", ", Actions)} are done");
                _ = other;
                bag.NoEffect("value", "old-value", "data-type", "expression", "before-image-def", "primary-key-def");
                return null;
        }
        var added = action == "add-column" ? AddedColumn.Parse(bag) : null;
        return new TransformationRule(
            name, target, action, new NamePattern(schema), new NamePattern(table), new NamePattern(column), bag.Text("value") ?? "", bag.Text("old-value") ?? "", added);
    }

    private static readonly string[] Actions =
    [
        "rename", "remove-column", "add-column", "convert-lowercase", "convert-uppercase", "add-prefix", "remove-prefix", "replace-prefix", "add-suffix",
        "remove-suffix", "replace-suffix",
    ];

    /// <summary>What a name becomes by this rule.</summary>
    public string Apply(string name) => Action switch
    {
        "rename" => Value,
        "convert-lowercase" => name.ToLowerInvariant(),
        "convert-uppercase" => name.ToUpperInvariant(),
        "add-prefix" => Value + name,
        "add-suffix" => name + Value,
        "remove-prefix" => name.StartsWith(Value, StringComparison.Ordinal) ? name[Value.Length..] : name,
        "remove-suffix" => name.EndsWith(Value, StringComparison.Ordinal) ? name[..^Value.Length] : name,
        "replace-prefix" => name.StartsWith(OldValue, StringComparison.Ordinal) ? Value + name[OldValue.Length..] : name,
        "replace-suffix" => name.EndsWith(OldValue, StringComparison.Ordinal) ? name[..^OldValue.Length] + Value : name,
        _ => name,
    };
}
