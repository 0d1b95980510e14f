using System.Text.Json;

namespace Nonolive.Replication.Definition;

/// <summary>Turns a JSON text that Pulumi passes as a string into a <see cref="PropertyBag"/>.</summary>
internal static class JsonBag
{
    public static PropertyBag? Parse(string where, string json, Faults faults)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new PropertyBag(where, ObjectOf(document.RootElement), faults);
            faults.Add(ReplicationErrors.Malformed(where, $"it is a JSON {document.RootElement.ValueKind}, not an object."));
        }
        catch (JsonException e)
        {
            faults.Add(ReplicationErrors.Malformed(where, e.Message, $"{where}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}", e));
        }
        return null;
    }

    private static Dictionary<string, object?> ObjectOf(JsonElement element) =>
        element.EnumerateObject().ToDictionary(property => property.Name, property => ValueOf(property.Value), StringComparer.Ordinal);

    private static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ObjectOf(element),
        JsonValueKind.Array => element.EnumerateArray().Select(ValueOf).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
