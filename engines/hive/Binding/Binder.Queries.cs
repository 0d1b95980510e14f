using Nonolive.Hive.Emit;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>Queries: CTEs, set operations, VALUES, and the clauses behind them.</summary>
internal sealed partial class Binder
{
    private BoundQuery BindQuery(Query query, Scope? outer)
    {
        var before = _ctes;
        PushCtes(query.Ctes, outer);
        var body = BindBody(query.Body, outer);
        var with = WithClause(_ctes, before);
        _ctes = before;
        return body with { Sql = with + body.Sql };
    }

    private void PushCtes(IReadOnlyList<Cte> ctes, Scope? outer)
    {
        foreach (var cte in ctes)
        {
            var bound = Renamed(BindQuery(cte.Query, outer), cte.Columns, cte.At);
            _ctes = new CteScope(_ctes, cte.Name, new BoundCte(NextAlias("with_" + cte.Name + "_"), bound));
        }
    }

    private static string WithClause(CteScope? scope, CteScope? until = null)
    {
        var parts = new Stack<string>();
        for (var cte = scope; cte is not null && cte != until; cte = cte.Parent)
            parts.Push($"{Sql.Name(cte.Cte.SqlName)} AS {(cte.Cte.Query.Light ? "NOT MATERIALIZED " : "")}({cte.Cte.Query.Sql})");
        return parts.Count == 0 ? "" : $"WITH {string.Join(", ", parts)} ";
    }

    private static BoundQuery Renamed(BoundQuery query, IReadOnlyList<string> names, int at)
    {
        if (names.Count == 0)
            return query;
        if (names.Count != query.Columns.Count)
            throw HiveFault.Semantic($"{names.Count} column names are given for {query.Columns.Count} columns.", at);
        return query with { Columns = [.. query.Columns.Zip(names, (column, name) => column with { Name = name })] };
    }

    private BoundQuery BindBody(QueryBody body, Scope? outer) => body switch
    {
        SelectBlock block => BindBlock(block, outer),
        SetOperation operation => BindSetOperation(operation, outer),
        NestedQuery nested => WithOuterClauses(BindQuery(nested.Query, outer), nested, outer),
        ValuesBody values => BindValues(values, outer),
        _ => throw HiveFault.Refused("This query", body.At),
    };

    private BoundQuery BindValues(ValuesBody values, Scope? outer)
    {
        var block = new BlockContext(new Scope(outer));
        var rows = values.Rows.Select(row => row.Select(value => BindExpression(value, block)).ToList()).ToList();
        if (rows.Any(row => row.Count != rows[0].Count))
            throw HiveFault.Semantic("The rows of VALUES do not have the same number of columns.", values.At);
        var types = Enumerable.Range(0, rows[0].Count).Select(index => rows.Select(row => row[index].Type)
            .Aggregate((a, b) => TypeRules.Common(a, b) ?? throw HiveFault.Semantic($"Column {index + 1} of VALUES mixes {a} and {b}.", values.At))).ToList();
        var columns = types.Select((type, index) => new OutputColumn($"col{index + 1}", $"col{index + 1}", type, [], ColumnWork.None)).ToList();
        var sql = string.Join(", ", rows.Select(row => $"({string.Join(", ", row.Select((value, index) => ConvertTo(value, types[index], values.At).Sql))})"));
        return new BoundQuery($"SELECT * FROM (VALUES {sql}) {Sql.Name(NextAlias("v"))}({string.Join(", ", columns.Select(column => Sql.Name(column.SqlName)))})", columns);
    }

    private BoundQuery BindSetOperation(SetOperation operation, Scope? outer)
    {
        var left = BindBody(operation.Left, outer);
        var right = BindBody(operation.Right, outer);
        if (left.Columns.Count != right.Columns.Count)
            throw HiveFault.Semantic($"Schema of both sides of {operation.Kind} should match: {left.Columns.Count} columns on the left, {right.Columns.Count} on the right.", operation.At);
        var columns = left.Columns.Zip(right.Columns, (a, b) => a with
        {
            Type = TypeRules.ForUnion(a.Type, b.Type)
                ?? throw HiveFault.Semantic($"Schema of both sides of union should match: column {a.Name} is of type {a.Type} on first table and type {b.Type} on second table.", operation.At),
            Origins = operation.Kind == SetKind.Union && a.Origins.Count > 0 && b.Origins.Count > 0 ? [.. a.Origins, .. b.Origins] : [],
            Work = ColumnWork.Of(a.Work, b.Work),
        }).ToList();
        if (operation.Kind != SetKind.Union || !operation.All)
            UseAll(columns);
        var sign = (operation.Kind, operation.All) switch
        {
            (SetKind.Union, true) => "UNION ALL",
            (SetKind.Union, false) => "UNION",
            (SetKind.Intersect, true) => "INTERSECT ALL",
            (SetKind.Intersect, false) => "INTERSECT",
            (_, true) => "EXCEPT ALL",
            _ => "EXCEPT",
        };
        var sql = $"{Side(left, columns)} {sign} {Side(right, columns)}";
        return WithOuterClauses(new BoundQuery(sql, columns), operation, outer);
    }

    private string Side(BoundQuery side, IReadOnlyList<OutputColumn> columns)
    {
        if (side.Columns.Zip(columns, (a, b) => a.Type.Equals(b.Type) && a.SqlName == b.SqlName).All(same => same))
            return $"({side.Sql})";
        var alias = NextAlias("u");
        var items = side.Columns.Zip(columns, (from, to) =>
            $"{Casts.Convert($"{alias}.{Sql.Name(from.SqlName)}", from.Type, to.Type)} AS {Sql.Name(to.SqlName)}");
        return $"(SELECT {string.Join(", ", items)} FROM ({side.Sql}) {alias})";
    }

    /// <summary>ORDER BY and LIMIT of a set operation or of a query in parentheses see its result columns only.</summary>
    private BoundQuery WithOuterClauses(BoundQuery query, QueryBody clauses, Scope? outer)
    {
        if (clauses.OrderBy.Count == 0 && clauses.SortBy.Count == 0 && clauses.Limit is null)
            return query;
        var alias = NextAlias("q");
        var scope = new Scope(outer);
        scope.Columns.AddRange(query.Columns.Select(column => new ScopeColumn(alias, column.Name, column.Type, $"{alias}.{Sql.Name(column.SqlName)}", column.Work)));
        var block = new BlockContext(scope);
        var order = (clauses.OrderBy.Count > 0 ? clauses.OrderBy : clauses.SortBy).Select(item => OrderSql(BindExpression(item.Value, block).Sql, item)).ToList();
        var sql = $"SELECT * FROM ({query.Sql}) {alias}" + (order.Count > 0 ? $" ORDER BY {string.Join(", ", order)}" : "") + LimitSql(clauses);
        var columns = clauses.Limit is null ? query.Columns : [.. query.Columns.Select(column => column with { Origins = [] })];
        return new BoundQuery(sql, columns) { Ordered = order.Count > 0 || query.Ordered };
    }

    private static void UseAll(IEnumerable<OutputColumn> columns)
    {
        foreach (var column in columns)
            column.Work.Use();
    }

    private static string LimitSql(QueryBody body)
    {
        if (body.Limit is null)
            return "";
        return $" LIMIT {Count(body.Limit)}" + (body.Offset is { } offset ? $" OFFSET {Count(offset)}" : "");

        string Count(Expr value) => value is LiteralExpr { Kind: LiteralKind.Number } number && long.TryParse(number.Text, out var count) && count >= 0
            ? Sql.Number(count) : throw HiveFault.Parse("LIMIT takes whole numbers.", value.At);
    }

    /// <summary>Hive 3.1: NULL comes first in ascending order and last in descending order.</summary>
    private static string OrderSql(string sql, OrderItem item) =>
        $"{sql} {(item.Descending ? "DESC" : "ASC")} NULLS {(item.NullsFirst ?? !item.Descending ? "FIRST" : "LAST")}";
}
