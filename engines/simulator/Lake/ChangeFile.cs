using Nonolive.Simulator.Database;

namespace Nonolive.Simulator.Lake;

/// <summary>A change with its number, as replication sees it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Sequence">35 digits: 16 of the time of commit, 19 of a counter.</param>
internal sealed record NumberedChange(Change Change, string Sequence);

/// <summary>A change file of one table.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Written">When it was written; its name and folder.</param>
/// <param name="Changes">The changes in it.</param>
internal sealed record ChangeFile(string Table, DateTimeOffset Written, IReadOnlyList<NumberedChange> Changes);
