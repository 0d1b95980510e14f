using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Nonolive.WebConsole.Collector;

/// <summary>One event as it will stand in the lake.</summary>
/// <param name="Bytes">The line without its end.</param>
/// <param name="WellFormed">Whether it is a JSON object with event_id, event_type and event_time. Others are stored as they came: staging quarantines them with a reason.</param>
internal readonly record struct EventLine(ReadOnlyMemory<byte> Bytes, bool WellFormed)
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>
    /// Checks a line and writes the time of its arrival into it as <c>received_at</c>, in place of one that a device may have
    /// sent: lateness is measured by the collector's clock. All other bytes stay as they came.
    /// </summary>
    public static EventLine Read(ReadOnlyMemory<byte> line, DateTimeOffset arrival) =>
        TryFindReceivedAt(line.Span, out var found)
            ? new EventLine(Stamp(line.Span, found, arrival), WellFormed: true)
            : new EventLine(line, WellFormed: false);

    private static bool TryFindReceivedAt(ReadOnlySpan<byte> line, out List<Range> found)
    {
        found = [];
        if (!Utf8.IsValid(line))
            return false;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            bool id = false, type = false, time = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isId, isType, isTime) = (reader.ValueTextEquals("event_id"u8), reader.ValueTextEquals("event_type"u8), reader.ValueTextEquals("event_time"u8));
                var isReceived = reader.ValueTextEquals("received_at"u8);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var isText = reader.TokenType == JsonTokenType.String;
                reader.Skip();
                if (isReceived)
                    found.Add(start..(int)reader.BytesConsumed);
                id |= isId && isText;
                type |= isType && isText;
                time |= isTime && isText;
            }
            // Reading on finds anything behind the object's end.
            return !reader.Read() && id && type && time;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Stamp(ReadOnlySpan<byte> line, List<Range> found, DateTimeOffset arrival)
    {
        var time = Encoding.ASCII.GetBytes($"\"{arrival.UtcDateTime.ToString(TimeFormat)}\"");
        using var stamped = new MemoryStream(line.Length + 48);
        var from = 0;
        foreach (var range in found)
        {
            stamped.Write(line[from..range.Start.Value]);
            stamped.Write(time);
            from = range.End.Value;
        }
        if (found.Count > 0)
        {
            stamped.Write(line[from..]);
            return stamped.ToArray();
        }
        // The object is not empty, so a comma can stand before its end.
        var end = line.LastIndexOf((byte)'}');
        stamped.Write(line[..end]);
        stamped.Write(",\"received_at\":"u8);
        stamped.Write(time);
        stamped.Write(line[end..]);
        return stamped.ToArray();
    }
}
