using System.Globalization;
using System.Text.Json;
using Pulumi.Running;

namespace Pulumi;

/// <summary>The stack's settings under one name, the project's by default.</summary>
public sealed class Config(string? name = null)
{
    // "project:config" is how older programs name the settings of a project.
    private readonly string _name = (name ?? DeploymentRun.Require().ProjectName) is var given && given.EndsWith(":config", StringComparison.Ordinal)
        ? given[..^":config".Length]
        : given;

    public string? Get(string key) => DeploymentRun.Require().Config.Find(FullKey(key));

    public bool? GetBoolean(string key) => Parse<bool>(key, "boolean", text => text switch { "true" => true, "false" => false, _ => null });

    public int? GetInt32(string key) =>
        Parse<int>(key, "integer", text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null);

    public double? GetDouble(string key) =>
        Parse<double>(key, "number", text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null);

    public T? GetObject<T>(string key) => GetObject<T>(key, new JsonSerializerOptions());

    public T? GetObject<T>(string key, JsonSerializerOptions options) => Get(key) is { } text ? Deserialize<T>(key, text, options) : default;

    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<bool>? GetSecretBoolean(string key) => GetBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<int>? GetSecretInt32(string key) => GetInt32(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<double>? GetSecretDouble(string key) => GetDouble(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<T>? GetSecretObject<T>(string key) => Get(key) is null ? null : Output.CreateSecret(RequireObject<T>(key));

    public string Require(string key) => Get(key) ?? throw Missing(key);

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    public T RequireObject<T>(string key) => RequireObject<T>(key, new JsonSerializerOptions());

    public T RequireObject<T>(string key, JsonSerializerOptions options) =>
        Get(key) is { } text ? Deserialize<T>(key, text, options) : throw Missing(key);

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    public Output<T> RequireSecretObject<T>(string key) => Output.CreateSecret(RequireObject<T>(key));

    private string FullKey(string key) => $"{_name}:{key}";

    private T? Parse<T>(string key, string kind, Func<string, T?> parse) where T : struct =>
        Get(key) is { } text ? parse(text) ?? throw Invalid(key, text, kind) : null;

    private T Deserialize<T>(string key, string text, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, options)!;
        }
        catch (JsonException e)
        {
            throw new RunException($"{Invalid(key, text, typeof(T).FullName!).Message} ({e.Message})", e);
        }
    }

    private RunException Missing(string key) => new(
        $"Missing required configuration variable '{FullKey(key)}'; set it with the command `pulumi config set {FullKey(key)} <value>`.");

    private RunException Invalid(string key, string text, string kind) => new(
        $"Configuration '{FullKey(key)}' value '{text}' is not a valid {kind}.");
}
