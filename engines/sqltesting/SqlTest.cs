namespace Nonolive.SqlTesting;

/// <summary>A test of one job: the rows that its tables hold before and the rows that a table must hold after.</summary>
/// <param name="Name">The test's name, a sentence.</param>
/// <param name="Job">The job's name in the catalog, or a script of the jobs folder: <c>rebuild/snap_users.sql</c>.</param>
/// <param name="Day">The business day.</param>
/// <param name="Zone">The business zone.</param>
/// <param name="Now">What the clock shows while the job runs: current_date, current_timestamp, unix_timestamp().</param>
/// <param name="Location">Where the test is written.</param>
internal sealed record SqlTest(string Name, string Job, DateOnly Day, string Zone, DateTimeOffset Now, string Location)
{
    /// <summary>The file that the test is written in.</summary>
    public string Path => Location[..Location.LastIndexOf(':', Location.LastIndexOf(':') - 1)];

    /// <summary>Rows by table; the pseudo table <c>events</c> holds event lines.</summary>
    public IReadOnlyList<TableRows> Given { get; init; } = [];

    /// <summary>Rows by table after the job; only the columns that the rows name are compared.</summary>
    public IReadOnlyList<TableRows> Expected { get; init; } = [];

    /// <summary>Rows by common table expression of the job's last statement.</summary>
    public IReadOnlyList<TableRows> Ctes { get; init; } = [];

    /// <summary>Part of the error that the job must end with; null where it must succeed.</summary>
    public string? Fails { get; init; }

    public override string ToString() => $"{Job}: {Name}";
}

/// <summary>Rows of one table as YAML has them.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Rows">Texts by column; null is null.</param>
/// <param name="Location">Where they are written.</param>
internal sealed record TableRows(string Table, IReadOnlyList<IReadOnlyDictionary<string, string?>> Rows, string Location);
