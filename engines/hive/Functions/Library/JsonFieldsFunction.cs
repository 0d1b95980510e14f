using System.Buffers;
using System.Text;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics.Json;

namespace Nonolive.Hive.Functions.Library;

/// <summary>
/// hv_get_json_objects(json, paths): what get_json_object gives for each path, with one pass over the document. The paths are
/// a constant list of the emitter's.
/// </summary>
internal static class JsonFieldsFunction
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    public static ScalarFunction Function { get; } = new("hv_get_json_objects", ["VARCHAR", "VARCHAR[]"], "VARCHAR[]", Evaluate);

    private static void Evaluate(CallArguments arguments, OutputVector result)
    {
        var documents = arguments[0];
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(1024);
        if (arguments.Rows == 0)
            return;
        var paths = Paths.Read(arguments[1], 0);
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (documents.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            var json = documents.Utf8(row);
            var offset = result.BeginList(row, paths.All.Length);
            var elements = result.Elements;
            var root = paths.FindMembers(json);
            for (var index = 0; index < paths.All.Length; index++)
            {
                buffer.ResetWrittenCount();
                var path = paths.All[index];
                var key = paths.KeyOf[index];
                var found = path is not null && (key < 0
                    ? GetJsonObject.Evaluate(json, path, buffer)
                    : root >= 0 && GetJsonObject.Follow(json, path, new JsonNode(root, null), paths.Members[key], buffer));
                if (found)
                    elements.SetUtf8(offset + index, buffer.WrittenSpan);
                else
                    elements.SetNull(offset + index);
            }
        }
    }

    /// <summary>The parsed paths, and the first keys of those that begin with one below the root object.</summary>
    private sealed class Paths(JsonPath?[] all)
    {
        private readonly List<byte[]> _keys = [];

        public JsonPath?[] All { get; } = all;

        /// <summary>For each path the number of its first key, or -1 where it is evaluated on its own.</summary>
        public int[] KeyOf { get; } = new int[all.Length];

        public JsonNode[] Members { get; private set; } = [];

        public static Paths Read(InputVector list, int row)
        {
            var (offset, length) = list.List(row);
            var elements = list.Elements;
            var all = new JsonPath?[length];
            for (var index = 0; index < length; index++)
                all[index] = JsonPath.Parse(Encoding.UTF8.GetString(elements.Utf8(offset + index)));
            var paths = new Paths(all);
            for (var index = 0; index < length; index++)
                paths.KeyOf[index] = all[index] is { RootIsArray: false, RootIsAnything: false, Steps: [{ Key: { } key }, ..] } ? paths.Number(key) : -1;
            paths.Members = new JsonNode[paths._keys.Count];
            return paths;
        }

        /// <summary>Where the document's object starts, with <see cref="Members"/> filled; -1 where the document is no valid object.</summary>
        public int FindMembers(ReadOnlySpan<byte> json)
        {
            Array.Fill(Members, JsonNode.Nothing);
            if (_keys.Count == 0)
                return -1;
            var start = JsonScanner.SkipSpace(json, 0);
            if (start >= json.Length || json[start] != '{')
                return -1;
            var at = JsonScanner.SkipSpace(json, start + 1);
            if (at < json.Length && json[at] == '}')
                return start;
            while (at < json.Length && json[at] == '"')
            {
                var end = JsonScanner.SkipString(json, at, JsonLeniency.UdfJson);
                if (end < 0)
                    return -1;
                var key = Match(json[at..end]);
                at = JsonScanner.SkipSpace(json, end);
                if (at >= json.Length || json[at] != ':')
                    return -1;
                at = JsonScanner.SkipSpace(json, at + 1);
                if (key >= 0)
                    Members[key] = new JsonNode(at, null);
                at = JsonScanner.SkipValue(json, at, JsonLeniency.UdfJson, 1);
                if (at < 0)
                    return -1;
                at = JsonScanner.SkipSpace(json, at);
                if (at < json.Length && json[at] == '}')
                    return start;
                if (at >= json.Length || json[at] != ',')
                    return -1;
                at = JsonScanner.SkipSpace(json, at + 1);
            }
            return -1;
        }

        private int Match(ReadOnlySpan<byte> token)
        {
            var escaped = token.Contains((byte)'\\');
            for (var key = 0; key < _keys.Count; key++)
            {
                if (escaped ? JsonText.ContentEquals(token, _keys[key]) : token[1..^1].SequenceEqual(_keys[key]))
                    return key;
            }
            return -1;
        }

        private int Number(byte[] key)
        {
            var number = _keys.FindIndex(known => known.AsSpan().SequenceEqual(key));
            if (number < 0)
            {
                _keys.Add(key);
                number = _keys.Count - 1;
            }
            return number;
        }
    }
}
