using Nonolive.Simulator.Activity;

namespace Nonolive.Simulator.Delivery;

/// <summary>What must become of a line.</summary>
internal enum Verdict
{
    /// <summary>It is the first delivery of an event.</summary>
    Counted,

    /// <summary>It is a later delivery.</summary>
    Duplicate,

    /// <summary>It cannot be read.</summary>
    Quarantined,
}

/// <summary>A line as the collector gets it.</summary>
/// <param name="ArrivalMs">When it arrives.</param>
/// <param name="Verdict">What must become of it.</param>
/// <param name="Day">The business day that it belongs to.</param>
/// <param name="Event">The event; for a broken line the one that was broken.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="Breakage">How it is broken; -1 for a good line.</param>
/// <param name="Viewer">Who sent it.</param>
internal readonly record struct SimulatedLine(
    long ArrivalMs, Verdict Verdict, DateOnly Day, SimEvent Event, Guid EventId, int Breakage, Viewer Viewer);
