using ParquetSharp;
using ParquetSharp.Schema;

namespace Nonolive.Replication.Files;

/// <summary>Collects one column of a row group in the physical form that Parquet stores.</summary>
internal abstract class ParquetColumn(Node node, bool isRequired, int capacity) : IDisposable
{
    // Definition levels: 1 for a value, 0 for NULL; a required column has none.
    private short[] _levels = isRequired ? [] : new short[capacity];

    public Node Node { get; } = node;

    protected int Rows { get; private set; }

    /// <summary>Bytes that wait for the row group to be written.</summary>
    public abstract long Bytes { get; }

    public void AppendNull()
    {
        if (isRequired)
            throw new InvalidOperationException($"{Node.Name} is required.");
        AppendLevel(0);
    }

    /// <summary>Appends a value in PostgreSQL's binary form.</summary>
    public abstract void AppendBinary(ReadOnlySpan<byte> value);

    /// <summary>Appends a value in PostgreSQL's text form.</summary>
    public abstract void AppendText(ReadOnlySpan<byte> value);

    /// <summary>Writes what was collected as the next column of a row group, and starts anew.</summary>
    public void WriteTo(RowGroupWriter group)
    {
        using var writer = group.NextColumn();
        WriteValues(writer, Rows, isRequired ? default : _levels.AsSpan(0, Rows));
        Rows = 0;
        Clear();
    }

    public abstract void Dispose();

    protected abstract void WriteValues(ColumnWriter writer, int rows, ReadOnlySpan<short> levels);

    protected abstract void Clear();

    protected void AppendLevel(short level)
    {
        if (!isRequired)
        {
            if (Rows == _levels.Length)
                Array.Resize(ref _levels, Rows * 2);
            _levels[Rows] = level;
        }
        Rows++;
    }
}
