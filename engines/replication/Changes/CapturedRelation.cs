using Nonolive.Replication.Definition;
using Nonolive.Replication.Files;
using Nonolive.Replication.Mapping;
using Nonolive.Replication.Postgres;
using Nonolive.Replication.Types;

namespace Nonolive.Replication.Changes;

/// <summary>A table of the change stream, and what becomes of its rows.</summary>
/// <param name="Stream">The table as the stream describes it.</param>
/// <param name="Table">The table as it is mapped now.</param>
/// <param name="Layout">The columns of its files.</param>
/// <param name="Places">For each column of the layout the place of its value in a row, or -1.</param>
/// <param name="Filters">For each filter the place of its column in a row, or -1.</param>
/// <param name="Signature">What must stay the same for rows to go into one file.</param>
/// <param name="Counter">What is counted of it.</param>
internal sealed record CapturedRelation(
    StreamRelation Stream, MappedTable Table, TableLayout Layout, int[] Places, int[] Filters, string Signature, Counters.Table Counter)
{
    /// <summary>Describes a table anew from what the stream says, so that columns added on the way are in the next file.</summary>
    public static CapturedRelation? Of(
        StreamRelation stream, IReadOnlyDictionary<uint, PostgresType> types, MappedTable? known, ReplicationDefinition definition, Counters counters)
    {
        if (definition.Mappings.Captures(stream.Schema, stream.Name, isView: false) is not { } rule)
            return null;
        var columns = stream.Columns.Select(column => new SourceColumn(column.Name, TypeOf(column, types), column.IsKey)).ToList();
        var source = new SourceTable(
            stream.Schema, stream.Name, IsView: false, known?.Source.EstimatedRows ?? 0, stream.Identity == 'f',
            known?.Source.HasKey ?? stream.Columns.Any(column => column.IsKey), columns);
        var table = known is not null && !definition.Task.HandleTableAltered ? known : MappedTable.Map(source, rule, definition);
        var layout = TableLayout.ForChanges(table, definition);
        var places = layout.Columns.Select(column => column.Role == ColumnRole.Data ? PlaceOf(stream, table.Source.Columns[column.Mapped!.Source].Name) : -1);
        var filters = table.Filters.Select(filter => PlaceOf(stream, filter.Filter.Column));
        var signature = string.Join('|', layout.Columns.Select(column => $"{column.Name}:{column.Role}:{column.Mapped?.Type}"));
        return new CapturedRelation(stream, table, layout, [.. places], [.. filters], signature, counters.Of(table));
    }

    /// <summary>Places of the columns that tell a row from others.</summary>
    public IEnumerable<int> KeyPlaces => Enumerable.Range(0, Stream.Columns.Count).Where(place => Stream.Columns[place].IsKey);

    /// <summary>Whether a row passes all filters; a value that is not in the row counts as NULL.</summary>
    public bool Passes(Tuple row, ReadOnlySpan<byte> message)
    {
        for (var i = 0; i < Filters.Length; i++)
        {
            var (filter, _, type) = Table.Filters[i];
            if (!filter.Passes(Filters[i] < 0 ? null : row.Text(Filters[i], message), type.Kind))
                return false;
        }
        return true;
    }

    private static PostgresType TypeOf(StreamColumn column, IReadOnlyDictionary<uint, PostgresType> types)
    {
        // A type that was dropped since is known by its number alone; its values are text then.
        if (!types.TryGetValue(column.Type, out var type))
            return new PostgresType(column.Type, column.Modifier, 'b', 'X');
        return type.Oid == column.Type || column.Modifier >= 0 ? type with { Modifier = column.Modifier } : type;
    }

    private static int PlaceOf(StreamRelation stream, string column)
    {
        for (var i = 0; i < stream.Columns.Count; i++)
        {
            if (stream.Columns[i].Name == column)
                return i;
        }
        return -1;
    }
}
