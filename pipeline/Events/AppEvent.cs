using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Nonolive.Pipeline.Events;

/// <summary>What a device tells the platform; one JSON line in the lake.</summary>
public sealed record AppEvent
{
    /// <summary>UUIDv7 made by the device; the same for every delivery of the event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string EventType { get; init; }

    /// <summary>When it happened, by the device's clock (written in UTC with milliseconds).</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>When the collector received it (written in UTC with milliseconds).</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The signed-in user, or null.</summary>
    public long? UserId { get; init; }

    /// <summary>The installation of the app.</summary>
    public required string DeviceId { get; init; }

    /// <summary>The broadcast that it happened in, or null.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The anchor of that broadcast, or null.</summary>
    public long? AnchorId { get; init; }

    /// <summary><c>ios</c> or <c>android</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The app's version, such as <c>5.12.0</c>.</summary>
    public required string AppVersion { get; init; }

    /// <summary>ISO 3166 alpha-2 by the network address, or null.</summary>
    public string? Country { get; init; }

    /// <summary><c>wifi</c>, <c>4g</c>, ... or null.</summary>
    public string? Network { get; init; }

    /// <summary>What only this type of event has, as the text of a JSON object; null for none.</summary>
    public string? Props { get; init; }

    /// <summary>Writes the event as one JSON object in the order of the schema, without a line end.</summary>
    /// <exception cref="Errors.UserErrorException">The type is unknown or <see cref="Props"/> is no JSON object.</exception>
    public void WriteTo(IBufferWriter<byte> output)
    {
        if (!EventTypes.All.Contains(EventType))
            throw EventErrors.UnknownType(EventType);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteString("event_id"u8, EventId);
        writer.WriteString("event_type"u8, EventType);
        WriteTime(writer, "event_time"u8, EventTime);
        WriteTime(writer, "received_at"u8, ReceivedAt);
        WriteNumber(writer, "user_id"u8, UserId);
        writer.WriteString("device_id"u8, DeviceId);
        if (SessionId is { } session)
            writer.WriteString("session_id"u8, session);
        else
            writer.WriteNull("session_id"u8);
        WriteNumber(writer, "anchor_id"u8, AnchorId);
        writer.WriteString("platform"u8, Platform);
        writer.WriteString("app_version"u8, AppVersion);
        WriteText(writer, "country"u8, Country);
        WriteText(writer, "network"u8, Network);
        writer.WritePropertyName("props"u8);
        writer.WriteRawValue(CheckedProps(), skipInputValidation: true);
        writer.WriteEndObject();
    }

    /// <summary>The event as one JSON line, without a line end.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private string CheckedProps()
    {
        if (Props is null)
            return "{}";
        try
        {
            // A line end would tear the event into two lines.
            if (Props.AsSpan().IndexOfAny('\n', '\r') >= 0)
                return JsonSerializer.Serialize(Object(Props));
            _ = Object(Props);
            return Props;
        }
        catch (JsonException e)
        {
            throw EventErrors.WrongProps(Props, e.Message);
        }
    }

    private static JsonElement Object(string text)
    {
        var props = JsonElement.Parse(text);
        return props.ValueKind == JsonValueKind.Object ? props : throw EventErrors.WrongProps(text, "it must be an object.");
    }

    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[24];
        time.UtcDateTime.TryFormat(text, out _, "yyyy-MM-ddTHH:mm:ss.fffZ");
        writer.WriteString(name, text);
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            writer.WriteNull(name);
        else
            writer.WriteString(name, value);
    }
}
