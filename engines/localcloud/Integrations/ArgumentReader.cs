using System.Text.Json;
using System.Text.Json.Nodes;
using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Integrations;

/// <summary>Reads a task's arguments by type.</summary>
internal static class ArgumentReader
{
    public static string Text(this JsonObject arguments, string name) =>
        arguments.OptionalText(name) ?? throw Wrong(name, "is missing");

    public static string? OptionalText(this JsonObject arguments, string name) => arguments[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw Wrong(name, "must be a string"),
    };

    public static int? OptionalWhole(this JsonObject arguments, string name) => arguments[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => (int)double.Parse(value.ToJsonString()),
        _ => throw Wrong(name, "must be a number"),
    };

    public static JsonObject Map(this JsonObject arguments, string name) => arguments[name] as JsonObject ?? throw Wrong(name, "must be an object");

    /// <summary>Refuses the fields of a nested object that are not known.</summary>
    public static JsonObject Only(this JsonObject map, string path, params string[] known)
    {
        var unknown = map.Select(field => field.Key).FirstOrDefault(field => !known.Contains(field));
        return unknown is null ? map : throw Wrong($"{path}.{unknown}", "is not understood");
    }

    private static StateFailure Wrong(string name, string problem) => new("States.Runtime", $"The argument '{name}' {problem}.");
}
