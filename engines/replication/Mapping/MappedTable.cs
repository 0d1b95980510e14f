using Nonolive.Pipeline.Errors;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Postgres;
using Nonolive.Replication.Types;

namespace Nonolive.Replication.Mapping;

/// <summary>A column of the objects: one of the source's, by its place in <see cref="SourceTable.Columns"/>, or an added one.</summary>
internal sealed record MappedColumn(string Name, int Source, ColumnType Type, AddedColumn? Added = null);

/// <summary>A captured table with everything that the mappings make of it.</summary>
/// <param name="Source">The source's table.</param>
/// <param name="TargetSchema">The schema's folder.</param>
/// <param name="TargetName">The table's folder.</param>
/// <param name="Columns">The columns of the objects, added ones last.</param>
/// <param name="Filters">Filters that all must pass, each with the place of its column.</param>
/// <param name="LoadOrder">Tables with a higher number load first.</param>
/// <param name="Warnings">What a person should know of what is left out.</param>
internal sealed record MappedTable(
    SourceTable Source, string TargetSchema, string TargetName, IReadOnlyList<MappedColumn> Columns,
    IReadOnlyList<(RowFilter Filter, int Column, ColumnType Type)> Filters, int LoadOrder, IReadOnlyList<string> Warnings)
{
    public string Folder { get; } = $"{TargetSchema}/{TargetName}/";

    public static MappedTable Map(SourceTable source, SelectionRule rule, ReplicationDefinition definition)
    {
        var transformations = definition.Mappings.Transformations;
        var warnings = new List<string>();
        var columns = new List<MappedColumn>();
        for (var i = 0; i < source.Columns.Count; i++)
        {
            var column = source.Columns[i];
            var type = TypeMapping.Of(column.Type, definition.Source);
            var rules = transformations.Where(rule => rule.Target == RuleTarget.Column && Locates(rule, source) && rule.Column.Matches(column.Name)).ToList();
            if (rules.Any(rule => rule.Action == "remove-column"))
                continue;
            if (type.IsLob && !definition.Task.SupportLobs)
                warnings.Add($"{source.FullName}.{column.Name} is left out, because SupportLobs is false.");
            else if (type.IsLob && !source.HasKey && !source.IsView)
                warnings.Add($"{source.FullName}.{column.Name} is left out: DMS removes large objects of a table without a primary key.");
            else
                columns.Add(new MappedColumn(OneAction(rules, column.Name), i, type));
        }
        foreach (var adding in transformations.Where(rule => rule.Added is not null && Locates(rule, source)))
        {
            var place = PlaceOf(source, adding.Added!);
            var type = place >= 0 ? TypeMapping.Of(source.Columns[place].Type, definition.Source) : new ColumnType(DmsType.String, WireForm.Utf8);
            columns.Add(new MappedColumn(adding.Added!.Name, place, type, adding.Added));
        }
        RequireDistinct(source, columns, definition);
        var target = definition.Task.TargetSchema.Length > 0
            ? definition.Task.TargetSchema
            : OneAction(transformations.Where(rule => rule.Target == RuleTarget.Schema && rule.Schema.Matches(source.Schema)), source.Schema);
        var name = OneAction(transformations.Where(rule => rule.Target == RuleTarget.Table && Locates(rule, source)), source.Name);
        return new MappedTable(source, target, name, columns, [.. rule.Filters.Select(filter => Place(filter, source, definition.Source))], rule.LoadOrder, warnings);
    }

    private static bool Locates(TransformationRule rule, SourceTable table) => rule.Schema.Matches(table.Schema) && rule.Table.Matches(table.Name);

    // "You can't apply more than one transformation rule action against the same object": the first one counts.
    private static string OneAction(IEnumerable<TransformationRule> rules, string name) =>
        rules.FirstOrDefault(rule => rule.Added is null)?.Apply(name) ?? name;

    private static int PlaceOf(SourceTable source, AddedColumn added)
    {
        if (added.Kind != AddedValue.SourceColumn)
            return -1;
        var place = IndexOf(source, added.Text);
        return place >= 0 ? place : throw UnknownColumn(source, added.Text, $"added column '{added.Name}'");
    }

    private static (RowFilter, int, ColumnType) Place(RowFilter filter, SourceTable source, SourceSettings settings)
    {
        var place = IndexOf(source, filter.Column);
        return place >= 0
            ? (filter, place, TypeMapping.Of(source.Columns[place].Type, settings))
            : throw UnknownColumn(source, filter.Column, "filter");
    }

    private static int IndexOf(SourceTable source, string column)
    {
        for (var i = 0; i < source.Columns.Count; i++)
        {
            if (source.Columns[i].Name == column)
                return i;
        }
        return -1;
    }

    private static UserErrorException UnknownColumn(SourceTable source, string column, string who) =>
        ReplicationErrors.Invalid("tableMappings", $"{who} of {source.FullName}", column,
            Nearest.Of(column, source.Columns.Select(c => c.Name)) is { Count: > 0 } near ? $"a column such as {string.Join(", ", near)}" : "one of its columns");

    private static void RequireDistinct(SourceTable source, List<MappedColumn> columns, ReplicationDefinition definition)
    {
        var names = columns.Select(column => column.Name).Append(definition.Target.TimestampColumnName ?? "").ToList();
        var twice = names.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw ReplicationErrors.Contradiction(
                "tableMappings", $"{source.FullName} would have two columns '{twice.Key}'", "Rename one of them by a transformation rule.");
        }
    }
}
