namespace Nonolive.Replication.Files;

/// <summary>An object being written: rows of one table in one format. Columns are told by their place in the layout.</summary>
internal abstract class TableFile : IDisposable
{
    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes so far, of which the last ones are an estimate until the file is finished.</summary>
    public abstract long Size { get; }

    public abstract void AppendNull(int column);

    /// <summary>Appends a value in PostgreSQL's binary form.</summary>
    public abstract void AppendBinary(int column, ReadOnlySpan<byte> value);

    /// <summary>Appends a value in PostgreSQL's text form.</summary>
    public abstract void AppendText(int column, ReadOnlySpan<byte> value);

    /// <summary>Appends a value that a log lacks.</summary>
    public virtual void AppendAbsent(int column) => AppendNull(column);

    public void EndRow()
    {
        Rows++;
        OnRow();
    }

    /// <summary>Finishes the file and gives its content, from the start.</summary>
    public abstract Stream Finish();

    public abstract void Dispose();

    protected abstract void OnRow();
}
