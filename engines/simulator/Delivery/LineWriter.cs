using System.Buffers;
using System.Text;
using Nonolive.Pipeline.Events;
using Nonolive.Simulator.Activity;

namespace Nonolive.Simulator.Delivery;

/// <summary>Writes lines as the app does.</summary>
internal static class LineWriter
{
    /// <summary>The event of a line as the collector stores it.</summary>
    public static AppEvent EventOf(SimulatedLine line)
    {
        var happened = line.Event;
        return new AppEvent
        {
            EventId = line.EventId,
            EventType = happened.Type,
            EventTime = DateTimeOffset.FromUnixTimeMilliseconds(happened.TimeMs),
            ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(line.ArrivalMs),
            UserId = line.Viewer.UserId,
            DeviceId = DeviceOf(line),
            SessionId = happened.Broadcast?.Session.SessionId,
            AnchorId = happened.Broadcast?.Session.AnchorId,
            Platform = happened.Device.Platform,
            AppVersion = happened.Device.Version,
            Country = happened.Country,
            Network = happened.Network,
            Props = Props(happened),
        };
    }

    /// <summary>The bytes of a line, good or broken, without the line end.</summary>
    public static ReadOnlyMemory<byte> BytesOf(SimulatedLine line)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        EventOf(line).WriteTo(buffer);
        return line.Breakage < 0 ? buffer.WrittenMemory : Breakages.All[line.Breakage].Break(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    // Without an account the device is the viewer, so an anonymous viewer keeps one.
    private static string DeviceOf(SimulatedLine line) =>
        line.Viewer.UserId is null ? $"anonymous-{line.Viewer.Number}" : line.Event.Device.Id;

    private static string? Props(SimEvent happened) => happened.Type switch
    {
        EventTypes.StreamQuality => $$"""{"bitrate_kbps":{{happened.Bitrate}},"fps":{{happened.Fps}},"stall_ms":{{happened.StallMs}}}""",
        EventTypes.ChatMessage => """{"text":"halo \"kak\" 👋\n","length":14}""",
        EventTypes.Share => """{"to":"whatsapp","nested":{"a":[1,2.50,null]}}""",
        _ => null,
    };
}
