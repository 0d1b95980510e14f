using Nonolive.Hive.Functions;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>What binding a statement needs to know of the session.</summary>
internal sealed record BinderContext(IMetastore Metastore, string Database, Func<string, string?> Setting, DateTimeOffset Now, bool AllowUnverified);

/// <summary>
/// Binds a query to the metastore's tables and Hive's types and writes it as DuckDB SQL. Tables appear as placeholders
/// (<see cref="Scan"/>) until the readers have prepared them, because which columns and partitions a statement needs is
/// known only at its end. The other parts of this class bind queries, FROM items and expressions.
/// </summary>
internal sealed partial class Binder(BinderContext context)
{
    /// <summary>Hive's virtual columns: the file that a row came from, and the offset of its line.</summary>
    public static readonly IReadOnlyList<HiveColumn> VirtualColumns =
        [new("input__file__name", HiveType.String), new("block__offset__inside__file", HiveType.BigInt)];

    private readonly List<Scan> _scans = [];
    private readonly List<JsonFields> _json = [];
    private readonly HashSet<string> _views = [];
    private CteScope? _ctes;
    private string _database = context.Database;
    private int _aliases;

    public IReadOnlyList<Scan> Scans => _scans;

    /// <summary>Binds a whole query.</summary>
    public BoundQuery Bind(Query query)
    {
        var bound = BindQuery(query, null);
        UseAll(bound.Columns);
        return bound;
    }

    /// <summary>Puts the JSON extractions in: after the last <see cref="Bind"/>, when it is known which fields are used. An extraction may read an earlier one's.</summary>
    public string WithExtractions(string sql) =>
        _json.AsEnumerable().Reverse().Aggregate(sql, (text, fields) => text.Replace(fields.Placeholder, fields.Extraction()));

    /// <summary>Makes the CTEs of a multi-insert known to its branches.</summary>
    public void Define(IReadOnlyList<Cte> ctes) => PushCtes(ctes, null);

    /// <summary>The WITH clause that belongs before the SQL bound after <see cref="Define"/>; empty where there are none.</summary>
    public string DefinedCtes() => WithClause(_ctes);

    private string NextAlias(string prefix = "t") => prefix + ++_aliases;

    private bool Flag(string key, bool otherwise) =>
        context.Setting(key) is { } value ? value.Equals("true", StringComparison.OrdinalIgnoreCase) : otherwise;

    private static Bound ConvertTo(Bound value, HiveType type, int at, string what = "value") =>
        value.Type.Equals(type) ? value
        : Emit.Casts.Convert(value.Sql, value.Type, type) is { } sql ? new Bound(sql, type)
        : throw HiveFault.Semantic($"A {value.Type} cannot be converted to {type} for the {what}.", at);

    private static FunctionCatalog Functions => FunctionCatalog.Instance;

    /// <summary>The common table expressions in reach, innermost first.</summary>
    private sealed record CteScope(CteScope? Parent, string Name, BoundCte Cte);

    private sealed class BoundCte(string sqlName, BoundQuery query)
    {
        public string SqlName { get; } = sqlName;

        public BoundQuery Query { get; } = query;
    }
}
