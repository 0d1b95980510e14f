namespace Nonolive.Hive.Native;

/// <summary>Rows as columns: of a result, or the arguments of a function. The vectors are asked for once.</summary>
internal readonly ref struct RowChunk(int rows, ReadOnlySpan<InputVector> columns)
{
    private readonly ReadOnlySpan<InputVector> _columns = columns;

    internal int Rows { get; } = rows;

    internal int Count => _columns.Length;

    internal InputVector this[int index] => _columns[index];

    /// <summary>The rows without their first column.</summary>
    internal RowChunk Rest() => new(Rows, _columns[1..]);

    /// <summary>Checks that the columns have the types that a reader of their memory takes them for.</summary>
    internal void RequireTypes(IReadOnlyList<ScanColumn> expected)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            if (!_columns[i].Is(expected[i].Type))
                throw new InvalidOperationException($"Column {expected[i].Name} is {_columns[i].TypeId} where {expected[i].Type} is expected.");
        }
    }
}
