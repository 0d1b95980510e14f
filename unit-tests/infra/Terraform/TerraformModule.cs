using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nonolive.Infra.Preview;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>The registrations of stacks in the provider's own words, as one configuration: a label begins with its stack's name.</summary>
/// <param name="schema">The provider's words.</param>
/// <param name="package">The zip file that stands for a function's archive.</param>
internal sealed partial class TerraformModule(ProviderSchema schema, string package)
{
    // What AWS and Pulumi.Aws 7 have and this version of the provider refuses, and what stands for it; with the reason in docs/infrastructure.md.
    private static readonly Dictionary<(string Type, string Field, string Value), string> Newer = new() { [("aws_lambda_function", "runtime", "dotnet10")] = "dotnet8" };

    /// <summary>Arguments that this version of the provider does not know: resource's type and argument.</summary>
    public HashSet<(string Type, string Argument)> Unknown { get; } = [];

    /// <summary>The resources by type and label.</summary>
    public JsonObject Resources { get; } = [];

    public int Count { get; private set; }

    public void Add(string stack, StackRegistration registration, Func<RegisteredResource, bool> isWanted)
    {
        var wanted = registration.Resources.Where(resource => resource.Type.StartsWith("aws:", StringComparison.Ordinal)).Where(isWanted).ToList();
        foreach (var resource in wanted)
        {
            var type = schema.TypeOf(resource.Type);
            var ofType = Resources[type] as JsonObject ?? [];
            ofType[Label(stack, resource.Name)] = Block(new(stack, resource.Type, type), schema.BlockOf(type), resource.Inputs);
            Resources[type] = ofType;
            Count++;
        }
    }

    private JsonObject Block(Owner owner, JsonElement block, JsonObject inputs)
    {
        var result = new JsonObject();
        foreach (var (name, value) in inputs)
        {
            if (ProviderSchema.FieldOf(block, owner.Type, name) is not { } field)
                Unknown.Add((owner.Token, name));
            else if (block.TryGetProperty("block_types", out var blocks) && blocks.TryGetProperty(field, out var nested))
                result[field] = Nested(owner, nested.GetProperty("block"), value);
            else if ((owner.Type, field) is ("aws_lambda_function", "filename"))
                result[field] = package;
            else if (value is JsonValue text && text.TryGetValue<string>(out var given) && Newer.TryGetValue((owner.Type, field, given), out var older))
                result[field] = older;
            else
                result[field] = Attribute(owner, block.GetProperty("attributes").GetProperty(field), value);
        }
        return result;
    }

    private JsonArray? Nested(Owner owner, JsonElement block, JsonNode? value) => value switch
    {
        JsonArray list => new JsonArray([.. list.Select(item => (JsonNode)Block(owner, block, item!.AsObject()))]),
        JsonObject map => new JsonArray(Block(owner, block, map)),
        _ => throw new NotSupportedException($"{owner.Token}: {value} is no block."),
    };

    private JsonNode? Attribute(Owner owner, JsonElement attribute, JsonNode? value)
    {
        if (attribute.TryGetProperty("nested_type", out var nested))
            return Nested(owner, nested, value);
        // A single text where the provider has a list: Pulumi writes a list of one as it was given.
        var isList = attribute.GetProperty("type") is { ValueKind: JsonValueKind.Array } kind && kind[0].GetString() is "list" or "set";
        return isList && value is not JsonArray ? new JsonArray(Texts(owner, value)) : Texts(owner, value);
    }

    private JsonNode? Texts(Owner owner, JsonNode? value) => value switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Texts(owner, pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => Texts(owner, item))]),
        JsonValue text when text.TryGetValue<string>(out var content) => JsonValue.Create(Text(owner, content)),
        _ => value?.DeepClone(),
    };

    // A placeholder becomes a reference; whatever else looks like a template is content.
    private string Text(Owner owner, string content) => Template().Replace(content, match => match.Groups["type"].Success
        ? Reference(owner.Stack, match.Groups["type"].Value, match.Groups["name"].Value, match.Groups["property"].Value)
        : match.Value[0] + match.Value);

    private string Reference(string stack, string token, string name, string property)
    {
        var type = schema.TypeOf(token);
        var field = property == "id" ? "id" : ProviderSchema.FieldOf(schema.BlockOf(type), type, property);
        return $"${{{type}.{Label(stack, name)}.{field}}}";
    }

    public static string Label(string stack, string name) => Illegal().Replace($"{stack}--{name}", "_");

    private sealed record Owner(string Stack, string Token, string Type);

    [GeneratedRegex(@"\$\{(?<type>aws:[^|}]+)\|(?<name>[^|}]+)\|(?<property>\w+)\}|[$%]\{")]
    private static partial Regex Template();

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex Illegal();
}
