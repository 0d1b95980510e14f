using System.Globalization;
using System.Text.Json;

namespace Nonolive.IntegrationTests;

/// <summary>JSON rows as text that two writers agree on: decimals without trailing zeros, letters as they are.</summary>
internal static class Canonical
{
    public static string Text(JsonElement row) =>
        "{" + string.Join(',', row.EnumerateObject().Select(property => $"\"{property.Name}\":{Value(property.Value)}")) + "}";

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDecimal().ToString("0.############", CultureInfo.InvariantCulture),
        JsonValueKind.String => $"\"{value.GetString()}\"",
        _ => value.GetRawText(),
    };
}
