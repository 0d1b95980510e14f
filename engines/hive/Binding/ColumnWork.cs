namespace Nonolive.Hive.Binding;

/// <summary>
/// What computing a column takes: the JSON fields behind it, which nobody reads when nobody uses the column, and whether a
/// function of the library is called, so that no condition should make it be computed a second time.
/// </summary>
internal sealed class ColumnWork
{
    private readonly HashSet<JsonField> _fields = [];

    /// <summary>A column that is read as it lies.</summary>
    public static ColumnWork None { get; } = new();

    public bool Costly { get; private set; }

    public void Add(JsonField field)
    {
        _fields.Add(field);
        Costly = true;
    }

    public void Add(ColumnWork other)
    {
        _fields.UnionWith(other._fields);
        Costly |= other.Costly;
    }

    /// <summary>The expression that was bound; functions of the library are called by their prefix.</summary>
    public void AddExpression(string sql) => Costly |= sql.Contains("hv_", StringComparison.Ordinal);

    /// <summary>The column is used.</summary>
    public void Use()
    {
        foreach (var field in _fields)
            field.Used = true;
    }

    public static ColumnWork Of(ColumnWork one, ColumnWork other)
    {
        var both = new ColumnWork();
        both.Add(one);
        both.Add(other);
        return both;
    }
}
