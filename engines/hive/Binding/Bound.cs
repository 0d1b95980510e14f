using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>An expression that is bound: its DuckDB SQL, safe to stand anywhere, and its Hive type.</summary>
internal sealed record Bound(string Sql, HiveType Type)
{
    /// <value>The text of a string literal, or of a number as written; null where the value is not a literal.</value>
    public string? Literal { get; init; }

    /// <value>Column that this is and nothing else; null for expressions.</value>
    public ScopeColumn? Column { get; init; }

    /// <value>Name that the expression suggests for a select item without an alias: that of a column or struct field.</value>
    public string? Name { get; init; }
}

/// <summary>A column of a query's result.</summary>
/// <param name="Name">Hive's name.</param>
/// <param name="SqlName">The name in the emitted SQL, unique in the query.</param>
/// <param name="Type">The type.</param>
/// <param name="Origins">Partition columns that it passes on unchanged, for pruning.</param>
/// <param name="Work">What computing it takes.</param>
internal sealed record OutputColumn(string Name, string SqlName, HiveType Type, IReadOnlyList<Origin> Origins, ColumnWork Work);

/// <summary>A query that is bound.</summary>
internal sealed record BoundQuery(string Sql, IReadOnlyList<OutputColumn> Columns)
{
    /// <value>Whether it only reads, filters and passes on a table's columns, so that reading it again costs no more than keeping it.</value>
    public bool Light { get; init; }

    /// <value>Whether its rows come in an order that was asked for.</value>
    public bool Ordered { get; init; }
}
