using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Running;

/// <summary>The settings that the engine hands over in the environment variable PULUMI_CONFIG.</summary>
internal sealed class ConfigValues(ImmutableDictionary<string, string> values)
{
    public string? Find(string key) => values.GetValueOrDefault(key);

    public static ConfigValues FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("PULUMI_CONFIG") is not { } text)
            return new ConfigValues(ImmutableDictionary<string, string>.Empty);
        using var json = JsonDocument.Parse(text);
        return new ConfigValues(json.RootElement.EnumerateObject().ToImmutableDictionary(
            entry => entry.Name,
            entry => entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText()));
    }
}
