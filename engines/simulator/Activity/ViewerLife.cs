using Nonolive.Pipeline.Events;
using Nonolive.Simulator.Broadcasts;
using Nonolive.Simulator.People;

namespace Nonolive.Simulator.Activity;

/// <summary>
/// What a viewer does on a day. A pure function of seed, viewer and day: it is computed again wherever it is needed, so
/// that a platform of any size needs no memory for its events.
/// </summary>
internal sealed class ViewerLife(SimulationOptions options, BusinessDays days, IReadOnlyDictionary<DateOnly, IReadOnlyList<Broadcast>> schedule)
{
    private const double MeanVisitMinutes = 12;

    public ViewerDay Of(Viewer viewer, DateOnly day)
    {
        var life = new ViewerDay { Viewer = viewer };
        var dice = new Dice(options.Seed, 11, (ulong)viewer.Number, (ulong)day.DayNumber);
        var person = new Dice(options.Seed, 12, (ulong)viewer.Number);
        var home = person.Pick(Places.Countries);
        var device = DeviceOf(person);
        var second = person.Chance(0.1) ? DeviceOf(person) : device;
        if (viewer.Since > day || !dice.Chance(options.ActiveShare))
            return life;
        var opens = 1 + dice.Below(3);
        for (var i = 0; i < opens; i++)
        {
            var used = dice.Chance(0.2) ? second : device;
            // A few travel or use a tunnel.
            var country = dice.Chance(0.02) ? dice.Pick(Places.Countries) : home;
            var network = dice.Pick(Places.Networks);
            Open(life, dice, day, used, country, network);
        }
        if (viewer.UserId is not null && dice.Chance(0.03))
            life.Recharges.Add(new PlannedRecharge(Moment(dice, day), dice.Below(6), device.Platform));
        if (viewer.UserId is not null && dice.Chance(0.01))
            life.Gifts.Add(new PlannedGift(Moment(dice, day), null, Anchor(dice), dice.Below(Catalogue.Gifts.Length), 1, device.Platform));
        return life;
    }

    private void Open(ViewerDay life, Dice dice, DateOnly day, Device device, string? country, string? network)
    {
        var broadcasts = schedule[day];
        // Some open the app and watch nothing; on a day without broadcasts all do.
        if (broadcasts.Count == 0 || dice.Chance(0.1))
        {
            life.Events.Add(new SimEvent(EventTypes.AppOpen, Moment(dice, day), null, device, country, network, 0, 0, 0));
            return;
        }
        var broadcast = dice.Chance(options.ViralShare) ? broadcasts[0] : dice.Pick(broadcasts);
        var from = Math.Max(broadcast.FromMs, days.Start(day));
        var enter = dice.Between(from, broadcast.ToMs);
        life.Events.Add(new SimEvent(EventTypes.AppOpen, Math.Max(days.Start(day), enter - dice.Between(500, 90_000)), null, device, country, network, 0, 0, 0));
        var leave = Math.Min(enter + (long)(dice.Exponential(MeanVisitMinutes) * 60_000) + 1, broadcast.ToMs);
        Visit(life, dice, broadcast, enter, leave, device, country, network);
        if (dice.Chance(0.05))
            Visit(life, dice, broadcast, enter + dice.Between(0, 120_000), leave, device with { Id = device.Id + "-tab" }, country, network);
    }

    private static void Visit(ViewerDay life, Dice dice, Broadcast broadcast, long enter, long leave, Device device, string? country, string? network)
    {
        void Add(string type, long time) => life.Events.Add(new SimEvent(type, time, broadcast, device, country, network, 0, 0, 0));
        Add(EventTypes.RoomEnter, enter);
        for (var beat = enter + 60_000; beat < leave; beat += 60_000)
        {
            if (!dice.Chance(0.02))
                Add(EventTypes.RoomHeartbeat, beat + dice.Between(-1500, 1500));
            if (dice.Chance(0.12))
                Add(EventTypes.ChatMessage, beat + dice.Between(0, 60_000));
            if (dice.Chance(0.15))
                Add(EventTypes.Like, beat + dice.Between(0, 60_000));
            if (dice.Chance(0.3))
                life.Events.Add(Quality(dice, beat, broadcast, device, country, network));
        }
        if (dice.Chance(0.85))
            Add(EventTypes.RoomLeave, leave);
        if (dice.Chance(0.04))
            Add(EventTypes.Share, dice.Between(enter, leave));
        if (life.Viewer.UserId is null)
            return;
        if (dice.Chance(0.15))
            Add(EventTypes.GiftPanelOpen, dice.Between(enter, leave));
        if (dice.Chance(0.1))
            life.Gifts.Add(new PlannedGift(dice.Between(enter, leave), broadcast, broadcast.Session.AnchorId, dice.Below(Catalogue.Gifts.Length), 1 + dice.Below(5), device.Platform));
        if (dice.Chance(0.12))
        {
            var click = dice.Between(enter, leave);
            Add(EventTypes.FollowClick, click);
            life.Follows.Add(new PlannedFollow(click, broadcast.Session.AnchorId));
        }
    }

    private static SimEvent Quality(Dice dice, long time, Broadcast broadcast, Device device, string? country, string? network)
    {
        var slow = network is "3g" or null;
        var stall = dice.Chance(slow ? 0.4 : 0.08) ? (int)Math.Min(60_000, dice.Exponential(slow ? 4000 : 900)) + 1 : 0;
        return new SimEvent(
            EventTypes.StreamQuality, time, broadcast, device, country, network, 400 + dice.Below(slow ? 600 : 3200), 15 + dice.Below(46), Math.Min(stall, 60_000));
    }

    private static Device DeviceOf(Dice dice) => new(dice.Uuid().ToString(), dice.Pick(Places.Platforms), dice.Pick(Places.Versions));

    private long Anchor(Dice dice) => Catalogue.FirstAnchor + dice.Below(options.Anchors);

    private long Moment(Dice dice, DateOnly day) => dice.Between(days.Start(day), days.End(day));
}
