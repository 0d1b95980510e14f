namespace Nonolive.Simulator.Activity;

/// <summary>What happened to a viewer, before it is told to anybody.</summary>
internal readonly record struct SimEvent(
    string Type, long TimeMs, Broadcasts.Broadcast? Broadcast, Device Device, string? Country, string? Network, int Bitrate, int Fps, int StallMs);

/// <summary>An installation of the app.</summary>
internal sealed record Device(string Id, string Platform, string Version);

/// <summary>All that a viewer does from one business day's start.</summary>
internal sealed class ViewerDay
{
    public required Viewer Viewer { get; init; }

    public List<SimEvent> Events { get; } = [];

    public List<PlannedGift> Gifts { get; } = [];

    public List<PlannedRecharge> Recharges { get; } = [];

    public List<PlannedFollow> Follows { get; } = [];
}

internal readonly record struct PlannedGift(long TimeMs, Broadcasts.Broadcast? Broadcast, long AnchorId, int Gift, int Quantity, string Platform);

internal readonly record struct PlannedRecharge(long TimeMs, int Pack, string Platform);

internal readonly record struct PlannedFollow(long TimeMs, long AnchorId);

/// <summary>Someone who watches.</summary>
/// <param name="Number">Counts from 0.</param>
/// <param name="UserId">The account, or null.</param>
/// <param name="Since">The first day with activity.</param>
internal sealed record Viewer(int Number, long? UserId, DateOnly Since);
