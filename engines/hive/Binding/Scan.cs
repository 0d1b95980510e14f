using Nonolive.Hive.Metastore;

namespace Nonolive.Hive.Binding;

/// <summary>One use of a table in a statement, before the table reader has prepared it.</summary>
internal sealed class Scan(int id, HiveTable table)
{
    private readonly SortedSet<int> _columns = [];

    public HiveTable Table { get; } = table;

    /// <summary>Stands in the SQL until the reader's relation replaces it; no statement can contain these characters.</summary>
    public string Placeholder { get; } = $"\u0001scan{id}\u0001";

    public PruneNode Pruning { get; } = new();

    /// <summary>The columns to read, in the table's order, then the virtual ones.</summary>
    public IReadOnlyList<string> Columns
    {
        get
        {
            var all = Table.AllColumns.Concat(Binder.VirtualColumns).Select(column => column.Name).ToList();
            return [.. _columns.Select(index => all[index])];
        }
    }

    public void Need(string column)
    {
        var index = 0;
        foreach (var known in Table.AllColumns.Concat(Binder.VirtualColumns))
        {
            if (known.Name == column)
            {
                _columns.Add(index);
                return;
            }
            index++;
        }
    }
}

/// <summary>A partition column of a scan, as seen through subqueries that pass it on unchanged.</summary>
internal sealed record Origin(Scan Scan, string Column, PruneNode Node);

/// <summary>
/// Conditions on partition columns. A common table expression that is used several times has one child for each use: a
/// partition is read where any of the uses wants it.
/// </summary>
internal sealed class PruneNode
{
    /// <summary>Conditions over the alias <c>p</c>, all of which must hold.</summary>
    public List<string> Conditions { get; } = [];

    public List<PruneNode> Uses { get; } = [];

    public PruneNode AddUse()
    {
        var use = new PruneNode();
        Uses.Add(use);
        return use;
    }

    /// <summary>The whole condition, or null where every partition is wanted.</summary>
    public string? Sql()
    {
        var uses = Uses.Select(use => use.Sql()).ToList();
        var any = uses.Count == 0 || uses.Contains(null) ? null : $"({string.Join(" OR ", uses)})";
        var all = any is null ? Conditions : [.. Conditions, any];
        return all.Count == 0 ? null : $"({string.Join(" AND ", all)})";
    }
}
