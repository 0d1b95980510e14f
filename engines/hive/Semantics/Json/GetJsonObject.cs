using System.Buffers;

namespace Nonolive.Hive.Semantics.Json;

/// <summary>
/// get_json_object, by Hive 3.1's ql/udf/UDFJson.java: an invalid document gives NULL, numbers and nested values are written
/// anew as Jackson does, a wildcard over several values gives a JSON array. The document is not built; values are places in it.
/// </summary>
internal static class GetJsonObject
{
    private const JsonLeniency Leniency = JsonLeniency.UdfJson;

    /// <summary>Appends the result; false is NULL.</summary>
    internal static bool Evaluate(ReadOnlySpan<byte> json, JsonPath path, ArrayBufferWriter<byte> output)
    {
        // Jackson reads one value and does not look at what follows it, but that value must be whole.
        var start = JsonScanner.SkipSpace(json, 0);
        if (start >= json.Length || !RootFits(json[start], path))
            return false;
        // The usual path begins with a key: then finding it and checking the document are one pass.
        var keyFirst = path.Steps.Length > 0 && path.Steps[0].Key is not null;
        if (!keyFirst && JsonScanner.SkipValue(json, start, Leniency) < 0)
            return false;
        return Follow(json, path, new JsonNode(start, null), null, output);
    }

    /// <summary>Appends what a path finds, where <paramref name="first"/> is the member that its first key names, if it is known already.</summary>
    internal static bool Follow(ReadOnlySpan<byte> json, JsonPath path, JsonNode root, JsonNode? first, ArrayBufferWriter<byte> output)
    {
        var node = root;
        for (var i = 0; i < path.Steps.Length; i++)
        {
            var step = path.Steps[i];
            if (step.Key is not null)
                node = i > 0 ? ByKey(json, node, step.Key) : first ?? Member(json, root.Start, step.Key);
            if (!node.IsNothing && step.Indexes.Length > 0)
                node = ByIndexes(json, node, step.Indexes);
            if (node.IsNothing)
                return false;
        }
        if (node.Items is null && json[node.Start] == 'n')
            return false;
        JsonRewriter.Append(json, node, output, topLevel: true);
        return true;
    }

    private static bool RootFits(byte first, JsonPath path) =>
        path.RootIsAnything ? first is (byte)'{' or (byte)'[' : first == (path.RootIsArray ? '[' : '{');

    // UDFJson.extract_json_withkey: a list gives the members of its objects, lists among them flattened, nulls dropped.
    private static JsonNode ByKey(ReadOnlySpan<byte> json, JsonNode node, byte[] key)
    {
        if (node.Items is null && json[node.Start] == '{')
            return Member(json, node.Start, key);
        if (node.Items is null && json[node.Start] != '[')
            return JsonNode.Nothing;
        var found = new List<JsonNode>();
        foreach (var element in Elements(json, node))
        {
            if (element.Items is not null || json[element.Start] != '{')
                continue;
            var member = Member(json, element.Start, key);
            if (member.IsNothing || json[member.Start] == 'n')
                continue;
            if (json[member.Start] == '[')
                found.AddRange(Elements(json, member));
            else
                found.Add(member);
        }
        return found.Count == 0 ? JsonNode.Nothing : new JsonNode(0, found);
    }

    // UDFJson.extract_json_withindex: an index outside an array is passed over; one value stands for itself.
    private static JsonNode ByIndexes(ReadOnlySpan<byte> json, JsonNode node, int[] indexes)
    {
        var current = new List<JsonNode> { node };
        foreach (var index in indexes)
        {
            var next = new List<JsonNode>();
            foreach (var candidate in current)
            {
                if (candidate.Items is null && json[candidate.Start] != '[')
                    continue;
                var elements = Elements(json, candidate);
                if (index == JsonPathStep.Wildcard)
                    next.AddRange(elements);
                else if (index < elements.Count)
                    next.Add(elements[index]);
            }
            if (next.Count == 0)
                return JsonNode.Nothing;
            current = next;
        }
        return current.Count == 1 ? current[0] : new JsonNode(0, current);
    }

    /// <summary>The member of an object, the last of several with the same name; nothing also where the object is broken.</summary>
    internal static JsonNode Member(ReadOnlySpan<byte> json, int start, ReadOnlySpan<byte> key)
    {
        var found = JsonNode.Nothing;
        var at = JsonScanner.SkipSpace(json, start + 1);
        if (at < json.Length && json[at] == '}')
            return found;
        while (at < json.Length && json[at] == '"')
        {
            var end = JsonScanner.SkipString(json, at, Leniency);
            if (end < 0)
                return JsonNode.Nothing;
            var matches = JsonText.ContentEquals(json[at..end], key);
            at = JsonScanner.SkipSpace(json, end);
            if (at >= json.Length || json[at] != ':')
                return JsonNode.Nothing;
            at = JsonScanner.SkipSpace(json, at + 1);
            if (matches)
                found = new JsonNode(at, null);
            at = JsonScanner.SkipValue(json, at, Leniency, 1);
            if (at < 0)
                return JsonNode.Nothing;
            at = JsonScanner.SkipSpace(json, at);
            if (at < json.Length && json[at] == '}')
                return found;
            if (at >= json.Length || json[at] != ',')
                return JsonNode.Nothing;
            at = JsonScanner.SkipSpace(json, at + 1);
        }
        return JsonNode.Nothing;
    }

    /// <summary>The elements of a valid array or of a list that a path made.</summary>
    internal static List<JsonNode> Elements(ReadOnlySpan<byte> json, JsonNode node)
    {
        if (node.Items is not null)
            return node.Items;
        var elements = new List<JsonNode>();
        var at = JsonScanner.SkipSpace(json, node.Start + 1);
        while (json[at] != ']')
        {
            elements.Add(new JsonNode(at, null));
            at = JsonScanner.SkipSpace(json, JsonScanner.SkipValue(json, at, Leniency));
            if (json[at] == ',')
                at = JsonScanner.SkipSpace(json, at + 1);
        }
        return elements;
    }
}

/// <summary>A value: a place in the document, or a list that a path made of several.</summary>
internal readonly record struct JsonNode(int Start, List<JsonNode>? Items)
{
    internal static readonly JsonNode Nothing = new(-1, null);

    internal bool IsNothing => Start < 0;
}
