using System.Text.Json.Nodes;
using Nonolive.Pipeline.Lake;

namespace Nonolive.Infra.Replication;

/// <summary>
/// Which tables are replicated, each named explicitly so that a new one is a decision, and the column that orders changes
/// (https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TableMapping.html).
/// </summary>
public static class TableMappings
{
    /// <summary>The rules' JSON for some tables of the replicated schema.</summary>
    public static string Of(IReadOnlyList<string> tables)
    {
        var rules = new JsonArray();
        foreach (var table in tables)
        {
            rules.Add((JsonNode)new JsonObject
            {
                ["rule-type"] = "selection",
                ["rule-id"] = $"{rules.Count + 1}",
                ["rule-name"] = $"include-{table}",
                ["object-locator"] = new JsonObject { ["schema-name"] = LakeLayout.AuroraSchema, ["table-name"] = table },
                ["rule-action"] = "include",
                ["filters"] = new JsonArray(),
            });
        }
        rules.Add((JsonNode)new JsonObject
        {
            ["rule-type"] = "transformation",
            ["rule-id"] = $"{rules.Count + 1}",
            ["rule-name"] = "add-change-seq",
            ["rule-target"] = "column",
            ["object-locator"] = new JsonObject { ["schema-name"] = LakeLayout.AuroraSchema, ["table-name"] = "%" },
            ["rule-action"] = "add-column",
            ["value"] = "change_seq",
            ["expression"] = "$AR_H_CHANGE_SEQ",
            ["data-type"] = new JsonObject { ["type"] = "string", ["length"] = 50 },
        });
        return new JsonObject { ["rules"] = rules }.ToJsonString();
    }
}
