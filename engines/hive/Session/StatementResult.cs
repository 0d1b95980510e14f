using Nonolive.Hive.Metastore;

namespace Nonolive.Hive.Session;

/// <summary>What kind of statement ran.</summary>
public enum StatementKind
{
    /// <summary>SELECT, SHOW, DESCRIBE, EXPLAIN, SET key: rows for the reader.</summary>
    Query,

    /// <summary>INSERT, CTAS, LOAD DATA: files written.</summary>
    Write,

    /// <summary>CREATE, ALTER, DROP, MSCK: the metastore changed.</summary>
    Definition,

    /// <summary>USE, SET: the session changed.</summary>
    Session,
}

/// <summary>A table or folder that a statement wrote.</summary>
/// <param name="Table"><c>database.table</c>, or null for a directory.</param>
/// <param name="Location">The table's or directory's folder.</param>
/// <param name="Partitions">The partitions written.</param>
/// <param name="Rows">Rows written.</param>
public sealed record WrittenTable(string? Table, string Location, IReadOnlyList<HivePartition> Partitions, long Rows);

/// <summary>What one statement of a script did.</summary>
public sealed record StatementResult
{
    /// <summary>The statement as written, without the semicolon.</summary>
    public required string Text { get; init; }

    /// <summary>Where it begins: <c>file:line:column</c>.</summary>
    public required string Location { get; init; }

    /// <summary>What kind of statement it is.</summary>
    public required StatementKind Kind { get; init; }

    /// <value>The columns of <see cref="Rows"/>; none where the statement gives no rows.</value>
    public IReadOnlyList<HiveColumn> Columns { get; init; } = [];

    /// <value>
    /// The rows of a query, streamed once: read them before asking for the next statement. Values are what
    /// <see cref="Types.HiveType"/> holds: bool, sbyte, short, int, long, float, double, decimal or BigInteger-scaled text,
    /// string, DateOnly, DateTime, byte[], lists, dictionaries (structs: field → value), null.
    /// </value>
    public IAsyncEnumerable<object?[]> Rows { get; init; } = AsyncEnumerable.Empty<object?[]>();

    /// <value>What was written; none by default.</value>
    public IReadOnlyList<WrittenTable> Written { get; init; } = [];

    /// <summary>How long the statement took until its first row or its end.</summary>
    public TimeSpan Elapsed { get; init; }
}
