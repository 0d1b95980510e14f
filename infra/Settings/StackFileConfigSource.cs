using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Nonolive.Infra.Settings;

/// <summary>
/// The settings of <c>Pulumi.STACK.yaml</c>, read without the Pulumi engine: previews, tests and the local cloud use it.
/// Defaults stand in the settings' schema, so this reads the stack's file only.
/// </summary>
public sealed class StackFileConfigSource : IConfigSource
{
    private readonly Dictionary<string, string> _values = [];
    private readonly HashSet<string> _secrets = [];

    private StackFileConfigSource(string stack) => Stack = stack;

    /// <inheritdoc />
    public string Stack { get; }

    /// <inheritdoc />
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>Reads <c>Pulumi.STACK.yaml</c> of a folder.</summary>
    /// <exception cref="Nonolive.Pipeline.Errors.UserErrorException">There is no such file, or it is no stack file.</exception>
    public static StackFileConfigSource Load(string folder, string stack)
    {
        var path = Path.Combine(folder, $"Pulumi.{stack}.yaml");
        return File.Exists(path) ? Parse(File.ReadAllText(path), path, stack) : throw SettingsErrors.NoStackFile(path, stack);
    }

    internal static StackFileConfigSource Parse(string yaml, string path, string stack)
    {
        var source = new StackFileConfigSource(stack);
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 0)
                return source;
            if (stream.Documents[0].RootNode is not YamlMappingNode root)
                throw SettingsErrors.NotAStackFile(path, 1, 1, "it is not a map");
            foreach (var (name, value) in root.Children)
            {
                if (name is YamlScalarNode { Value: "config" })
                    source.ReadConfig(value, path);
            }
            return source;
        }
        catch (YamlException e)
        {
            throw SettingsErrors.NotAStackFile(path, e.Start.Line, e.Start.Column, e.Message);
        }
    }

    /// <inheritdoc />
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <inheritdoc />
    public bool IsSecret(string key) => _secrets.Contains(key);

    private void ReadConfig(YamlNode node, string path)
    {
        if (node is not YamlMappingNode map)
            throw SettingsErrors.NotAStackFile(path, node.Start.Line, node.Start.Column, "'config' is not a map");
        foreach (var (name, value) in map.Children)
        {
            var key = ((YamlScalarNode)name).Value!;
            if (value is YamlMappingNode secret && secret.Children.Keys.Any(k => k is YamlScalarNode { Value: "secure" }))
                _secrets.Add(key);
            _values[key] = value is YamlScalarNode scalar ? scalar.Value ?? "" : ToJson(value)!.ToJsonString();
        }
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlMappingNode map => new JsonObject(map.Children.Select(pair =>
            KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlScalarNode scalar => Scalar(scalar),
        _ => null,
    };

    // A quoted scalar is text; a plain one is what the engine would make of it.
    private static JsonValue? Scalar(YamlScalarNode scalar) => scalar switch
    {
        { Style: not ScalarStyle.Plain } => JsonValue.Create(scalar.Value),
        { Value: "true" or "false" } => JsonValue.Create(scalar.Value == "true"),
        { Value: "" or "~" or "null" or null } => null,
        _ when long.TryParse(scalar.Value, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(scalar.Value),
    };
}
