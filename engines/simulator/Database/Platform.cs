using Nonolive.Simulator.Broadcasts;

namespace Nonolive.Simulator.Database;

/// <summary>The platform's own records: what its database holds at the start and every change since, in order of commit.</summary>
internal sealed class Platform
{
    /// <summary>The rows before the first day; the full load finds them.</summary>
    public required IReadOnlyList<Entity> Initial { get; init; }

    /// <summary>The changes, in order of commit.</summary>
    public required IReadOnlyList<Change> Changes { get; init; }

    /// <summary>The viewers.</summary>
    public required IReadOnlyList<Activity.Viewer> Viewers { get; init; }

    /// <summary>The broadcasts of each day.</summary>
    public required IReadOnlyDictionary<DateOnly, IReadOnlyList<Broadcast>> Schedule { get; init; }
}
