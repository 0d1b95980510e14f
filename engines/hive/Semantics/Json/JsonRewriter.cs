using System.Buffers;
using System.Text;

namespace Nonolive.Hive.Semantics.Json;

/// <summary>Writes a valid value anew as Jackson's ObjectMapper does: no spaces, of equal names the first place and the last value.</summary>
internal static class JsonRewriter
{
    private const JsonLeniency Leniency = JsonLeniency.UdfJson;

    /// <summary>Appends a value; at the top level a string is its content, inside it is quoted.</summary>
    internal static void Append(ReadOnlySpan<byte> json, JsonNode node, ArrayBufferWriter<byte> output, bool topLevel)
    {
        if (node.Items is not null || json[node.Start] == '[')
        {
            AppendArray(json, GetJsonObject.Elements(json, node), output);
            return;
        }
        var end = json[node.Start] is (byte)'{' ? node.Start : JsonScanner.SkipValue(json, node.Start, Leniency);
        var token = json[node.Start..end];
        switch (json[node.Start])
        {
            case (byte)'{':
                AppendObject(json, node.Start, output);
                break;
            case (byte)'"' when topLevel:
                JsonText.AppendUnescaped(token, output);
                break;
            case (byte)'"':
                var content = new ArrayBufferWriter<byte>(token.Length);
                JsonText.AppendUnescaped(token, content);
                JsonText.AppendQuoted(content.WrittenSpan, output);
                break;
            case (byte)'t' or (byte)'f' or (byte)'n':
                output.Write(token);
                break;
            default:
                AppendNumber(token, output, topLevel);
                break;
        }
    }

    private static void AppendArray(ReadOnlySpan<byte> json, List<JsonNode> elements, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        for (var i = 0; i < elements.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            Append(json, elements[i], output, topLevel: false);
        }
        output.Write("]"u8);
    }

    private static void AppendObject(ReadOnlySpan<byte> json, int start, ArrayBufferWriter<byte> output)
    {
        var members = Members(json, start);
        output.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            JsonText.AppendQuoted(Encoding.UTF8.GetBytes(members[i].Name), output);
            output.Write(":"u8);
            Append(json, members[i].Value, output, topLevel: false);
        }
        output.Write("}"u8);
    }

    private static List<(string Name, JsonNode Value)> Members(ReadOnlySpan<byte> json, int start)
    {
        var members = new List<(string Name, JsonNode Value)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        var at = JsonScanner.SkipSpace(json, start + 1);
        while (json[at] != '}')
        {
            var end = JsonScanner.SkipString(json, at, Leniency);
            buffer.Clear();
            JsonText.AppendUnescaped(json[at..end], buffer);
            var name = Encoding.UTF8.GetString(buffer.WrittenSpan);
            at = JsonScanner.SkipSpace(json, JsonScanner.SkipSpace(json, end) + 1);
            if (places.TryGetValue(name, out var place))
            {
                members[place] = (name, new JsonNode(at, null));
            }
            else
            {
                places[name] = members.Count;
                members.Add((name, new JsonNode(at, null)));
            }
            at = JsonScanner.SkipSpace(json, JsonScanner.SkipValue(json, at, Leniency));
            if (json[at] == ',')
                at = JsonScanner.SkipSpace(json, at + 1);
        }
        return members;
    }

    // A double that is no number is written in quotes (Jackson's QUOTE_NON_NUMERIC_NUMBERS), but only inside.
    private static void AppendNumber(ReadOnlySpan<byte> token, ArrayBufferWriter<byte> output, bool topLevel)
    {
        var number = new ArrayBufferWriter<byte>(32);
        JsonText.AppendNumber(token, number);
        if (!topLevel && number.WrittenSpan.Contains((byte)'I'))
            JsonText.AppendQuoted(number.WrittenSpan, output);
        else
            output.Write(number.WrittenSpan);
    }
}
