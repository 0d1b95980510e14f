using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>A column that names can refer to.</summary>
/// <param name="Table">The table's or subquery's alias, in lower case.</param>
/// <param name="Name">The column's name, in lower case.</param>
/// <param name="Type">The type.</param>
/// <param name="Sql">The SQL that stands for it.</param>
/// <param name="Work">What computing it takes, where it comes from a subquery.</param>
internal sealed record ScopeColumn(string Table, string Name, HiveType Type, string Sql, ColumnWork Work)
{
    /// <value>Partition columns that it is, for pruning; none by default.</value>
    public IReadOnlyList<Origin> Origins { get; init; } = [];

    /// <value>The scan that it comes from, where it is a data column of a table: reading it makes the scan need it.</value>
    public Scan? Scan { get; init; }

    /// <value>Not part of <c>*</c>: virtual columns, and the second of two columns joined by USING.</value>
    public bool Hidden { get; init; }

    /// <value>The second of two columns joined by USING: only a qualified name reaches it.</value>
    public bool Merged { get; init; }

    /// <value>Place in <c>*</c> before the columns without one, as the key of USING; the later join's come first. 0 for others.</value>
    public int Front { get; init; }

    /// <value>Gives the record of the fields that get_json_object reads from a column's SQL; null where the column is no source's own.</value>
    public Func<string, JsonFields>? Json { get; init; }
}

/// <summary>The names of one query block, with those of the blocks around it.</summary>
internal sealed class Scope(Scope? outer)
{
    public Scope? Outer { get; } = outer;

    public List<ScopeColumn> Columns { get; } = [];

    public bool HasTable(string alias) => Columns.Any(column => column.Table == alias);
}
