using System.Text;
using System.Text.RegularExpressions;

namespace Nonolive.Simulator.Delivery;

/// <summary>A way in which a line breaks.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="KeepsTime">Whether the event's time can still be read, and so the day it belongs to.</param>
/// <param name="Break">Breaks the JSON of an event.</param>
internal sealed record Breakage(string Name, bool KeepsTime, Func<string, ReadOnlyMemory<byte>> Break);

/// <summary>Every way in which lines break.</summary>
internal static class Breakages
{
    private const string Uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    public static IReadOnlyList<Breakage> All { get; } =
    [
        Text("empty line", false, _ => ""),
        Text("blanks only", false, _ => "   \t "),
        Text("not JSON", false, _ => "hello, world"),
        Text("truncated", false, json => json[..(json.Length / 2)]),
        Text("cut by one", false, json => json[..^1]),
        Text("an array", false, json => $"[{json}]"),
        Text("a number", false, _ => "42"),
        Text("a text", false, json => "\"" + json.Replace("\"", "") + "\""),
        Text("null", false, _ => "null"),
        Text("empty object", false, _ => "{}"),
        Text("single quotes", false, json => json.Replace('"', '\'')),
        Text("trailing comma", false, json => json[..^1] + ",}"),
        Text("byte order mark", false, json => " \uFEFF" + json),
        Text("NaN", false, json => Set(json, "user_id", "NaN")),
        Text("huge line", false, json => Set(json, "props", "{\"text\":\"" + new string('x', 100_000) + "\"}")),
        Text("nested bomb", false, json => Set(json, "props", new string('[', 900) + new string(']', 900))),
        Text("nested objects", false, json => Set(json, "props", string.Concat(Enumerable.Repeat("{\"a\":", 400)) + "1" + new string('}', 400))),
        Bytes("not UTF-8 at all", false, _ => [0xFF, 0xFE, 0x80, 0x81, 0x7B, 0xC3, 0x28]),
        Bytes("UTF-16", false, json => Encoding.Unicode.GetBytes(json.Replace('\n', ' '))),
        Text("other words", false, _ => """{"level":"info","msg":"started"}"""),
        Text("no event_id", true, json => Remove(json, "event_id")),
        Text("event_id null", true, json => Set(json, "event_id", "null")),
        Text("event_id no UUID", true, json => Set(json, "event_id", "\"e-1\"")),
        Text("event_id longer", true, json => Regex.Replace(json, $"\"event_id\":\"({Uuid})\"", "\"event_id\":\"$1-9\"")),
        Bytes("event_id not UTF-8", true, json => Latin(json, "\"event_id\":\"", 0xE9)),
        Text("no event_type", true, json => Remove(json, "event_type")),
        Text("unknown event_type", true, json => Set(json, "event_type", "\"room_entr\"")),
        Text("no event_time", false, json => Remove(json, "event_time")),
        Text("event_time a number", false, json => Set(json, "event_time", "1764000000")),
        Text("event_time with zone", false, json => Regex.Replace(json, "(\"event_time\":\"[^\"]*)Z\"", "$1+07:00\"")),
        Text("event_time 30 February", false, json => Set(json, "event_time", "\"2026-02-30T10:00:00.000Z\"")),
        Text("event_time hour 24", false, json => Set(json, "event_time", "\"2026-03-01T24:00:00.000Z\"")),
        Text("event_time years ago", false, json => Set(json, "event_time", "\"2020-01-01T00:00:00.000Z\"")),
        Text("event_time years ahead", false, json => Set(json, "event_time", "\"2093-01-01T00:00:00.000Z\"")),
        Text("no received_at", true, json => Remove(json, "received_at")),
        Text("received_at text", true, json => Set(json, "received_at", "\"yesterday\"")),
        Text("user_id text", true, json => Set(json, "user_id", "\"abc\"")),
        Text("user_id negative", true, json => Set(json, "user_id", "-7")),
        Text("user_id with point", true, json => Set(json, "user_id", "7.5")),
        Text("user_id true", true, json => Set(json, "user_id", "true")),
        Text("user_id too large", true, json => Set(json, "user_id", "92233720368547758070")),
        Text("user_id empty", true, json => Set(json, "user_id", "\"\"")),
        Text("no device_id", true, json => Remove(json, "device_id")),
        Text("device_id empty", true, json => Set(json, "device_id", "\"\"")),
        Text("device_id too long", true, json => Set(json, "device_id", "\"" + new string('d', 200) + "\"")),
        Text("session_id no UUID", true, json => Set(json, "session_id", "\"live-1\"")),
        Text("anchor_id text", true, json => Set(json, "anchor_id", "\"ayu\"")),
        Text("room event without broadcast", true, json => Set(Set(json, "session_id", "null"), "event_type", "\"room_enter\"")),
        Text("room event without anchor", true, json => Set(Set(json, "anchor_id", "null"), "event_type", "\"like\"")),
        Text("platform web", true, json => Set(json, "platform", "\"web\"")),
        Text("no platform", true, json => Remove(json, "platform")),
        Text("country of three letters", true, json => Set(json, "country", "\"IDN\"")),
        Text("country in lower case", true, json => Set(json, "country", "\"id\"")),
        Text("country a list", true, json => Set(json, "country", "[\"ID\"]")),
        Text("measurements missing", true, json => Quality(json, "{}")),
        Text("measurements as text", true, json => Quality(json, "{\"bitrate_kbps\":\"fast\",\"fps\":30,\"stall_ms\":0}")),
        Text("stalled longer than measured", true, json => Quality(json, "{\"bitrate_kbps\":900,\"fps\":30,\"stall_ms\":60001}")),
        Text("props a list", true, json => Quality(json, "[900,30,0]")),
        Text("app_version too long", true, json => Set(json, "app_version", "\"" + new string('5', 40) + "\"")),
    ];

    private static Breakage Text(string name, bool keepsTime, Func<string, string> change) =>
        new(name, keepsTime, json => Encoding.UTF8.GetBytes(change(json)));

    private static Breakage Bytes(string name, bool keepsTime, Func<string, byte[]> change) => new(name, keepsTime, json => change(json));

    // The writer puts every field, so a pattern finds each; props is last and holds objects.
    private static string Set(string json, string field, string value) => field == "props"
        ? json[..(json.IndexOf("\"props\":", StringComparison.Ordinal) + 8)] + value + "}"
        : Regex.Replace(json, $"\"{field}\":(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}}]*)", $"\"{field}\":{value.Replace("$", "$$")}");

    private static string Remove(string json, string field) =>
        Regex.Replace(json, $"\"{field}\":(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}}]*),", "");

    private static string Quality(string json, string props)
    {
        // Also an app_open becomes a measurement; it gets the broadcast that a measurement needs.
        json = Set(Set(json, "props", props), "event_type", "\"stream_quality\"");
        return json.Contains("\"session_id\":null")
            ? Set(Set(json, "session_id", "\"00000000-0000-4000-8000-000000000000\""), "anchor_id", "1")
            : json;
    }

    private static byte[] Latin(string json, string after, byte wrong)
    {
        var at = json.IndexOf(after, StringComparison.Ordinal) + after.Length;
        return [.. Encoding.UTF8.GetBytes(json[..at]), wrong, .. Encoding.UTF8.GetBytes(json[(at + 1)..])];
    }
}
