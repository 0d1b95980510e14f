namespace Nonolive.LocalCloud.Jsonata;

/// <summary>Functions on arrays and objects (https://docs.jsonata.org/array-functions, /object-functions).</summary>
internal static class JsonataCollections
{
    public static readonly Builtin[] All =
    [
        new("count", 1, 1, false, call => (double)call.List(0).Count),
        new("append", 2, 2, false, call => call[0] is Undefined ? call[1] : call[1] is Undefined ? call[0] : new JsonataArray([.. call.List(0), .. call.List(1)])),
        new("reverse", 1, 1, false, call => call[0] is Undefined ? call[0] : new JsonataArray(call.List(0).AsEnumerable().Reverse())),
        new("distinct", 1, 1, false, call => call[0] is JsonataArray { Count: > 1 } ? Distinct(call.List(0)) : call[0]),
        new("zip", 1, 8, false, Zip),
        new("keys", 1, 1, true, call => JsonataArray.Sequence(Maps(call).SelectMany(map => map.Keys).Distinct())),
        new("lookup", 2, 2, true, call => JsonataLookup.Field(call[0], call.Text(1))),
        new("spread", 1, 1, true, call => call[0] is JsonataArray or JsonataObject
            ? JsonataArray.Sequence(Maps(call).SelectMany(map => map.Select(pair => (object?)new JsonataObject { [pair.Key] = pair.Value })))
            : call[0]),
        new("merge", 1, 1, false, Merge),
        new("type", 1, 1, false, call => call[0] switch
        {
            null => "null",
            Undefined => call[0],
            double => "number",
            string => "string",
            bool => "boolean",
            JsonataArray => "array",
            IJsonataFunction => "function",
            _ => "object",
        }),
        new("error", 0, 1, false, call => throw new JsonataException(call.Has(0) ? call.Text(0) : "$error() function evaluated", call.Position)),
        new("assert", 1, 2, false, call => JsonataValues.Truth(call[0])
            ? Undefined.Value
            : throw new JsonataException(call.Has(1) ? call.Text(1) : "$assert() statement failed", call.Position)),
    ];

    private static IEnumerable<JsonataObject> Maps(BuiltinCall call) => call.List(0).OfType<JsonataObject>();

    private static JsonataArray Distinct(JsonataArray items)
    {
        var result = new JsonataArray { IsSequence = items.IsSequence };
        foreach (var item in items)
        {
            if (!result.Any(seen => JsonataValues.Equals(seen, item)))
                result.Add(item);
        }
        return result;
    }

    private static JsonataArray Zip(BuiltinCall call)
    {
        var lists = call.Arguments.TakeWhile(argument => argument is not Undefined).Select((_, i) => call.List(i)).ToList();
        var length = lists.Count == 0 ? 0 : lists.Min(list => list.Count);
        return new JsonataArray(Enumerable.Range(0, length).Select(i => (object?)new JsonataArray(lists.Select(list => list[i]))));
    }

    private static object Merge(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return Undefined.Value;
        var merged = new JsonataObject();
        foreach (var item in call.List(0))
        {
            foreach (var (name, value) in item as JsonataObject ?? throw call.Wrong(0, "an array of objects"))
                merged[name] = value;
        }
        return merged;
    }
}
