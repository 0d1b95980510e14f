using System.Collections.Frozen;

namespace Nonolive.Hive.Grammar;

/// <summary>Words that HiveQL 3.1 reserves (HiveLexer.g less IdentifiersParser.g's nonReserved).</summary>
internal static class Keywords
{
    public static readonly FrozenSet<string> Reserved = Set(
        """
        all alter and array as authorization between bigint binary boolean both by case cast char column conf create cross cube
        current current_date current_timestamp cursor database date decimal delete describe distinct double drop else end except
        exchange exists extended external extract false fetch float floor following for foreign from full function grant group grouping
        having if import in inner insert int integer intersect interval into is join lateral left less like local macro map minus more none
        not null numeric of on only or order out outer over partialscan partition percent preceding precision preserve primary procedure
        range reads reduce references regexp revoke right rlike rollback rollup row rows select set smallint start table tablesample then
        time timestamp to transform trigger true truncate unbounded union uniquejoin update user using utc_tmestamp values varchar
        when where window with cache constraint commit dayofweek views sync
        """);

    /// <summary>Reserved words that may name a function (sql11ReservedKeywordsUsedAsFunctionName and what has its own rule).</summary>
    public static readonly FrozenSet<string> Functions = Set(
        """
        if array map bigint binary boolean current_date current_timestamp date double float grouping int smallint timestamp
        decimal char varchar floor dayofweek left right integer user
        """);

    /// <summary>Words that end a table reference, so that they are no alias without AS.</summary>
    public static readonly FrozenSet<string> NotAnAlias = Set("sort cluster distribute limit offset minus except intersect semi qualify");

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
