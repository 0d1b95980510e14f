namespace Nonolive.LocalCloud.Jsonata;

/// <summary>Fields and wildcards; both look through arrays.</summary>
internal static class JsonataLookup
{
    public static object? Field(object? input, string name)
    {
        switch (input)
        {
            case JsonataObject map:
                return map.TryGetValue(name, out var value) ? value : Undefined.Value;
            case JsonataArray array:
                var found = JsonataArray.Sequence();
                foreach (var item in array)
                {
                    var inner = Field(item, name);
                    if (inner is JsonataArray many)
                        found.AddRange(many);
                    else if (inner is not Undefined)
                        found.Add(inner);
                }
                return found;
            default:
                return Undefined.Value;
        }
    }

    public static JsonataArray Values(object? input, bool deep)
    {
        var found = JsonataArray.Sequence();
        if (deep)
        {
            if (input is not Undefined)
                Descend(input, found);
            return found;
        }
        IEnumerable<object?> values = input switch
        {
            JsonataObject map => map.Values,
            JsonataArray array => array.OfType<JsonataObject>().SelectMany(map => map.Values),
            _ => [],
        };
        foreach (var value in values)
        {
            if (value is JsonataArray many)
                found.AddRange(Flat(many));
            else
                found.Add(value);
        }
        return found;
    }

    private static IEnumerable<object?> Flat(JsonataArray array) =>
        array.SelectMany(item => item is JsonataArray inner ? Flat(inner) : [item]);

    private static void Descend(object? value, JsonataArray found)
    {
        if (value is not JsonataArray)
            found.Add(value);
        var children = value switch { JsonataArray array => array, JsonataObject map => map.Values, _ => Enumerable.Empty<object?>() };
        foreach (var child in children)
            Descend(child, found);
    }
}
