using Nonolive.Pipeline.Aurora;

namespace Nonolive.Simulator.Database;

/// <summary>A row of one of the platform's tables.</summary>
internal abstract record Entity
{
    /// <summary>The table.</summary>
    public abstract AuroraTable Table { get; }

    /// <summary>The values in the order of the table's columns.</summary>
    public abstract object?[] Values { get; }

    protected static AuroraTable TableNamed(string name) => AuroraSchema.Table(name);
}

internal sealed record User(
    long UserId, string Nickname, string? Country, string? Gender, DateOnly? Birthday, bool IsVip, string SignupPlatform,
    Guid InviteCode, string Profile, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("users");

    public override AuroraTable Table => Mine;

    public override object?[] Values =>
        [UserId, Nickname, Country, Gender, Birthday, IsVip, SignupPlatform, InviteCode, Profile, CreatedAt, UpdatedAt];
}

internal sealed record Guild(
    long GuildId, string Name, string? Country, decimal RevenueShare, bool IsActive, DateTimeOffset CreatedAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("guilds");

    public override AuroraTable Table => Mine;

    public override object?[] Values => [GuildId, Name, Country, RevenueShare, IsActive, CreatedAt];
}

internal sealed record Anchor(
    long AnchorId, long UserId, long? GuildId, string StageName, string? Country, int Level, string Status, string? Profile,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("anchors");

    public override AuroraTable Table => Mine;

    public override object?[] Values =>
        [AnchorId, UserId, GuildId, StageName, Country, Level, Status, Profile, CreatedAt, UpdatedAt];
}

internal sealed record Room(
    long RoomId, long AnchorId, string Title, string? Description, bool IsPrivate, DateTimeOffset CreatedAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("rooms");

    public override AuroraTable Table => Mine;

    public override object?[] Values => [RoomId, AnchorId, Title, Description, IsPrivate, CreatedAt];
}

internal sealed record LiveSession(
    Guid SessionId, long RoomId, long AnchorId, string? Title, string Platform, string? Settings, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("live_sessions");

    public override AuroraTable Table => Mine;

    public override object?[] Values => [SessionId, RoomId, AnchorId, Title, Platform, Settings, StartedAt, EndedAt];
}

internal sealed record Gift(int GiftId, string Name, long Coins, bool IsActive, string? Effect, DateTimeOffset CreatedAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("gifts");

    public override AuroraTable Table => Mine;

    public override object?[] Values => [GiftId, Name, Coins, IsActive, Effect, CreatedAt];
}

internal sealed record GiftOrder(
    Guid OrderId, long UserId, long AnchorId, long? GuildId, Guid? SessionId, int GiftId, int Quantity, long Coins,
    decimal UsdAmount, string Platform, string? Message, string Status, DateTimeOffset CreatedAt, DateTimeOffset? RefundedAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("gift_orders");

    public override AuroraTable Table => Mine;

    public override object?[] Values =>
    [
        OrderId, UserId, AnchorId, GuildId, SessionId, GiftId, Quantity, Coins, UsdAmount, Platform, Message, Status, CreatedAt,
        RefundedAt,
    ];
}

internal sealed record Recharge(
    Guid RechargeId, long UserId, decimal Amount, string Currency, decimal UsdAmount, long Coins, string Platform, string Method,
    string Status, DateTimeOffset CreatedAt, DateTimeOffset? RefundedAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("recharges");

    public override AuroraTable Table => Mine;

    public override object?[] Values =>
        [RechargeId, UserId, Amount, Currency, UsdAmount, Coins, Platform, Method, Status, CreatedAt, RefundedAt];
}

internal sealed record Follow(long UserId, long AnchorId, string? Source, DateTimeOffset CreatedAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("follows");

    public override AuroraTable Table => Mine;

    public override object?[] Values => [UserId, AnchorId, Source, CreatedAt];
}

internal sealed record UserDevice(
    long UserId, Guid DeviceId, string Platform, string? Model, string? OsVersion, bool? PushEnabled, double? ScreenScale,
    DateTimeOffset LastSeenAt) : Entity
{
    private static readonly AuroraTable Mine = TableNamed("user_devices");

    public override AuroraTable Table => Mine;

    public override object?[] Values => [UserId, DeviceId, Platform, Model, OsVersion, PushEnabled, ScreenScale, LastSeenAt];
}
