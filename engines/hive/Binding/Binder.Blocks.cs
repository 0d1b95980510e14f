using Nonolive.Hive.Emit;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>One SELECT … FROM … WHERE … GROUP BY … block.</summary>
internal sealed partial class Binder
{
    private BoundQuery BindBlock(SelectBlock block, Scope? outer)
    {
        block = WithTableFunction(block);
        var scope = new Scope(outer);
        var from = block.From is null ? null : BindFrom(block.From, scope);
        var context = new BlockContext(scope);
        foreach (var (name, window) in block.Windows)
            context.Windows[name] = window;

        var where = block.Where is null ? null : BindWhere(block.Where, context, from as Source);
        if (block.Where is not null)
            AddPruning(block.Where, context, column => true);
        var keys = BindGroupKeys(block, context);
        context.GroupKeys = keys;
        context.AllowAggregates = true;
        context.AllowWindows = true;
        context.Place = "select list";
        var items = BindItems(block, context);
        context.AllowWindows = false;
        var having = block.Having is null ? null : BindHaving(block, context, items);
        context.AllowWindows = true;
        var order = BindOrder(block, context, items);
        // Hive's reducer gives the rows in the window's order: a LIMIT takes the first of them.
        if (order.Length == 0 && block is { Limit: not null, Distinct: false, GroupBy: null } && context.WindowOrder is { Length: > 0 } sorted)
            order = " ORDER BY " + sorted;
        // What DISTINCT compares, what an alias in HAVING or ORDER BY stands for and what orders a window is used whether or not it
        // is asked for.
        if (block.Distinct || having is not null || order.Length > 0)
        {
            foreach (var item in items)
                item.Work.Use();
        }

        RequireOneDistinct(block, context);
        if (block.GroupBy is null && having is not null && !context.HasAggregate)
            throw HiveFault.Semantic("HAVING specified without GROUP BY.", block.Having!.At);
        var sql = $"SELECT {(block.Distinct ? "DISTINCT " : "")}{string.Join(", ", items.Select(item => $"{item.Value.Sql} AS {Sql.Name(item.SqlName)}"))}";
        if (from is not null)
            sql += $" FROM {from.Render()}";
        if (where is not null)
            sql += $" WHERE {where}";
        sql += GroupSql(block, keys, context);
        if (having is not null)
            sql += $" HAVING {having}";
        sql += order + LimitSql(block);
        var passOn = block.Limit is null && !context.HasWindow && !context.HasAggregate && block.GroupBy is null;
        var columns = items.Select(item => new OutputColumn(item.Name, item.SqlName, item.Value.Type,
            passOn || (block.GroupBy?.Kind == GroupKind.Plain && !context.HasWindow && block.Limit is null && keys.Contains(item.Value.Sql))
                ? item.Value.Column?.Origins ?? [] : [], item.Work)).ToList();
        return new BoundQuery(sql, columns)
        {
            Ordered = order.Length > 0,
            Light = from is Source { Light: true } && passOn && !block.Distinct && order.Length == 0 && !items.Any(item => item.Work.Costly),
        };
    }

    private sealed record Item(string Name, string SqlName, Bound Value, ColumnWork Work);

    /// <summary>
    /// Conditions joined by AND. One over columns that the source computes is itself computed beside them: DuckDB would push it
    /// down into the source and compute those columns a second time, for every place where the condition names them.
    /// </summary>
    private string BindWhere(Expr condition, BlockContext context, Source? source)
    {
        var parts = Conjuncts(condition).ToList();
        if (source is null || !context.Scope.Columns.Any(column => column.Work.Costly))
            return BindCondition(condition, context, "WHERE");
        var bound = new List<string>();
        context.Place = "WHERE";
        foreach (var part in parts)
        {
            (context.Work, context.SawSubquery) = (new ColumnWork(), false);
            var value = BindExpression(part, context);
            if (value.Type.Kind != HiveKind.Boolean && parts.Count > 1)
            {
                context.Work = null;
                return BindCondition(condition, context, "WHERE");
            }
            var sql = ConvertTo(value, HiveType.Boolean, part.At, "WHERE condition").Sql;
            bound.Add(context.Work.Costly && !context.SawSubquery ? source.Compute("condition", $"hv_once({sql})") : sql);
            context.Work.Use();
            context.Work = null;
        }
        return string.Join(" AND ", bound);
    }

    private static IEnumerable<Expr> Conjuncts(Expr condition) =>
        condition is CallExpr { Name: "and" } and ? and.Arguments.SelectMany(Conjuncts) : [condition];

    private List<Item> BindItems(SelectBlock block, BlockContext context)
    {
        var items = new List<Item>();
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        void Add(string name, Bound value, ColumnWork work)
        {
            work.AddExpression(value.Sql);
            var sqlName = name;
            for (var copy = 1; !used.Add(sqlName); copy++)
                sqlName = $"{name}_{copy}";
            items.Add(new Item(name, sqlName, value.Type.Kind == HiveKind.Void ? value with { Sql = Sql.Null(value.Type) } : value, work));
        }
        foreach (var item in block.Items)
        {
            if (item.Value is StarExpr star)
            {
                foreach (var column in Expand(star, context.Scope))
                {
                    context.Work = new ColumnWork();
                    Add(column.Name, Use(column, context), context.Work);
                }
                context.Work = null;
                continue;
            }
            var work = context.Work = new ColumnWork();
            var value = BindExpression(item.Value, context);
            context.Work = null;
            if (item.Aliases.Count > 1)
                throw HiveFault.Semantic($"'{item.Text}' gives one column, not {item.Aliases.Count}.", item.Value.At);
            Add(item.Aliases is [var alias] ? alias : value.Name ?? $"_c{items.Count}", value, work);
        }
        return items;
    }

    private static IEnumerable<ScopeColumn> Expand(StarExpr star, Scope scope)
    {
        if (star.Table is not null && !scope.HasTable(star.Table))
            throw HiveFault.Semantic($"Invalid table alias '{star.Table}'.", star.At, Closest.Hint(star.Table, scope.Columns.Select(column => column.Table).Distinct()));
        if (scope.Columns.Count == 0)
            throw HiveFault.Semantic("'*' needs a FROM clause.", star.At);
        return star.Table is null ? scope.Columns.Where(column => !column.Hidden && !column.Merged).OrderByDescending(column => column.Front)
            : scope.Columns.Where(column => column.Table == star.Table && !column.Hidden);
    }

    private string BindCondition(Expr condition, BlockContext context, string place)
    {
        context.Place = place;
        var bound = BindExpression(condition, context);
        return ConvertTo(bound, HiveType.Boolean, condition.At, place + " condition").Sql;
    }

    private List<string> BindGroupKeys(SelectBlock block, BlockContext context)
    {
        context.Place = "GROUP BY";
        var keys = new List<string>();
        foreach (var key in block.GroupBy?.Keys ?? [])
        {
            if (key is LiteralExpr { Kind: LiteralKind.Number } position && int.TryParse(position.Text, out var number))
                keys.Add(GroupPosition(block, position, number, context));
            else
                keys.Add(BindExpression(key, context) is { Literal: not null } literal ? $"CAST({literal.Sql} AS {literal.Type.DuckDb})" : BindExpression(key, context).Sql);
        }
        return keys;
    }

    /// <summary>Hive 3.1 takes a number as a constant, not as a position, unless told so; few who write it mean that.</summary>
    private string GroupPosition(SelectBlock block, LiteralExpr literal, int position, BlockContext context)
    {
        if (!Flag("hive.groupby.position.alias", false) && !Flag("hive.groupby.orderby.position.alias", false))
        {
            throw HiveFault.Semantic($"GROUP BY {position} groups by the constant {position} in Hive 3.1, not by the column at that position.", literal.At,
                "Repeat the expression, or SET hive.groupby.position.alias=true;");
        }
        if (position < 1 || position > block.Items.Count || block.Items[position - 1].Value is StarExpr)
            throw HiveFault.Semantic($"Invalid position alias in Group By: there is no column {position} in the select list.", literal.At);
        return BindExpression(block.Items[position - 1].Value, context).Sql;
    }

    private string GroupSql(SelectBlock block, List<string> keys, BlockContext context)
    {
        switch (block.GroupBy?.Kind)
        {
            case null:
                return "";
            case GroupKind.Plain:
                return " GROUP BY " + string.Join(", ", keys);
            case GroupKind.Rollup:
                return $" GROUP BY ROLLUP ({string.Join(", ", keys)})";
            case GroupKind.Cube:
                return $" GROUP BY CUBE ({string.Join(", ", keys)})";
            default:
                context.AllowAggregates = false;
                var sets = block.GroupBy.Sets.Select(set => $"({string.Join(", ", set.Select(key =>
                {
                    var sql = BindExpression(key, context).Sql;
                    return keys.Contains(sql) ? sql : throw HiveFault.Semantic("Grouping sets expression is not in GROUP BY key.", key.At);
                }))})").Distinct();
                return $" GROUP BY GROUPING SETS ({string.Join(", ", sets)})";
        }
    }

    private string BindHaving(SelectBlock block, BlockContext context, List<Item> items)
    {
        context.Aliases = AliasesOf(items);
        var sql = BindCondition(block.Having!, context, "HAVING");
        context.Aliases = null;
        return sql;
    }

    private static Dictionary<string, Bound> AliasesOf(List<Item> items)
    {
        var aliases = new Dictionary<string, Bound>();
        foreach (var item in items)
            aliases.TryAdd(item.Name, item.Value);
        return aliases;
    }

    private string BindOrder(SelectBlock block, BlockContext context, List<Item> items)
    {
        var order = block.OrderBy.Count > 0 ? block.OrderBy : block.SortBy;
        context.Place = "ORDER BY";
        context.Aliases = AliasesOf(items);
        foreach (var key in block.DistributeBy)
            BindExpression(key, context);
        if (order.Count == 0)
            return "";
        var parts = order.Select(item =>
        {
            if (item.Value is LiteralExpr { Kind: LiteralKind.Number } number && int.TryParse(number.Text, out var position))
            {
                if (position < 1 || position > items.Count)
                    throw HiveFault.Semantic($"Invalid position alias in Order By: there is no column {position} in the select list.", item.Value.At);
                return OrderSql(number.Text, item);
            }
            var sql = BindExpression(item.Value, context).Sql;
            var same = items.FindIndex(candidate => candidate.Value.Sql == sql);
            return OrderSql(same >= 0 ? Sql.Number(same + 1) : sql, item);
        });
        var text = " ORDER BY " + string.Join(", ", parts);
        context.Aliases = null;
        return text;
    }

    /// <summary>SELECT explode(x) AS a FROM t is SELECT v.a FROM t LATERAL VIEW explode(x) v AS a.</summary>
    private static SelectBlock WithTableFunction(SelectBlock block)
    {
        if (block.Items is not [{ Value: CallExpr call } item] || !TableFunctions.Contains(call.Name))
        {
            return block.Items.FirstOrDefault(one => one.Value is CallExpr inner && TableFunctions.Contains(inner.Name)) is { } other
                ? throw HiveFault.Semantic($"Only a single expression in the SELECT clause is supported with UDTF's: '{other.Text}'.", other.Value.At, "Use LATERAL VIEW.")
                : block;
        }
        var from = block.From ?? new SubqueryItem(call.At, new Query(call.At, [], new SelectBlock(call.At, false,
            [new SelectItem(new LiteralExpr(call.At, LiteralKind.Number, "1"), [], "1")])), "one_row", []);
        return block with
        {
            From = new LateralItem(call.At, from, call, UdtfAlias, item.Aliases, false),
            Items = [new SelectItem(new StarExpr(call.At, UdtfAlias), [], "*")],
        };
    }

    private const string UdtfAlias = "$udtf";

    /// <summary>Remembers conditions on partition columns alone, among those joined by AND, for the scans that they concern.</summary>
    private void AddPruning(Expr condition, BlockContext context, Func<ScopeColumn, bool> mayPrune)
    {
        if (!context.Scope.Columns.Any(column => column.Origins.Count > 0))
            return;
        if (condition is CallExpr { Name: "and" } and)
        {
            AddPruning(and.Arguments[0], context, mayPrune);
            AddPruning(and.Arguments[1], context, mayPrune);
            return;
        }
        context.Seen = [];
        context.SawSubquery = false;
        var aliases = _aliases;
        var bound = BindExpression(condition, context);
        var seen = context.Seen;
        context.Seen = null;
        _aliases = aliases;
        if (context.SawSubquery || seen.Count == 0 || bound.Type.Kind != HiveKind.Boolean || seen.Any(column => column.Origins.Count == 0 || !mayPrune(column)))
            return;
        // All columns must come from the same scans: one branch of a union each.
        var nodes = seen[0].Origins.Select(origin => origin.Node).ToList();
        if (seen.Any(column => !column.Origins.Select(origin => origin.Node).SequenceEqual(nodes)))
            return;
        for (var branch = 0; branch < nodes.Count; branch++)
        {
            var sql = seen.Distinct().Aggregate(bound.Sql, (text, column) => text.Replace(column.Sql, $"p.{Sql.Name(column.Origins[branch].Column)}"));
            nodes[branch].Conditions.Add(sql);
        }
    }
}
