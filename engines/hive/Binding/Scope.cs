using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>A column that names can refer to.</summary>
/// <param name="Table">The table's or subquery's alias, in lower case.</param>
/// <param name="Name">The column's name, in lower case.</param>
/// <param name="Type">The type.</param>
/// <param name="Sql">The SQL that stands for it.</param>
internal sealed record ScopeColumn(string Table, string Name, HiveType Type, string Sql)
{
    /// <value>Partition columns that it is, for pruning; none by default.</value>
    public IReadOnlyList<Origin> Origins { get; init; } = [];

    /// <value>The scan that it comes from, where it is a data column of a table: reading it makes the scan need it.</value>
    public Scan? Scan { get; init; }

    /// <value>Not part of <c>*</c>: virtual columns, and the second of two columns joined by USING.</value>
    public bool Hidden { get; init; }

    /// <value>The second of two columns joined by USING: only a qualified name reaches it.</value>
    public bool Merged { get; init; }

    /// <value>Gives the fields that get_json_object reads from this column of its source; null where the column is an expression.</value>
    public Func<string, JsonFields>? Json { get; init; }

    /// <value>The column's name in its source's SQL.</value>
    public string SqlName { get; init; } = Name;
}

/// <summary>The names of one query block, with those of the blocks around it.</summary>
internal sealed class Scope(Scope? outer)
{
    public Scope? Outer { get; } = outer;

    public List<ScopeColumn> Columns { get; } = [];

    public bool HasTable(string alias) => Columns.Any(column => column.Table == alias);
}

/// <summary>The get_json_object paths that a block reads from one column; they are extracted together, once a row.</summary>
internal sealed class JsonFields(string alias)
{
    /// <summary>Name of the list column beside the source's own.</summary>
    public string Alias { get; } = alias;

    public List<string> Paths { get; } = [];

    /// <summary>The position of a path, from one.</summary>
    public int Position(string path)
    {
        var at = Paths.IndexOf(path);
        if (at < 0)
        {
            Paths.Add(path);
            at = Paths.Count - 1;
        }
        return at + 1;
    }
}
