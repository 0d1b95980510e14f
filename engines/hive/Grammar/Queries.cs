namespace Nonolive.Hive.Grammar;

/// <summary>A query with its common table expressions.</summary>
internal sealed record Query(int At, IReadOnlyList<Cte> Ctes, QueryBody Body) : Node(At);

internal sealed record Cte(int At, string Name, IReadOnlyList<string> Columns, Query Query) : Node(At);

/// <summary>What a query consists of, with the clauses that come last.</summary>
internal abstract record QueryBody(int At) : Node(At)
{
    public IReadOnlyList<OrderItem> OrderBy { get; init; } = [];

    public IReadOnlyList<OrderItem> SortBy { get; init; } = [];

    /// <summary>DISTRIBUTE BY or CLUSTER BY: where rows go is invisible in the result, the names are checked.</summary>
    public IReadOnlyList<Expr> DistributeBy { get; init; } = [];

    public Expr? Limit { get; init; }

    public Expr? Offset { get; init; }
}

internal sealed record SelectBlock(int At, bool Distinct, IReadOnlyList<SelectItem> Items) : QueryBody(At)
{
    public FromItem? From { get; init; }

    /// <value>Whether FROM stood before SELECT: no by default.</value>
    public bool FromFirst { get; init; }

    public Expr? Where { get; init; }

    public GroupBy? GroupBy { get; init; }

    public Expr? Having { get; init; }

    public IReadOnlyList<(string Name, WindowSpec Window)> Windows { get; init; } = [];
}

/// <summary>An expression of the select list; several aliases belong to a table-generating function.</summary>
internal sealed record SelectItem(Expr Value, IReadOnlyList<string> Aliases, string Text);

internal enum GroupKind
{
    Plain,
    Rollup,
    Cube,
    Sets,
}

/// <summary>GROUP BY; for GROUPING SETS each set holds positions among the keys.</summary>
internal sealed record GroupBy(int At, GroupKind Kind, IReadOnlyList<Expr> Keys, IReadOnlyList<IReadOnlyList<Expr>> Sets);

internal enum SetKind
{
    Union,
    Intersect,
    Except,
}

internal sealed record SetOperation(int At, SetKind Kind, bool All, QueryBody Left, QueryBody Right) : QueryBody(At);

/// <summary>A query in parentheses as a side of a set operation.</summary>
internal sealed record NestedQuery(int At, Query Query) : QueryBody(At);

internal sealed record ValuesBody(int At, IReadOnlyList<IReadOnlyList<Expr>> Rows) : QueryBody(At);

internal abstract record FromItem(int At) : Node(At);

internal sealed record TableItem(int At, string? Database, string Name, string? Alias) : FromItem(At)
{
    public TableSample? Sample { get; init; }
}

/// <summary>TABLESAMPLE: buckets, percent, rows or bytes.</summary>
internal sealed record TableSample(int At, string Kind, long Amount, long Of, IReadOnlyList<Expr> On);

internal sealed record SubqueryItem(int At, Query Query, string Alias, IReadOnlyList<string> Columns) : FromItem(At);

internal enum JoinKind
{
    Inner,
    Left,
    Right,
    Full,
    Cross,
    LeftSemi,
}

internal sealed record JoinItem(int At, JoinKind Kind, FromItem Left, FromItem Right, Expr? On, IReadOnlyList<string> Using) : FromItem(At);

internal sealed record LateralItem(int At, FromItem Left, CallExpr Function, string Alias, IReadOnlyList<string> Columns, bool Outer) : FromItem(At);
