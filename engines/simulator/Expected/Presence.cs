using Nonolive.Pipeline.Events;
using Nonolive.Simulator.Activity;

namespace Nonolive.Simulator.Expected;

/// <summary>A span in which a viewer is in a broadcast.</summary>
internal readonly record struct Span(SimEvent Begin, long From, long To)
{
    /// <summary>The moments that are full minutes.</summary>
    public IEnumerable<long> Minutes()
    {
        var first = From % 60_000 == 0 ? From : From - From % 60_000 + 60_000;
        for (var minute = first; minute < To; minute += 60_000)
            yield return minute;
    }
}

/// <summary>
/// When a viewer is in a broadcast, told from the viewer's room events by the definition in the contracts: from an enter or
/// heartbeat to the next room event, 90 seconds at most, not past midnight; after a leave not at all.
/// </summary>
internal static class Presence
{
    private const long Patience = 90_000;

    public static IEnumerable<Span> Of(IEnumerable<SimEvent> events, long midnight)
    {
        foreach (var broadcast in events.Where(IsRoomEvent).GroupBy(happened => happened.Broadcast!.Session.SessionId))
        {
            var ordered = broadcast
                .OrderBy(happened => happened.TimeMs).ThenBy(Step)
                .ThenBy(happened => happened.Country ?? "ZZ", StringComparer.Ordinal).ThenBy(happened => happened.Device.Platform, StringComparer.Ordinal)
                .ToList();
            for (var i = 0; i < ordered.Count; i++)
            {
                if (ordered[i].Type == EventTypes.RoomLeave)
                    continue;
                var until = Math.Min(ordered[i].TimeMs + Patience, midnight);
                if (i + 1 < ordered.Count)
                    until = Math.Min(until, ordered[i + 1].TimeMs);
                yield return new Span(ordered[i], ordered[i].TimeMs, until);
            }
        }
    }

    private static bool IsRoomEvent(SimEvent happened) =>
        happened.Type is EventTypes.RoomEnter or EventTypes.RoomHeartbeat or EventTypes.RoomLeave;

    private static int Step(SimEvent happened) => happened.Type switch
    {
        EventTypes.RoomEnter => 0,
        EventTypes.RoomHeartbeat => 1,
        _ => 2,
    };
}
