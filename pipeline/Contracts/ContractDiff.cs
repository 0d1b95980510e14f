namespace Nonolive.Pipeline.Contracts;

/// <summary>A difference between two versions of a contract.</summary>
/// <param name="Report">The report.</param>
/// <param name="Description">What changed, as a sentence.</param>
/// <param name="Breaks">Whether a reader of the old version may fail or be misled.</param>
public sealed record ContractChange(string Report, string Description, bool Breaks);

/// <summary>Tells what a new version of the contracts means for those who read reports by the old one.</summary>
public static class ContractDiff
{
    /// <summary>All differences between two sets of contracts, those that break readers first.</summary>
    public static IReadOnlyList<ContractChange> Between(ContractCatalog before, ContractCatalog after)
    {
        var changes = new List<ContractChange>();
        foreach (var contract in before.Contracts)
        {
            if (after.Find(contract.Report) is { } next)
                changes.AddRange(Between(contract, next));
            else
                changes.Add(new ContractChange(contract.Report, "The report is gone.", true));
        }
        changes.AddRange(after.Contracts.Where(contract => before.Find(contract.Report) is null)
            .Select(contract => new ContractChange(contract.Report, "The report is new.", false)));
        return [.. changes.OrderByDescending(change => change.Breaks)];
    }

    /// <summary>All differences between two versions of one contract.</summary>
    public static IReadOnlyList<ContractChange> Between(Contract before, Contract after)
    {
        var changes = new List<ContractChange>();
        void Add(string description, bool breaks) => changes.Add(new ContractChange(before.Report, description, breaks));
        if (!before.Grain.SequenceEqual(after.Grain))
            Add($"One row is now per {string.Join(", ", after.Grain)}, no longer per {string.Join(", ", before.Grain)}.", true);
        foreach (var column in before.Columns)
        {
            if (after.Column(column.Name) is { } next)
                Compare(column, next, Add);
            else
                Add($"The column {column.Name} is gone.", true);
        }
        foreach (var column in after.Columns.Where(column => before.Column(column.Name) is null))
            Add($"The column {column.Name} ({column.Type}) is new.", false);
        foreach (var (term, definition) in after.Definitions.Where(pair => before.Definitions.TryGetValue(pair.Key, out var old) && old != pair.Value))
            Add($"'{term}' is now defined as: {definition}", false);
        if (after.FreshnessHours > before.FreshnessHours)
            Add($"The report may now come after {after.FreshnessHours} hours, no longer after {before.FreshnessHours}.", true);
        if (changes.Any(change => change.Breaks) && after.SchemaVersion <= before.SchemaVersion)
            Add($"schema_version must grow above {before.SchemaVersion}, because readers break.", true);
        return changes;
    }

    private static void Compare(ContractColumn before, ContractColumn after, Action<string, bool> add)
    {
        if (before.Type != after.Type)
            add($"The column {before.Name} is now {after.Type}, no longer {before.Type}.", !Widens(before.Type, after.Type));
        if (!before.Nullable && after.Nullable)
            add($"The column {before.Name} may now be null.", true);
        if (before.Nullable && !after.Nullable)
            add($"The column {before.Name} is no longer null.", false);
        if (before.Allowed.Count > 0 && after.Allowed.Except(before.Allowed).ToList() is { Count: > 0 } added)
            add($"The column {before.Name} may now be {string.Join(", ", added)}.", true);
        if (before.Allowed.Count > 0 && after.Allowed.Count == 0)
            add($"The column {before.Name} may now be any text.", true);
    }

    // A reader that holds the old type holds nothing of the new one unless every new value fits.
    private static bool Widens(ColumnType before, ColumnType after) => (before.Kind, after.Kind) switch
    {
        (ColumnKind.Int, ColumnKind.Bigint) => true,
        (ColumnKind.Decimal, ColumnKind.Decimal) => after.Scale >= before.Scale && after.Precision - after.Scale >= before.Precision - before.Scale,
        _ => false,
    };
}
