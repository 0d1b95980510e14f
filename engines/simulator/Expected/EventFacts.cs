using Nonolive.Pipeline.Events;
using Nonolive.Simulator.Activity;
using Nonolive.Simulator.Database;
using Nonolive.Simulator.Delivery;

namespace Nonolive.Simulator.Expected;

/// <summary>What the events of a business day add up to, counted viewer by viewer from the simulation's own records.</summary>
internal sealed class EventFacts
{
    // Events arrive at most 59 hours late, so lines of three earlier days may still belong to a day.
    private const int DaysBack = 3;

    private EventFacts()
    {
    }

    public long Lines { get; private set; }

    public long Counted { get; private set; }

    public long Quarantined { get; private set; }

    public long Late { get; private set; }

    public long? MaxDelayMs { get; private set; }

    public Tally<(string Country, string Platform)> Active { get; } = [];

    public Tally<(string Country, string Platform)> Chats { get; } = [];

    public Tally<(string Country, string Platform)> Watchers { get; } = [];

    public Tally<(string Country, string Platform)> WatchMs { get; } = [];

    public Tally<long> AnchorChats { get; } = [];

    public Tally<long> AnchorViewers { get; } = [];

    public Tally<long> AnchorWatchMs { get; } = [];

    public Tally<Guid> SessionViewers { get; } = [];

    public Tally<Guid> SessionWatchMs { get; } = [];

    public Tally<Guid> SessionStalls { get; } = [];

    public Tally<(Guid Session, string Country, long Minute)> Present { get; } = [];

    public Dictionary<Guid, long> AnchorOf { get; } = [];

    public Dictionary<(string Country, string Network, string Version), QualityFacts> Quality { get; } = [];

    /// <summary>The active users, and what each did on the way of the funnel.</summary>
    public List<ViewerFacts> Viewers { get; } = [];

    public static EventFacts Of(SimulationOptions options, BusinessDays days, Platform platform, DateOnly day)
    {
        var facts = new EventFacts();
        var life = new ViewerLife(options, days, platform.Schedule);
        var postman = new Postman(options, days);
        var first = day.AddDays(-DaysBack) < options.FirstDay ? options.FirstDay : day.AddDays(-DaysBack);
        var last = day < options.LastDay ? day : options.LastDay;
        foreach (var viewer in platform.Viewers)
        {
            var counted = new List<SimEvent>();
            for (var planned = first; planned <= last; planned = planned.AddDays(1))
            {
                foreach (var line in postman.Deliver(life.Of(viewer, planned), planned).Where(line => line.Day == day))
                    facts.Add(line, counted);
            }
            if (counted.Count > 0)
                facts.Add(viewer, counted, days.End(day));
        }
        return facts;
    }

    private void Add(SimulatedLine line, List<SimEvent> counted)
    {
        Lines++;
        if (line.Verdict == Verdict.Quarantined)
            Quarantined++;
        if (line.Verdict != Verdict.Counted)
            return;
        Counted++;
        var delay = line.ArrivalMs - line.Event.TimeMs;
        MaxDelayMs = Math.Max(MaxDelayMs ?? long.MinValue, delay);
        if (delay > 5 * 60_000)
            Late++;
        counted.Add(line.Event);
    }

    private void Add(Viewer viewer, List<SimEvent> events, long midnight)
    {
        var mine = new ViewerFacts(viewer);
        foreach (var place in events.Select(PlaceOf).Distinct())
            Active.Plus(place);
        foreach (var happened in events)
            Add(happened, mine);
        var watched = new HashSet<(string, string)>();
        var anchors = new HashSet<long>();
        foreach (var span in Presence.Of(events, midnight))
        {
            var session = span.Begin.Broadcast!.Session;
            AnchorOf[session.SessionId] = session.AnchorId;
            if (watched.Add(PlaceOf(span.Begin)))
                Watchers.Plus(PlaceOf(span.Begin));
            if (anchors.Add(session.AnchorId))
                AnchorViewers.Plus(session.AnchorId);
            if (!mine.WatchMs.ContainsKey(session.SessionId))
                SessionViewers.Plus(session.SessionId);
            mine.WatchMs.Plus(session.SessionId, span.To - span.From);
            WatchMs.Plus(PlaceOf(span.Begin), span.To - span.From);
            AnchorWatchMs.Plus(session.AnchorId, span.To - span.From);
            SessionWatchMs.Plus(session.SessionId, span.To - span.From);
            foreach (var minute in span.Minutes())
                Present.Plus((session.SessionId, span.Begin.Country ?? "ZZ", minute));
        }
        Viewers.Add(mine);
    }

    private void Add(SimEvent happened, ViewerFacts mine)
    {
        switch (happened.Type)
        {
            case EventTypes.AppOpen:
                mine.Opened(happened.Country ?? "ZZ");
                break;
            case EventTypes.RoomEnter:
                mine.Entered = true;
                break;
            case EventTypes.ChatMessage:
                mine.Chatted = true;
                Chats.Plus(PlaceOf(happened));
                AnchorChats.Plus(happened.Broadcast!.Session.AnchorId);
                break;
            case EventTypes.StreamQuality:
                Measure(happened);
                break;
        }
    }

    private void Measure(SimEvent happened)
    {
        var key = (happened.Country ?? "ZZ", happened.Network ?? "unknown", happened.Device.Version);
        if (!Quality.TryGetValue(key, out var quality))
            Quality[key] = quality = new QualityFacts();
        quality.Samples++;
        quality.Bitrate += happened.Bitrate;
        quality.Fps += happened.Fps;
        quality.StallMs += happened.StallMs;
        if (happened.StallMs == 0)
            return;
        quality.Stalled++;
        SessionStalls.Plus(happened.Broadcast!.Session.SessionId);
    }

    private static (string Country, string Platform) PlaceOf(SimEvent happened) => (happened.Country ?? "ZZ", happened.Device.Platform);
}

/// <summary>What one viewer did on a day.</summary>
internal sealed class ViewerFacts(Viewer viewer)
{
    public Viewer Viewer { get; } = viewer;

    /// <summary>The first country by name that the app was opened in; null where it was not opened.</summary>
    public string? Country { get; private set; }

    public bool Entered { get; set; }

    public bool Chatted { get; set; }

    public Tally<Guid> WatchMs { get; } = [];

    public void Opened(string country) => Country = Country is null || string.CompareOrdinal(country, Country) < 0 ? country : Country;
}

/// <summary>Sums of measurements.</summary>
internal sealed class QualityFacts
{
    public long Samples { get; set; }

    public long Stalled { get; set; }

    public long Bitrate { get; set; }

    public long Fps { get; set; }

    public long StallMs { get; set; }
}
