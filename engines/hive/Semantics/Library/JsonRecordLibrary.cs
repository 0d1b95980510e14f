using System.Buffers;
using System.Globalization;
using System.Text;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics.Json;

namespace Nonolive.Hive.Semantics.Library;

/// <summary>
/// Several values of one JSON text at once, as a record of VARCHAR members c0, c1 …: <c>hv_json_fields_N(json, paths)</c> gives what
/// get_json_object does, <c>hv_json_tuple_N(json, keys)</c> what json_tuple does. N is the number of members; a path or key that
/// is NULL is not looked for. One pass over the text finds all, because this reads every line of a lake.
/// </summary>
internal static class JsonRecordLibrary
{
    private const string Fields = "hv_json_fields_";
    private const string Tuple = "hv_json_tuple_";

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    internal static bool Contains(string name) => Members(name) > 0;

    internal static ScalarFunction Create(string name)
    {
        var members = Members(name);
        var record = $"STRUCT({string.Join(", ", Enumerable.Range(0, members).Select(member => $"c{member} VARCHAR"))})";
        return new ScalarFunction(name, ["VARCHAR", "VARCHAR[]"], record, name.StartsWith(Tuple, StringComparison.Ordinal) ? ReadTuple : ReadFields);
    }

    private static int Members(string name)
    {
        var prefix = name.StartsWith(Tuple, StringComparison.Ordinal) ? Tuple : Fields;
        return name.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var members) ? members : 0;
    }

    private static void ReadFields(RowChunk arguments, OutputVector result)
    {
        var documents = arguments[0];
        if (arguments.Rows == 0)
            return;
        var texts = Texts(arguments[1], 0);
        var paths = texts.Select(text => text is null ? null : JsonPath.Parse(Encoding.UTF8.GetString(text))).ToArray();
        // The first keys of the paths that begin with one below an object; the others are evaluated on their own.
        var keys = new List<byte[]>();
        var keyOf = paths.Select(path => path is { RootIsArray: false, RootIsAnything: false, Steps: [{ Key: { } key }, ..] } ? Number(keys, key) : -1).ToArray();
        var search = new MemberSearch(keys, JsonLeniency.UdfJson);
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(1024);
        var members = Outputs(result, paths.Length);
        for (var row = 0; row < arguments.Rows; row++)
        {
            var json = documents.IsNull(row) ? default : documents.Utf8(row);
            var root = keys.Count == 0 ? -1 : search.Find(json);
            for (var index = 0; index < paths.Length; index++)
            {
                var path = paths[index];
                if (path is null || documents.IsNull(row) || (keyOf[index] >= 0 && root < 0))
                {
                    members[index].SetNull(row);
                    continue;
                }
                var (start, end) = keyOf[index] < 0 ? (-1, -1) : search[keyOf[index]];
                if (start >= 0 && path.Steps is [{ Indexes.Length: 0 }])
                {
                    SetValue(members[index], row, json, start, end, buffer);
                    continue;
                }
                buffer.ResetWrittenCount();
                var found = keyOf[index] < 0 ? GetJsonObject.Evaluate(json, path, buffer)
                    : start >= 0 && GetJsonObject.Follow(json, path, new JsonNode(root, null), new JsonNode(start, null), buffer);
                if (found)
                    members[index].SetUtf8(row, buffer.WrittenSpan);
                else
                    members[index].SetNull(row);
            }
        }
    }

    // GenericUDTFJSONTuple: the members of an object by their whole names; NULLs where it is no object.
    private static void ReadTuple(RowChunk arguments, OutputVector result)
    {
        var documents = arguments[0];
        if (arguments.Rows == 0)
            return;
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(1024);
        var (offset, count) = (-1, arguments[1].List(0).Length);
        var members = Outputs(result, count);
        var keyOf = new int[count];
        var search = new MemberSearch([], JsonLeniency.ControlCharacters);
        for (var row = 0; row < arguments.Rows; row++)
        {
            // The keys are nearly always a constant, whose rows share one place.
            if (arguments[1].List(row).Offset != offset)
            {
                offset = arguments[1].List(row).Offset;
                var keys = new List<byte[]>();
                keyOf = [.. Texts(arguments[1], row).Select(key => key is null ? -1 : Number(keys, key))];
                search = new MemberSearch(keys, JsonLeniency.ControlCharacters);
            }
            var json = documents.IsNull(row) ? default : documents.Utf8(row);
            var valid = search.Find(json) >= 0;
            for (var index = 0; index < count; index++)
            {
                var (start, end) = valid && keyOf[index] >= 0 ? search[keyOf[index]] : (-1, -1);
                SetValue(members[index], row, json, start, end, buffer);
            }
        }
    }

    // A value at the top level: a text's content, numbers and nested values as Jackson writes them, null as NULL.
    private static void SetValue(OutputVector member, int row, ReadOnlySpan<byte> json, int start, int end, ArrayBufferWriter<byte> buffer)
    {
        if (start < 0 || json[start] == 'n')
        {
            member.SetNull(row);
            return;
        }
        if (json[start] == '"' && !json[start..end].Contains((byte)'\\'))
        {
            member.SetUtf8(row, json[(start + 1)..(end - 1)]);
            return;
        }
        if (char.IsAsciiDigit((char)json[start]) && json[start..end].IndexOfAny(".eE"u8) < 0)
        {
            member.SetUtf8(row, json[start..end]);
            return;
        }
        buffer.ResetWrittenCount();
        JsonRewriter.Append(json, new JsonNode(start, null), buffer, topLevel: true);
        member.SetUtf8(row, buffer.WrittenSpan);
    }

    private static OutputVector[] Outputs(OutputVector result, int count) => [.. Enumerable.Range(0, count).Select(result.Member)];

    private static byte[]?[] Texts(InputVector lists, int row)
    {
        var (offset, length) = lists.List(row);
        var elements = lists.Elements;
        return [.. Enumerable.Range(offset, length).Select(at => elements.IsNull(at) ? null : elements.Utf8(at).ToArray())];
    }

    private static int Number(List<byte[]> keys, byte[] key)
    {
        var number = keys.FindIndex(known => known.AsSpan().SequenceEqual(key));
        if (number < 0)
        {
            keys.Add(key);
            number = keys.Count - 1;
        }
        return number;
    }
}
