using Nonolive.Replication.Types;

namespace Nonolive.Replication.Postgres;

/// <summary>A column of the source.</summary>
internal sealed record SourceColumn(string Name, PostgresType Type, bool IsKey);

/// <summary>A table or view of the source as it is when the task starts.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsView">Whether it is a view, which can be loaded but has no changes.</param>
/// <param name="EstimatedRows">PostgreSQL's estimate.</param>
/// <param name="IdentityIsFull">Whether changes carry the whole old row.</param>
/// <param name="HasKey">Whether updates and deletes can be told which row they mean.</param>
/// <param name="Columns">Its columns in order, without generated ones, which the change stream lacks.</param>
internal sealed record SourceTable(
    string Schema, string Name, bool IsView, long EstimatedRows, bool IdentityIsFull, bool HasKey, IReadOnlyList<SourceColumn> Columns)
{
    public string FullName { get; } = $"{Schema}.{Name}";
}
