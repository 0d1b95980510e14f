using Nonolive.Hive.Types;

namespace Nonolive.Hive.Grammar;

/// <summary>A part of a statement; <paramref name="At"/> is its offset in the statement's text.</summary>
internal abstract record Node(int At);

internal abstract record Expr(int At) : Node(At);

internal enum LiteralKind
{
    Null,
    Boolean,
    Text,
    Number,
    Date,
    Timestamp,
}

/// <summary>A literal; numbers keep their text with the suffix.</summary>
internal sealed record LiteralExpr(int At, LiteralKind Kind, string Text) : Expr(At);

/// <summary><c>interval '1' day</c>; the unit is upper case, perhaps <c>YEAR TO MONTH</c>.</summary>
internal sealed record IntervalExpr(int At, Expr Value, string Unit) : Expr(At);

/// <summary>A bare name: a column, or the table in <c>table.column</c>.</summary>
internal sealed record NameExpr(int At, string Name) : Expr(At);

/// <summary><c>base.name</c>: a column of a table or a field of a struct.</summary>
internal sealed record FieldExpr(int At, Expr Base, string Name) : Expr(At);

/// <summary><c>base[index]</c></summary>
internal sealed record IndexExpr(int At, Expr Base, Expr Index) : Expr(At);

/// <summary><c>*</c> or <c>table.*</c></summary>
internal sealed record StarExpr(int At, string? Table) : Expr(At);

/// <summary>A function call; operators are calls too, named by their sign (<c>+</c>, <c>and</c>, <c>like</c>).</summary>
internal sealed record CallExpr(int At, string Name, IReadOnlyList<Expr> Arguments) : Expr(At)
{
    public bool Distinct { get; init; }

    public bool Star { get; init; }

    public bool IgnoreNulls { get; init; }

    public WindowSpec? Over { get; init; }
}

internal sealed record CastExpr(int At, Expr Value, HiveType Type) : Expr(At);

internal sealed record CaseExpr(int At, Expr? Operand, IReadOnlyList<(Expr When, Expr Then)> Branches, Expr? Else) : Expr(At);

internal sealed record InExpr(int At, Expr Value, IReadOnlyList<Expr> Options, bool Not) : Expr(At);

internal sealed record InQueryExpr(int At, Expr Value, Query Query, bool Not) : Expr(At);

internal sealed record ExistsExpr(int At, Query Query) : Expr(At);

internal sealed record ScalarQueryExpr(int At, Query Query) : Expr(At);

/// <summary><c>regexp_replace</c>-like column regex <c>`(ds|hr)?+.+`</c> is not parsed; see the binder.</summary>
internal sealed record OrderItem(Expr Value, bool Descending, bool? NullsFirst);

/// <summary>A window: a name, or a specification that may build on a named one.</summary>
internal sealed record WindowSpec(int At, string? Name, IReadOnlyList<Expr> PartitionBy, IReadOnlyList<OrderItem> OrderBy, WindowFrame? Frame);

/// <summary><paramref name="Rows"/> or RANGE; bounds are null for CURRENT ROW.</summary>
internal sealed record WindowFrame(bool Rows, FrameBound Start, FrameBound End);

/// <summary><c>UNBOUNDED</c> has no amount; <paramref name="Current"/> is CURRENT ROW.</summary>
internal sealed record FrameBound(bool Current, bool Preceding, Expr? Amount);
