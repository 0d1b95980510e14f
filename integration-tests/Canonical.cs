using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nonolive.IntegrationTests;

/// <summary>JSON rows as text that two writers agree on: decimals without trailing zeros, letters unescaped.</summary>
internal static class Canonical
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonElement row) => new JsonObject(row.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Value(property.Value))))
        .ToJsonString(Plain);

    private static JsonNode? Value(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? JsonNode.Parse(value.GetDecimal().ToString("0.############", CultureInfo.InvariantCulture))
        : JsonNode.Parse(value.GetRawText());
}
