using Nonolive.Simulator.Database;

namespace Nonolive.Simulator.Broadcasts;

/// <summary>A broadcast that viewers can be in.</summary>
/// <param name="Session">The row as it was inserted.</param>
/// <param name="FromMs">When it starts.</param>
/// <param name="ToMs">When it really ends, also where the row never says so.</param>
internal sealed record Broadcast(LiveSession Session, long FromMs, long ToMs);
