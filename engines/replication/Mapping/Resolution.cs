using Nonolive.Pipeline.Errors;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Postgres;

namespace Nonolive.Replication.Mapping;

/// <summary>Finds the tables that the mappings capture.</summary>
internal static class Resolution
{
    public static IReadOnlyList<MappedTable> Resolve(ReplicationDefinition definition, IReadOnlyList<SourceTable> tables)
    {
        var mappings = definition.Mappings;
        var captured = new List<MappedTable>();
        foreach (var table in tables)
        {
            if (mappings.Captures(table.Schema, table.Name, table.IsView) is { } rule && !(table.IsView && definition.MigrationType == MigrationType.Changes))
                captured.Add(MappedTable.Map(table, rule, definition));
        }
        if (definition.Task.FailOnNoTablesCaptured)
            RequireEach(mappings, tables, captured.Count);
        var folders = captured.GroupBy(table => table.Folder).FirstOrDefault(group => group.Count() > 1);
        if (folders is not null)
        {
            throw ReplicationErrors.Contradiction(
                "tableMappings", $"{string.Join(" and ", folders.Select(table => table.Source.FullName))} would both be written to {folders.Key}",
                "DMS cannot merge tables; give them different names.");
        }
        return [.. captured.OrderByDescending(table => table.LoadOrder)];
    }

    // A rule that names one table must find it; a rule with wildcards may find none as long as another finds some.
    private static void RequireEach(TableMappings mappings, IReadOnlyList<SourceTable> tables, int captured)
    {
        foreach (var rule in mappings.Selections.Where(rule => rule.Action != SelectionAction.Exclude))
        {
            var isOneTable = rule.Action == SelectionAction.Explicit || !(rule.Schema.Text + rule.Table.Text).AsSpan().ContainsAny('%', '[');
            if ((captured == 0 || isOneTable) && !tables.Any(table => rule.Matches(table.Schema, table.Name, table.IsView)))
                throw NoTable(rule, tables);
        }
        if (captured == 0 && mappings.Selections.FirstOrDefault(rule => rule.Action != SelectionAction.Exclude) is { } first)
            throw NoTable(first, tables);
    }

    private static UserErrorException NoTable(SelectionRule rule, IReadOnlyList<SourceTable> tables)
    {
        var names = tables.Select(table => table.FullName).ToList();
        return ReplicationErrors.NoTables(rule.ToString(), Nearest.Of($"{rule.Schema}.{rule.Table}", names), names);
    }
}
