using Nonolive.Replication.Definition;
using Nonolive.Replication.Mapping;

namespace Nonolive.Replication.Files;

/// <summary>What one column of a file is.</summary>
internal enum ColumnRole
{
    Operation,
    Timestamp,
    Data,
    Added,
}

/// <summary>One column of a file.</summary>
internal sealed record LayoutColumn(string Name, ColumnRole Role, MappedColumn? Mapped);

/// <summary>
/// The columns of a table's files in the order that DMS writes them: Op, timestamp, data, added columns. Load and change
/// files differ in whether Op is there.
/// </summary>
internal sealed record TableLayout(MappedTable Table, LayoutColumn[] Columns)
{
    public static TableLayout ForLoad(MappedTable table, ReplicationDefinition definition) =>
        Of(table, definition.Target.IncludeOpForFullLoad, definition);

    public static TableLayout ForChanges(MappedTable table, ReplicationDefinition definition) => Of(table, HasOpOnChanges(definition), definition);

    // "CdcInsertsOnly" with "IncludeOpForFullLoad" false writes no Op, since all rows are inserts. For
    // CdcInsertsAndUpdates the guide says both; the API page says the same as for inserts only.
    private static bool HasOpOnChanges(ReplicationDefinition definition) => definition.Target switch
    {
        { IncludeOpForFullLoad: true } => true,
        { CdcInsertsOnly: true } => false,
        { CdcInsertsAndUpdates: true } => definition.Behaviour.InsertsAndUpdatesKeepOp,
        _ => true,
    };

    private static TableLayout Of(MappedTable table, bool hasOp, ReplicationDefinition definition)
    {
        var columns = new List<LayoutColumn>();
        if (hasOp)
            columns.Add(new LayoutColumn("Op", ColumnRole.Operation, null));
        if (definition.Target.TimestampColumnName is { } timestamp)
            columns.Add(new LayoutColumn(timestamp, ColumnRole.Timestamp, null));
        columns.AddRange(table.Columns.Select(column =>
            new LayoutColumn(column.Name, column.Added is null or { Kind: AddedValue.SourceColumn } ? ColumnRole.Data : ColumnRole.Added, column)));
        return new TableLayout(table, [.. columns]);
    }
}
