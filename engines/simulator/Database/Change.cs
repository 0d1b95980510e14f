namespace Nonolive.Simulator.Database;

/// <summary>What happens to a row.</summary>
internal enum ChangeKind
{
    Insert,
    Update,
    Delete,
}

/// <summary>A committed change of one row.</summary>
/// <param name="Commit">When it is committed.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Row">The row after an insert or update, the row before a delete.</param>
internal sealed record Change(DateTimeOffset Commit, ChangeKind Kind, Entity Row);
