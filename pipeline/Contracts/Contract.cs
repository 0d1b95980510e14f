namespace Nonolive.Pipeline.Contracts;

/// <summary>
/// What a report promises its readers. One definition gives the check in tests, the Hive audit before publishing, the
/// data dictionary of the console and the comparison at promotion.
/// </summary>
public sealed record Contract
{
    /// <summary>The report's name: table <c>rpt_NAME</c>, folder <c>reports/NAME</c>.</summary>
    public required string Report { get; init; }

    /// <summary>A title for people.</summary>
    public required string Title { get; init; }

    /// <summary>What the report answers, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Grows by one with each change that a reader can see.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The key columns: no two rows of a day agree in all of them.</summary>
    public required IReadOnlyList<string> Grain { get; init; }

    /// <summary>The columns in the order of the table.</summary>
    public required IReadOnlyList<ContractColumn> Columns { get; init; }

    /// <summary>Terms that people argue about, defined once: term and definition.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();

    /// <summary>Sums that must agree with another table or report.</summary>
    public IReadOnlyList<Reconciliation> Reconciliations { get; init; } = [];

    /// <summary>How many rows a day may have.</summary>
    public required RowBounds Rows { get; init; }

    /// <summary>Hours after the end of the business day within which the report must be published.</summary>
    public required int FreshnessHours { get; init; }

    /// <summary>The column named <paramref name="name"/>, or null.</summary>
    public ContractColumn? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);
}

/// <summary>One column of a report.</summary>
public sealed record ContractColumn
{
    /// <summary>The column's name, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Its Hive type: string, int, bigint, double, boolean or decimal(p,s).</summary>
    public required ColumnType Type { get; init; }

    /// <value>Whether it may be null; false by default.</value>
    public bool Nullable { get; init; }

    /// <value>The least value allowed; none by default.</value>
    public decimal? Min { get; init; }

    /// <value>The greatest value allowed; none by default.</value>
    public decimal? Max { get; init; }

    /// <value>The only texts allowed; any by default.</value>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>What the number or text means.</summary>
    public required string Description { get; init; }
}

/// <summary>How many rows a report of one day may have.</summary>
/// <param name="Min">At least so many; 0 where a day without data is no fault.</param>
/// <param name="Max">At most so many.</param>
public sealed record RowBounds(long Min, long Max);

/// <summary>How the two sides of a reconciliation compare.</summary>
public enum ReconciliationRule
{
    /// <summary>Both are the same, to the last digit.</summary>
    Equal,

    /// <summary>This report's side is not less.</summary>
    AtLeast,

    /// <summary>This report's side is not more.</summary>
    AtMost,
}

/// <summary>A sum of the report that must agree with another table or report of the same day.</summary>
/// <param name="Name">What is reconciled, as a sentence.</param>
/// <param name="Expression">A Hive aggregate over this report's rows, such as <c>sum(coins)</c>.</param>
/// <param name="Rule">How the sides compare.</param>
/// <param name="OtherReport">The report that the other side is taken from, or null where it is a table.</param>
/// <param name="OtherTable">The warehouse table that the other side is taken from, or null where it is a report.</param>
/// <param name="OtherExpression">A Hive aggregate over the other side's rows.</param>
/// <param name="OtherWhere">Which rows of the other side count; null for all of the day.</param>
public sealed record Reconciliation(
    string Name, string Expression, ReconciliationRule Rule, string? OtherReport, string? OtherTable, string OtherExpression, string? OtherWhere);
