using Nonolive.Hive.Emit;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>FROM items. Their SQL is written after the block's expressions are bound, because those decide what is extracted.</summary>
internal sealed partial class Binder
{
    private abstract class FromPart
    {
        public abstract string Render();
    }

    /// <summary>
    /// A relation with an alias, and what is computed beside its columns once for each row: records of JSON fields, conditions.
    /// </summary>
    private sealed class Source(string relation, string alias, bool light, string suffix = "") : FromPart
    {
        private readonly List<(string Name, string Sql)> _computed = [];

        /// <summary>Whether nothing is computed to read it.</summary>
        public bool Light => light && _computed.Count == 0;

        /// <summary>Computes an expression over the relation's columns and what was computed before; gives its name.</summary>
        public string Compute(string prefix, string sql)
        {
            var name = $"{prefix}_{_computed.Count + 1}";
            _computed.Add((name, sql));
            return $"{alias}.{Sql.Name(name)}";
        }

        public override string Render() => _computed.Aggregate(
            suffix.Length == 0 ? $"{relation} AS {alias}" : $"(SELECT * FROM {relation}{suffix}) AS {alias}",
            (from, column) => $"(SELECT *, {column.Sql} AS {Sql.Name(column.Name)} FROM {from}) AS {alias}");
    }

    /// <summary>Gives the record that get_json_object reads a source's column from; one for each column.</summary>
    private Func<string, JsonFields> JsonOf(Source source)
    {
        var known = new Dictionary<string, JsonFields>();
        return column => known.TryGetValue(column, out var fields) ? fields
            : known[column] = ComputeFields(source, paths => JsonExtraction.Fields(column, paths));
    }

    private JsonFields ComputeFields(Source source, Func<IReadOnlyList<string?>, string> extraction)
    {
        var fields = NewFields(extraction);
        fields.Record = source.Compute("json", fields.Placeholder);
        return fields;
    }

    private JsonFields NewFields(Func<IReadOnlyList<string?>, string> extraction)
    {
        var fields = new JsonFields(_json.Count, extraction);
        _json.Add(fields);
        return fields;
    }

    private sealed class Text(Func<string> render) : FromPart
    {
        public override string Render() => render();
    }

    private FromPart BindFrom(FromItem item, Scope scope) => item switch
    {
        TableItem table => BindTable(table, scope),
        SubqueryItem subquery => BindSubquery(subquery, scope),
        JoinItem join => BindJoin(join, scope),
        LateralItem lateral => BindLateral(lateral, scope),
        _ => throw HiveFault.Refused("This FROM item", item.At),
    };

    private Source BindTable(TableItem item, Scope scope)
    {
        var alias = item.Alias ?? item.Name;
        CheckAlias(alias, scope, item.At);
        if (item.Database is null && FindCte(item.Name) is { } cte)
            return AddQuery(cte.Query with { Sql = Sql.Name(cte.SqlName) }, alias, scope, shared: true, item.Sample);
        var database = item.Database ?? _database;
        var table = context.Metastore.FindTable(database, item.Name);
        if (table is null)
            throw TableNotFound(item, database);
        if (table.ViewText is not null)
            return AddQuery(Parenthesised(BindView(table, item.At)), alias, scope, shared: false, item.Sample);
        var scan = new Scan(_scans.Count, table);
        _scans.Add(scan);
        var sqlAlias = NextAlias();
        var source = new Source(scan.Placeholder, sqlAlias, light: true, SampleSql(item.Sample));
        var json = JsonOf(source);
        foreach (var column in table.Columns)
            scope.Columns.Add(new ScopeColumn(alias, column.Name, column.Type, $"{sqlAlias}.{Sql.Name(column.Name)}", ColumnWork.None) { Scan = scan, Json = json });
        foreach (var column in table.PartitionColumns)
        {
            scope.Columns.Add(new ScopeColumn(alias, column.Name, column.Type, $"{sqlAlias}.{Sql.Name(column.Name)}", ColumnWork.None)
            {
                Scan = scan,
                Origins = [new Origin(scan, column.Name, scan.Pruning)],
            });
        }
        foreach (var column in VirtualColumns)
            scope.Columns.Add(new ScopeColumn(alias, column.Name, column.Type, $"{sqlAlias}.{Sql.Name(column.Name)}", ColumnWork.None) { Scan = scan, Hidden = true });
        return source;
    }

    private HiveFault TableNotFound(TableItem item, string database)
    {
        if (context.Metastore.FindDatabase(database) is null)
            return HiveFault.Semantic($"Database does not exist: {database}", item.At, Closest.Hint(database, context.Metastore.Databases().Select(one => one.Name)));
        var known = context.Metastore.Tables(database).Select(table => table.Name);
        for (var cte = _ctes; cte is not null; cte = cte.Parent)
            known = known.Append(cte.Name);
        return HiveFault.Semantic($"Table not found '{(item.Database is null ? "" : item.Database + ".")}{item.Name}' in database {database}.", item.At, Closest.Hint(item.Name, known));
    }

    private static void CheckAlias(string alias, Scope scope, int at)
    {
        if (scope.HasTable(alias))
            throw HiveFault.Semantic($"Ambiguous table alias '{alias}'.", at, "Give each its own alias.");
    }

    private BoundCte? FindCte(string name)
    {
        for (var cte = _ctes; cte is not null; cte = cte.Parent)
        {
            if (cte.Name == name)
                return cte.Cte;
        }
        return null;
    }

    private BoundQuery BindView(HiveTable view, int at)
    {
        var name = $"{view.Database}.{view.Name}";
        if (!_views.Add(name))
            throw HiveFault.Semantic($"The view {name} reads itself.", at);
        var (ctes, database) = (_ctes, _database);
        _ctes = null;
        _database = view.Properties.GetValueOrDefault(ViewDatabase, view.Database);
        try
        {
            var query = BindQuery(Parser.ParseQuery(view.ViewText!), null);
            if (query.Columns.Count != view.Columns.Count)
                throw HiveFault.Semantic($"The view {name} has {view.Columns.Count} columns and its query now gives {query.Columns.Count}.", at, "Create the view again.");
            return query with { Columns = [.. query.Columns.Zip(view.Columns, (column, known) => column with { Name = known.Name })] };
        }
        catch (HiveFault fault)
        {
            throw new HiveFault(fault.Kind, $"In the view {name}: {fault.Message}", at, fault.Remedy);
        }
        finally
        {
            (_ctes, _database) = (ctes, database);
            _views.Remove(name);
        }
    }

    /// <summary>Table property that keeps the database in which a view's names are looked up.</summary>
    public const string ViewDatabase = "view.database";

    private static BoundQuery Parenthesised(BoundQuery query) => query with { Sql = $"({query.Sql})" };

    private Source BindSubquery(SubqueryItem item, Scope scope)
    {
        CheckAlias(item.Alias, scope, item.At);
        var query = Renamed(BindQuery(item.Query, scope.Outer), item.Columns, item.At);
        return AddQuery(Parenthesised(query), item.Alias, scope, shared: false);
    }

    private Source AddQuery(BoundQuery query, string alias, Scope scope, bool shared, TableSample? sample = null)
    {
        var sqlAlias = NextAlias();
        var uses = new Dictionary<PruneNode, PruneNode>();
        var source = new Source(query.Sql, sqlAlias, query.Light && sample is null, SampleSql(sample));
        var json = JsonOf(source);
        foreach (var column in query.Columns)
        {
            var origins = !shared ? column.Origins : [.. column.Origins.Select(origin =>
            {
                if (!uses.TryGetValue(origin.Node, out var use))
                    uses[origin.Node] = use = origin.Node.AddUse();
                return origin with { Node = use };
            })];
            scope.Columns.Add(new ScopeColumn(alias, column.Name, column.Type, $"{sqlAlias}.{Sql.Name(column.SqlName)}", column.Work) { Origins = origins, Json = json });
        }
        return source;
    }

    private static string SampleSql(TableSample? sample) => sample switch
    {
        null => "",
        { Kind: "rows" } => $" LIMIT {sample.Amount}",
        _ => throw HiveFault.Refused("TABLESAMPLE (BUCKET …)", sample.At, "Filter by pmod(hash(column), n) instead."),
    };

    private Text BindJoin(JoinItem join, Scope scope)
    {
        var left = BindFrom(join.Left, scope);
        var leftColumns = scope.Columns.ToList();
        var right = BindFrom(join.Right, scope);
        var rightColumns = scope.Columns.Skip(leftColumns.Count).ToList();
        var block = new BlockContext(scope);
        var condition = join.Using.Count > 0 ? BindUsing(join, block, leftColumns, rightColumns)
            : join.On is null ? null : BindCondition(join.On, block, "ON");
        if (join.On is not null)
        {
            AddPruning(join.On, block, column => join.Kind switch
            {
                JoinKind.Inner or JoinKind.LeftSemi or JoinKind.Cross => true,
                JoinKind.Left => rightColumns.Contains(column),
                JoinKind.Right => leftColumns.Contains(column),
                _ => false,
            });
        }
        if (join.Kind == JoinKind.LeftSemi)
            scope.Columns.RemoveRange(leftColumns.Count, rightColumns.Count);
        if (condition is null && join.Kind is not (JoinKind.Inner or JoinKind.Cross))
            condition = "true";
        var words = join.Kind switch
        {
            _ when condition is null => "CROSS JOIN",
            JoinKind.Left => "LEFT JOIN",
            JoinKind.Right => "RIGHT JOIN",
            JoinKind.Full => "FULL JOIN",
            JoinKind.LeftSemi => "SEMI JOIN",
            _ => "JOIN",
        };
        var rightText = join.Right is JoinItem;
        return new Text(() => $"{left.Render()} {words} {(rightText ? $"({right.Render()})" : right.Render())}{(condition is null ? "" : $" ON {condition}")}");
    }

    private static string BindUsing(JoinItem join, BlockContext block, List<ScopeColumn> left, List<ScopeColumn> right)
    {
        var scope = block.Scope;
        var conditions = new List<string>();
        var front = scope.Columns.Max(column => column.Front) + join.Using.Count;
        foreach (var name in join.Using)
        {
            var (a, b) = (left.Find(column => column.Name == name && !column.Merged), right.Find(column => column.Name == name && !column.Merged));
            if (a is null || b is null)
                throw HiveFault.Semantic($"Invalid column reference '{name}' in USING.", join.At);
            var (one, other) = (Use(a, block), Use(b, block));
            var type = TypeRules.ForComparison(a.Type, b.Type) ?? throw HiveFault.Semantic($"USING cannot compare {a.Type} with {b.Type}.", join.At);
            conditions.Add($"{Casts.Convert(one.Sql, a.Type, type)} = {Casts.Convert(other.Sql, b.Type, type)}");
            if (join.Kind == JoinKind.Right)
            {
                scope.Columns[scope.Columns.IndexOf(a)] = a with { Merged = true, Front = 0 };
                scope.Columns[scope.Columns.IndexOf(b)] = b with { Front = front-- };
            }
            else
            {
                scope.Columns[scope.Columns.IndexOf(b)] = b with { Merged = true };
                scope.Columns[scope.Columns.IndexOf(a)] = join.Kind == JoinKind.Full
                    ? a with { Sql = $"coalesce({a.Sql}, {b.Sql})", Origins = [], Json = null, Front = front-- } : a with { Front = front-- };
            }
        }
        return string.Join(" AND ", conditions);
    }
}
