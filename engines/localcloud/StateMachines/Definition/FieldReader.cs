using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nonolive.LocalCloud.StateMachines.Definition;

/// <summary>Reads the fields of one JSON object by type, and remembers which so that the rest can be refused.</summary>
internal sealed class FieldReader(JsonObject map, string path, Action<string, string> fault)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public string? Text(string name) => Take(name) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => Wrong<string>(name, "a string"),
    };

    public bool? Flag(string name) => Take(name) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => Wrong<bool?>(name, "true or false"),
    };

    public double? Number(string name) => Take(name) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => double.Parse(value.ToJsonString()),
        _ => Wrong<double?>(name, "a number"),
    };

    public JsonObject? Map(string name) => Take(name) switch
    {
        null => null,
        JsonObject inner => inner,
        _ => Wrong<JsonObject>(name, "an object"),
    };

    public IReadOnlyList<JsonObject> Maps(string name)
    {
        var node = Take(name);
        if (node is null)
            return [];
        if (node is JsonArray array && array.All(item => item is JsonObject))
            return [.. array.Select(item => item!.AsObject())];
        fault($"{path}.{name}", "must be an array of objects");
        return [];
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (Take(name) is JsonArray array && array.All(item => item?.GetValueKind() == JsonValueKind.String))
            return [.. array.Select(item => item!.GetValue<string>())];
        fault($"{path}.{name}", "must be an array of strings");
        return [];
    }

    public Template? Template(string name)
    {
        if (!map.ContainsKey(name))
            return null;
        _read.Add(name);
        return Definition.Template.Read(map[name], $"{path}.{name}", fault);
    }

    public void RefuseOthers()
    {
        foreach (var (name, _) in map)
        {
            if (!_read.Contains(name))
                fault($"{path}.{name}", "is not a field that is understood here");
        }
    }

    private JsonNode? Take(string name)
    {
        _read.Add(name);
        return map[name];
    }

    private T? Wrong<T>(string name, string expected)
    {
        fault($"{path}.{name}", $"must be {expected}");
        return default;
    }
}
