using Nonolive.Hive.Metastore;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Grammar;

internal abstract record Statement(int At) : Node(At);

internal sealed record TableName(int At, string? Database, string Name) : Node(At);

internal sealed record QueryStatement(int At, Query Query) : Statement(At);

/// <summary>EXPLAIN: here it shows the DuckDB SQL of a query.</summary>
internal sealed record ExplainStatement(int At, Statement Inner) : Statement(At);

/// <summary>INSERT, or FROM … INSERT … INSERT …: each branch selects from the common FROM.</summary>
internal sealed record InsertStatement(int At, IReadOnlyList<Cte> Ctes, FromItem? From, IReadOnlyList<InsertBranch> Branches) : Statement(At);

internal sealed record InsertBranch(int At, InsertTarget Target, Query Source);

internal abstract record InsertTarget(int At) : Node(At);

/// <summary>A partition column without a value is dynamic.</summary>
internal sealed record PartitionItem(int At, string Name, Expr? Value, string Operator = "=") : Node(At);

internal sealed record TableTarget(int At, TableName Table, bool Overwrite, IReadOnlyList<PartitionItem> Partition, bool IfNotExists, IReadOnlyList<string> Columns)
    : InsertTarget(At);

internal sealed record DirectoryTarget(int At, string Location, bool Local, HiveFormat Format) : InsertTarget(At);

internal sealed record CreateDatabase(int At, string Name, bool IfNotExists, string? Comment, string? Location) : Statement(At);

internal sealed record DropDatabase(int At, string Name, bool IfExists, bool Cascade) : Statement(At);

internal sealed record UseDatabase(int At, string Name) : Statement(At);

internal sealed record ColumnDefinition(int At, string Name, HiveType Type, string? Comment) : Node(At);

internal sealed record CreateTable(int At, TableName Name) : Statement(At)
{
    public bool IfNotExists { get; init; }

    public bool External { get; init; }

    public bool Temporary { get; init; }

    public IReadOnlyList<ColumnDefinition> Columns { get; init; } = [];

    public IReadOnlyList<ColumnDefinition> Partitions { get; init; } = [];

    public IReadOnlyList<string> Buckets { get; init; } = [];

    public int BucketCount { get; init; }

    public HiveFormat Format { get; init; } = HiveFormat.Text;

    public string? Location { get; init; }

    public string? Comment { get; init; }

    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    public Query? As { get; init; }

    public TableName? Like { get; init; }
}

internal sealed record CreateView(int At, TableName Name, bool IfNotExists, bool Replace, IReadOnlyList<string> Columns, Query Query, string Text) : Statement(At);

internal sealed record DropTable(int At, TableName Name, bool IfExists, bool View) : Statement(At);

internal sealed record TruncateTable(int At, TableName Name, IReadOnlyList<PartitionItem> Partition) : Statement(At);

internal sealed record RepairTable(int At, TableName Name) : Statement(At);

/// <summary>ALTER TABLE … one action.</summary>
internal sealed record AlterTable(int At, TableName Name, IReadOnlyList<PartitionItem> Partition, AlterAction Action, bool View) : Statement(At);

internal abstract record AlterAction(int At) : Node(At);

internal sealed record AddPartitions(int At, bool IfNotExists, IReadOnlyList<(IReadOnlyList<PartitionItem> Spec, string? Location)> Partitions) : AlterAction(At);

internal sealed record DropPartitions(int At, bool IfExists, IReadOnlyList<IReadOnlyList<PartitionItem>> Specs) : AlterAction(At);

internal sealed record RenameTable(int At, TableName To) : AlterAction(At);

internal sealed record RenamePartition(int At, IReadOnlyList<PartitionItem> To) : AlterAction(At);

internal sealed record SetLocation(int At, string Location) : AlterAction(At);

internal sealed record SetProperties(int At, IReadOnlyDictionary<string, string> Properties, bool SerDe) : AlterAction(At);

internal sealed record UnsetProperties(int At, IReadOnlyList<string> Keys) : AlterAction(At);

internal sealed record SetSerDe(int At, HiveFormat Format) : AlterAction(At);

internal sealed record AddColumns(int At, IReadOnlyList<ColumnDefinition> Columns, bool Replace) : AlterAction(At);

/// <summary>CHANGE [COLUMN] old new type [COMMENT c] [FIRST | AFTER other].</summary>
internal sealed record ChangeColumn(int At, string Old, ColumnDefinition New, bool First, string? After) : AlterAction(At);

/// <summary>An action with no effect on results here (TOUCH, COMPACT, file merges): accepted and recorded as such.</summary>
internal sealed record NoAction(int At) : AlterAction(At);

internal sealed record LoadData(int At, string Path, bool Local, bool Overwrite, TableName Table, IReadOnlyList<PartitionItem> Partition) : Statement(At);

internal sealed record ShowStatement(int At, string What, string? Pattern, TableName? Table, string? Database, IReadOnlyList<PartitionItem> Partition) : Statement(At);

internal sealed record DescribeStatement(int At, string What, TableName? Table, string? Name, bool Extended, bool Formatted, IReadOnlyList<PartitionItem> Partition, string? Column)
    : Statement(At);

/// <summary>ANALYZE TABLE: statistics only, without effect on results.</summary>
internal sealed record AnalyzeTable(int At, TableName Table) : Statement(At);
