using Nonolive.Replication.Mapping;

namespace Nonolive.Replication.Files;

/// <summary>What a row carries beside its data.</summary>
internal readonly ref struct RowStamp(char operation, ReadOnlySpan<byte> timestamp, ReadOnlySpan<byte> sequence, ReadOnlySpan<byte> position)
{
    /// <summary>I, U or D.</summary>
    public char Operation { get; } = operation;

    /// <summary>The text of the timestamp column.</summary>
    public ReadOnlySpan<byte> Timestamp { get; } = timestamp;

    /// <summary>The text of <c>$AR_H_CHANGE_SEQ</c>.</summary>
    public ReadOnlySpan<byte> Sequence { get; } = sequence;

    /// <summary>The text of <c>$AR_H_STREAM_POSITION</c>.</summary>
    public ReadOnlySpan<byte> Position { get; } = position;

    /// <summary>Appends the columns of a row that are not data.</summary>
    public void AppendTo(TableFile file, int column, LayoutColumn layout, MappedTable table)
    {
        switch (layout.Role)
        {
            case ColumnRole.Operation:
                file.AppendText(column, [(byte)Operation]);
                break;
            case ColumnRole.Timestamp:
                file.AppendText(column, Timestamp);
                break;
            default:
                AppendAdded(file, column, layout.Mapped!.Added!, table);
                break;
        }
    }

    private void AppendAdded(TableFile file, int column, AddedColumn added, MappedTable table)
    {
        switch (added.Kind)
        {
            case AddedValue.ChangeSequence:
                file.AppendText(column, Sequence);
                break;
            case AddedValue.StreamPosition:
                file.AppendText(column, Position);
                break;
            case AddedValue.Operation or AddedValue.OperationName:
                AppendText(file, column, Operation switch { 'D' => added.DeleteText, 'U' => added.UpdateText, _ => added.InsertText });
                break;
            case AddedValue.SourceSchema:
                AppendText(file, column, table.Source.Schema);
                break;
            case AddedValue.SourceTable:
                AppendText(file, column, table.Source.Name);
                break;
            default:
                AppendText(file, column, added.Text);
                break;
        }
    }

    private static void AppendText(TableFile file, int column, string text) => file.AppendText(column, System.Text.Encoding.UTF8.GetBytes(text));
}
