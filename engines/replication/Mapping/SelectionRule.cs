using Nonolive.Replication.Definition;

namespace Nonolive.Replication.Mapping;

internal enum SelectionAction
{
    Include,
    Exclude,
    Explicit,
}

internal enum ObjectKind
{
    Table,
    View,
    All,
}

/// <summary>A rule that says which tables are captured.</summary>
internal sealed record SelectionRule(
    string Name, SelectionAction Action, NamePattern Schema, NamePattern Table, ObjectKind Kind, int LoadOrder, IReadOnlyList<RowFilter> Filters)
{
    public bool Matches(string schema, string table, bool isView) =>
        (Kind, isView) is (ObjectKind.All, _) or (ObjectKind.Table, false) or (ObjectKind.View, true)
        && (Action == SelectionAction.Explicit
            ? Schema.Text == schema && Table.Text == table
            : Schema.Matches(schema) && Table.Matches(table));

    public override string ToString() => $"rule '{Name}' ({Schema}.{Table})";

    public static SelectionRule Parse(PropertyBag bag)
    {
        var action = bag.Choice(
            "rule-action", SelectionAction.Include, ("include", SelectionAction.Include), ("exclude", SelectionAction.Exclude),
            ("explicit", SelectionAction.Explicit));
        if (!bag.Has("rule-action"))
            bag.Faults.Add(ReplicationErrors.Missing(bag.Where, "rule-action"));
        var (schema, table, kind) = Locator(bag);
        var filters = bag.Sections("filters").Select(RowFilter.Parse).OfType<RowFilter>().ToList();
        if (filters.Count > 0 && action == SelectionAction.Exclude)
            bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, "filters go with include only", "Remove the filters."));
        return new SelectionRule(
            bag.Text("rule-name") ?? "", action, new NamePattern(schema), new NamePattern(table), kind, bag.Number("load-order", 0, 0, int.MaxValue), filters);
    }

    private static (string Schema, string Table, ObjectKind Kind) Locator(PropertyBag bag)
    {
        if (bag.Section("object-locator") is not { } locator)
        {
            bag.Faults.Add(ReplicationErrors.Missing(bag.Where, "object-locator"));
            return ("", "", ObjectKind.Table);
        }
        var found = (
            locator.RequiredText("schema-name"), locator.RequiredText("table-name"),
            locator.Choice("table-type", ObjectKind.Table, ("table", ObjectKind.Table), ("view", ObjectKind.View), ("all", ObjectKind.All)));
        locator.End();
        return found;
    }
}
