using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nonolive.Infra.Preview;

/// <summary>Everything that the program registers for a stack; can be saved and compared with another.</summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="Resources">The resources, ordered by type and name.</param>
/// <param name="Outputs">The stack's outputs.</param>
public sealed record StackRegistration(string Stack, IReadOnlyList<RegisteredResource> Resources, IReadOnlyDictionary<string, string> Outputs)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All resources of a type.</summary>
    public IEnumerable<RegisteredResource> OfType(string type) => Resources.Where(resource => resource.Type == type);

    /// <summary>The resource of a type and name.</summary>
    public RegisteredResource Resource(string type, string name) => Resources.Single(resource => resource.Type == type && resource.Name == name);

    /// <summary>The registration as JSON, the same text for the same program.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="Nonolive.Pipeline.Errors.UserErrorException">The text is no registration.</exception>
    public static StackRegistration Parse(string json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<StackRegistration>(json, Format) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw PreviewErrors.NotARegistration(path, e);
        }
    }

    /// <summary>Reads a saved registration.</summary>
    /// <exception cref="Nonolive.Pipeline.Errors.UserErrorException">There is no such file, or it is no registration.</exception>
    public static async Task<StackRegistration> LoadAsync(string path, CancellationToken cancellation = default)
    {
        try
        {
            return Parse(await File.ReadAllTextAsync(path, cancellation), path);
        }
        catch (IOException e)
        {
            throw PreviewErrors.NotARegistration(path, e);
        }
    }
}
