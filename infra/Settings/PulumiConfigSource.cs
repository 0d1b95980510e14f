using System.Text.Json;

namespace Nonolive.Infra.Settings;

/// <summary>
/// The settings that the Pulumi engine hands to the program. The engine's own <c>Config</c> class cannot list keys, and a
/// mistyped key must not go unnoticed, so this reads what that class reads: two environment variables that hold JSON
/// (https://github.com/pulumi/pulumi-dotnet/blob/main/sdk/Pulumi/Deployment/Deployment_Config.cs).
/// </summary>
public sealed class PulumiConfigSource : IConfigSource
{
    private readonly Dictionary<string, string> _values;
    private readonly HashSet<string> _secrets;

    private PulumiConfigSource(string stack, string? config, string? secretKeys)
    {
        Stack = stack;
        _values = config is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(config) ?? [];
        _secrets = secretKeys is null ? [] : JsonSerializer.Deserialize<HashSet<string>>(secretKeys) ?? [];
    }

    /// <inheritdoc />
    public string Stack { get; }

    /// <inheritdoc />
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>The configuration of the deployment that runs.</summary>
    public static PulumiConfigSource FromEngine(string stack) => new(
        stack,
        Environment.GetEnvironmentVariable("PULUMI_CONFIG"),
        Environment.GetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS"));

    /// <inheritdoc />
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <inheritdoc />
    public bool IsSecret(string key) => _secrets.Contains(key);
}
