using System.Text;
using Nonolive.Hive.Native;
using Nonolive.Hive.Storage.Text;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Storage.Json;

/// <summary>array</summary>
internal sealed class JsonArrayValue(JsonValue element) : JsonValue
{
    internal override void Skip(ref JsonReader reader)
    {
        if (reader.TakeNull())
            return;
        reader.ExpectArray();
        while (reader.NextElement())
            element.Skip(ref reader);
    }

    protected override void WriteValue(ref JsonReader reader, OutputVector vector, int row)
    {
        // The elements are counted on a copy of the reader, for the vector's lists must be begun with their length.
        var counting = reader;
        counting.ExpectArray();
        var count = 0;
        for (; counting.NextElement(); count++)
            element.Skip(ref counting);
        var at = vector.BeginList(row, count);
        reader.ExpectArray();
        for (var i = 0; reader.NextElement(); i++)
            element.Write(ref reader, vector.Elements, at + i);
    }
}

/// <summary>map: of equal keys the last value counts, in the first one's place.</summary>
internal sealed class JsonMapValue(HiveType keyType, JsonValue value) : JsonValue
{
    private static readonly LazySimpleParameters PlainText = new(new Dictionary<string, string>());
    private readonly LazyValue _key = LazyValue.Of(keyType, PlainText);

    internal override void Skip(ref JsonReader reader)
    {
        if (reader.TakeNull())
            return;
        reader.ExpectObject("Start of Object expected");
        while (reader.NextName(out _))
            value.Skip(ref reader);
    }

    protected override void WriteValue(ref JsonReader reader, OutputVector vector, int row)
    {
        var counting = reader;
        counting.ExpectObject("Start of Object expected");
        var most = 0;
        for (; counting.NextName(out _); most++)
            value.Skip(ref counting);
        var at = vector.BeginList(row, most);
        reader.ExpectObject("Start of Object expected");
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.NextName(out var name))
        {
            var text = Encoding.UTF8.GetString(name);
            if (!places.TryGetValue(text, out var place))
            {
                place = places.Count;
                places[text] = place;
                WriteKey(vector.Elements.Member(0), at + place, name);
            }
            value.Write(ref reader, vector.Elements.Member(1), at + place);
        }
        vector.SetListLength(row, places.Count);
    }

    private void WriteKey(OutputVector keys, int row, ReadOnlySpan<byte> name)
    {
        if (_key is LazyPrimitiveValue primitive)
        {
            if (!primitive.TryWrite(keys, row, name))
                throw new FormatException($"'{Encoding.UTF8.GetString(name)}' is no {keyType}, which the map's keys are");
            return;
        }
        _key.Write(keys, row, name);
    }
}

/// <summary>struct</summary>
internal sealed class JsonStructValue(JsonMembers members) : JsonValue
{
    internal override void Skip(ref JsonReader reader)
    {
        if (reader.TakeNull())
            return;
        reader.ExpectObject("Start of Object expected");
        while (reader.NextName(out var name))
        {
            if (members.IndexOf(name) is var index and >= 0)
                members.Values[index].Skip(ref reader);
            else
                reader.SkipValue();
        }
    }

    internal override void WriteNull(OutputVector vector, int row)
    {
        vector.SetNull(row);
        for (var i = 0; i < members.Values.Length; i++)
            members.Values[i].WriteNull(vector.Member(i), row);
    }

    protected override void WriteValue(ref JsonReader reader, OutputVector vector, int row)
    {
        for (var i = 0; i < members.Values.Length; i++)
            members.Values[i].WriteNull(vector.Member(i), row);
        reader.ExpectObject("Start of Object expected");
        while (reader.NextName(out var name))
        {
            if (members.IndexOf(name) is var index and >= 0)
                members.Values[index].Write(ref reader, vector.Member(index), row);
            else
                reader.SkipValue();
        }
    }
}
