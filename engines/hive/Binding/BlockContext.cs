using Nonolive.Hive.Grammar;

namespace Nonolive.Hive.Binding;

/// <summary>What is known while the expressions of one query block are bound.</summary>
internal sealed class BlockContext(Scope scope)
{
    public Scope Scope { get; } = scope;

    /// <summary>Where an expression stands, for messages: WHERE, GROUP BY, the select list.</summary>
    public string Place { get; set; } = "expression";

    public bool AllowAggregates { get; set; }

    public bool AllowWindows { get; set; }

    public bool InsideAggregate { get; set; }

    public bool HasAggregate { get; set; }

    public bool HasWindow { get; set; }

    /// <summary>Sums of decimals that the block has asked for, by their argument.</summary>
    public HashSet<string> Sums { get; } = [];

    /// <summary>Whether there is an aggregate that is no count(DISTINCT …).</summary>
    public bool HasOtherAggregate { get; set; }

    /// <summary>Arguments of count(DISTINCT …), and whether they are several.</summary>
    public HashSet<(string Arguments, bool Several)> Distincts { get; } = [];

    /// <summary>The order in which the first window sorts the rows; null where there is no window.</summary>
    public string? WindowOrder { get; set; }

    /// <summary>Named windows of the block.</summary>
    public Dictionary<string, WindowSpec> Windows { get; } = [];

    /// <summary>Select items by alias, which ORDER BY sees before the columns; null elsewhere.</summary>
    public Dictionary<string, Bound>? Aliases { get; set; }

    /// <summary>SQL of the GROUP BY keys, for grouping__id and grouping().</summary>
    public IReadOnlyList<string> GroupKeys { get; set; } = [];

    /// <summary>Gathers what the select item being bound takes; null elsewhere, where what is read is used for certain.</summary>
    public ColumnWork? Work { get; set; }

    /// <summary>Columns resolved since the caller put a list here; null when nobody asks.</summary>
    public List<ScopeColumn>? Seen { get; set; }

    /// <summary>Whether a subquery was bound since the caller reset it.</summary>
    public bool SawSubquery { get; set; }
}
