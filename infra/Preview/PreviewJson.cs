using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Nonolive.Infra.Preview;

/// <summary>A preview for programs.</summary>
internal static class PreviewJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Render(PreviewReport report) => new JsonObject
    {
        ["stack"] = report.Settings.Stack,
        ["against"] = report.AgainstName.Length > 0 ? report.AgainstName : null,
        ["exitCode"] = report.ExitCode,
        ["changes"] = new JsonArray([.. report.Changes.Select(change => new JsonObject
        {
            ["kind"] = JsonSerializer.SerializeToNode(change.Kind, Format),
            ["type"] = change.Resource.Type,
            ["name"] = change.Resource.Name,
            ["refused"] = change.IsRefused,
            ["properties"] = JsonSerializer.SerializeToNode(change.Properties, Format),
        })]),
        ["rights"] = JsonSerializer.SerializeToNode(report.IamChanges, Format),
        ["costs"] = new JsonObject
        {
            ["knownTotal"] = report.Costs.KnownTotal,
            ["lines"] = JsonSerializer.SerializeToNode(report.Costs.Lines, Format),
            ["assumptions"] = JsonSerializer.SerializeToNode(report.Costs.Assumptions, Format),
        },
        ["promotionWarning"] = report.PromotionWarning,
        ["registration"] = JsonNode.Parse(report.Registration.ToJson()),
    }.ToJsonString(Format);
}
