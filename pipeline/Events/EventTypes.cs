using System.Collections.Frozen;

namespace Nonolive.Pipeline.Events;

/// <summary>The types of app event.</summary>
public static class EventTypes
{
    /// <summary>The app came to the foreground.</summary>
    public const string AppOpen = "app_open";

    /// <summary>A viewer entered a broadcast.</summary>
    public const string RoomEnter = "room_enter";

    /// <summary>A viewer is still in a broadcast; sent every 60 seconds.</summary>
    public const string RoomHeartbeat = "room_heartbeat";

    /// <summary>A viewer left a broadcast.</summary>
    public const string RoomLeave = "room_leave";

    /// <summary>A viewer wrote a message.</summary>
    public const string ChatMessage = "chat_message";

    /// <summary>A viewer liked the broadcast.</summary>
    public const string Like = "like";

    /// <summary>A viewer shared the broadcast.</summary>
    public const string Share = "share";

    /// <summary>A viewer opened the list of gifts.</summary>
    public const string GiftPanelOpen = "gift_panel_open";

    /// <summary>A viewer pressed follow.</summary>
    public const string FollowClick = "follow_click";

    /// <summary>The player's measurements: bitrate_kbps, fps, stall_ms over watch_ms.</summary>
    public const string StreamQuality = "stream_quality";

    /// <summary>Seconds between two heartbeats of a viewer.</summary>
    public const int HeartbeatSeconds = 60;

    /// <summary>All types.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        AppOpen, RoomEnter, RoomHeartbeat, RoomLeave, ChatMessage, Like, Share, GiftPanelOpen, FollowClick, StreamQuality);
}
