using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nonolive.Infra.Preview;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>A stack's registrations in the provider's own words.</summary>
internal sealed partial class TerraformModule(ProviderSchema schema)
{
    /// <summary>Arguments that this version of the provider does not know: resource's type and argument.</summary>
    public List<(string Type, string Argument)> Unknown { get; } = [];

    public int Resources { get; private set; }

    public JsonObject Of(StackRegistration registration, Func<RegisteredResource, bool> isWanted)
    {
        var resources = new JsonObject();
        foreach (var resource in registration.Resources.Where(resource => resource.Type.StartsWith("aws:", StringComparison.Ordinal)).Where(isWanted))
        {
            var type = schema.TypeOf(resource.Type);
            var ofType = resources[type] as JsonObject ?? [];
            ofType[Label(resource.Name)] = Block(resource.Type, type, schema.BlockOf(type), resource.Inputs);
            resources[type] = ofType;
            Resources++;
        }
        return new JsonObject
        {
            ["terraform"] = new JsonObject { ["required_providers"] = new JsonObject { ["aws"] = new JsonObject { ["source"] = "hashicorp/aws" } } },
            ["resource"] = resources,
        };
    }

    private JsonObject Block(string token, string type, JsonElement block, JsonObject inputs)
    {
        var result = new JsonObject();
        foreach (var (name, value) in inputs)
        {
            if (ProviderSchema.FieldOf(block, type, name) is not { } field)
                Unknown.Add((token, name));
            else if (block.TryGetProperty("block_types", out var blocks) && blocks.TryGetProperty(field, out var nested))
                result[field] = Nested(token, type, nested.GetProperty("block"), value);
            else
                result[field] = Attribute(token, type, block.GetProperty("attributes").GetProperty(field), value);
        }
        return result;
    }

    private JsonArray? Nested(string token, string type, JsonElement block, JsonNode? value) => value switch
    {
        JsonArray list => new JsonArray([.. list.Select(item => (JsonNode)Block(token, type, block, item!.AsObject()))]),
        JsonObject map => new JsonArray(Block(token, type, block, map)),
        _ => throw new NotSupportedException($"{token}: {value} is no block."),
    };

    private JsonNode? Attribute(string token, string type, JsonElement attribute, JsonNode? value)
    {
        if (attribute.TryGetProperty("nested_type", out var nested))
            return Nested(token, type, nested, value);
        // A single text where the provider has a list: Pulumi writes a list of one as it was given.
        var isList = attribute.GetProperty("type") is { ValueKind: JsonValueKind.Array } kind && kind[0].GetString() is "list" or "set";
        return isList && value is not JsonArray ? new JsonArray(Texts(value)) : Texts(value);
    }

    private JsonNode? Texts(JsonNode? value) => value switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Texts(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Texts)]),
        JsonValue text when text.TryGetValue<string>(out var content) => JsonValue.Create(Text(content)),
        _ => value?.DeepClone(),
    };

    // A placeholder becomes a reference; whatever else looks like a template is content.
    private string Text(string content) => Template().Replace(content, match => match.Groups["type"].Success
        ? Reference(match.Groups["type"].Value, match.Groups["name"].Value, match.Groups["property"].Value)
        : match.Value[0] + match.Value);

    private string Reference(string token, string name, string property)
    {
        var type = schema.TypeOf(token);
        var field = property == "id" ? "id" : ProviderSchema.FieldOf(schema.BlockOf(type), type, property);
        return $"${{{type}.{Label(name)}.{field}}}";
    }

    private static string Label(string name) => Illegal().Replace(name, "_");

    [GeneratedRegex(@"\$\{(?<type>aws:[^|}]+)\|(?<name>[^|}]+)\|(?<property>\w+)\}|[$%]\{")]
    private static partial Regex Template();

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex Illegal();
}
