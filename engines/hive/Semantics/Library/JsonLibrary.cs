using System.Buffers;
using System.Text;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics.Json;

namespace Nonolive.Hive.Semantics.Library;

internal static class JsonLibrary
{
    internal static readonly ScalarFunction[] All =
    [
        new("hv_get_json_object", ["VARCHAR", "VARCHAR"], "VARCHAR", GetJsonObject),
        new("hv_json_tuple", ["VARCHAR", "VARCHAR[]"], "VARCHAR[]", JsonTuple),
    ];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    private static void GetJsonObject(CallArguments arguments, OutputVector result)
    {
        var json = arguments[0];
        var paths = arguments[1];
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(1024);
        // The path is nearly always a constant, so the last one is kept with its bytes.
        byte[] lastText = [];
        JsonPath? path = null;
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (json.IsNull(row) || paths.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            var text = paths.Utf8(row);
            if (row == 0 || !text.SequenceEqual(lastText))
            {
                lastText = text.ToArray();
                path = JsonPath.Parse(Encoding.UTF8.GetString(text));
            }
            buffer.ResetWrittenCount();
            if (path is not null && Json.GetJsonObject.Evaluate(json.Utf8(row), path, buffer))
                result.SetUtf8(row, buffer.WrittenSpan);
            else
                result.SetNull(row);
        }
    }

    // GenericUDTFJSONTuple: the members of an object by their whole names; NULLs where it is no object. One pass over the text
    // finds them all, because this reads every line of a lake.
    private static void JsonTuple(CallArguments arguments, OutputVector result)
    {
        var json = arguments[0];
        var keys = arguments[1];
        var names = keys.Elements;
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(1024);
        var total = 0;
        for (var row = 0; row < arguments.Rows; row++)
            total += keys.List(row).Length;
        result.ReserveLists(total);
        var elements = result.Elements;
        var places = new int[16];
        var at = 0;
        for (var row = 0; row < arguments.Rows; row++)
        {
            var (from, count) = keys.List(row);
            result.SetList(row, at, count);
            if (places.Length < count)
                places = new int[count];
            var found = places.AsSpan(0, count);
            var text = json.IsNull(row) ? default : json.Utf8(row);
            if (!FindMembers(text, names, from, found))
                found.Fill(-1);
            for (var i = 0; i < count; i++, at++)
                SetMember(elements, at, text, found[i], buffer);
        }
    }

    // Where the value of each name begins, the last of equal names; false where the text is no whole object.
    private static bool FindMembers(ReadOnlySpan<byte> json, InputVector names, int from, Span<int> found)
    {
        const JsonLeniency leniency = JsonLeniency.ControlCharacters;
        found.Fill(-1);
        var at = JsonScanner.SkipSpace(json, 0);
        if (at >= json.Length || json[at] != '{')
            return false;
        at = JsonScanner.SkipSpace(json, at + 1);
        if (at < json.Length && json[at] == '}')
            return true;
        // Writers keep an order, so the next name asked for is tried first.
        var likely = 0;
        while (at < json.Length && json[at] == '"')
        {
            var end = JsonScanner.SkipString(json, at, leniency);
            if (end < 0)
                return false;
            var name = json[at..end];
            at = JsonScanner.SkipSpace(json, end);
            if (at >= json.Length || json[at] != ':')
                return false;
            at = JsonScanner.SkipSpace(json, at + 1);
            for (var i = 0; i < found.Length; i++)
            {
                var candidate = (likely + i) % found.Length;
                if (names.IsNull(from + candidate) || !JsonText.ContentEquals(name, names.Utf8(from + candidate)))
                    continue;
                found[candidate] = at;
                likely = candidate + 1;
                // A name may be asked for twice.
                for (var other = 0; other < found.Length; other++)
                {
                    if (other != candidate && !names.IsNull(from + other) && names.Utf8(from + other).SequenceEqual(names.Utf8(from + candidate)))
                        found[other] = at;
                }
                break;
            }
            at = JsonScanner.SkipValue(json, at, leniency, 1);
            if (at < 0)
                return false;
            at = JsonScanner.SkipSpace(json, at);
            if (at < json.Length && json[at] == '}')
                return true;
            if (at >= json.Length || json[at] != ',')
                return false;
            at = JsonScanner.SkipSpace(json, at + 1);
        }
        return false;
    }

    private static void SetMember(OutputVector elements, int at, ReadOnlySpan<byte> json, int start, ArrayBufferWriter<byte> buffer)
    {
        if (start < 0 || json[start] == 'n')
        {
            elements.SetNull(at);
            return;
        }
        if (json[start] == '"')
        {
            var content = json[start..JsonScanner.SkipString(json, start, JsonLeniency.ControlCharacters)][1..^1];
            if (!content.Contains((byte)'\\'))
            {
                elements.SetUtf8(at, content);
                return;
            }
        }
        buffer.ResetWrittenCount();
        JsonRewriter.Append(json, new JsonNode(start, null), buffer, topLevel: true);
        elements.SetUtf8(at, buffer.WrittenSpan);
    }
}
