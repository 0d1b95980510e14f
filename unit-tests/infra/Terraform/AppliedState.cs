using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>What the provider read back of the resources that were applied, and how it differs from what they were made of.</summary>
internal sealed partial class AppliedState
{
    private readonly Dictionary<(string Type, string Label), JsonObject> _resources = [];

    private AppliedState(JsonObject state)
    {
        foreach (var resource in state["resources"]!.AsArray())
            _resources.Add(((string)resource!["type"]!, (string)resource["name"]!), resource["instances"]![0]!["attributes"]!.AsObject());
    }

    public int Count => _resources.Count;

    /// <summary>Reads the state that a plan refreshed before it compared; it lies in the plan's file.</summary>
    public static AppliedState OfPlan(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        using var entry = archive.GetEntry("tfstate")!.Open();
        return new AppliedState(JsonNode.Parse(entry)!.AsObject());
    }

    public JsonObject Of(string type, string label) => _resources[(type, label)];

    /// <summary>Every argument that was not read back as it was given, as type and path.</summary>
    public IEnumerable<(string Type, string Path, string Detail)> Differences(JsonObject configuration) =>
        from type in configuration
        from resource in type.Value!.AsObject()
        let read = _resources.GetValueOrDefault((type.Key, resource.Key))
        from difference in read is null
            ? [("", $"{resource.Key}: it is not there")]
            : Differences("", resource.Value, read).Select(found => (found.Path, $"{resource.Key}: {found.Detail}"))
        select (type.Key, difference.Item1, difference.Item2);

    private IEnumerable<(string Path, string Detail)> Differences(string path, JsonNode? given, JsonNode? read)
    {
        switch (given)
        {
            case null:
                return [];
            case JsonObject map when read is JsonObject other:
                return map.Where(pair => pair.Key is not ("lifecycle" or "depends_on"))
                    .SelectMany(pair => Differences(path.Length == 0 ? pair.Key : $"{path}.{pair.Key}", pair.Value, other[pair.Key]));
            // Most lists are sets to AWS; which of them keep their order, the plan itself says.
            case JsonArray list when read is JsonArray others && list.Count == others.Count:
                return list.Where(item => others.All(other => Differences(path, item, other).Any()))
                    .Select(item => (path, $"{item?.ToJsonString()} is not among {others.ToJsonString()}"));
            case JsonValue value when read is JsonValue other && IsSame(Resolved(value.ToString()), other.ToString()):
                return [];
            default:
                return [(path, $"given {given.ToJsonString()}, read {read?.ToJsonString() ?? "nothing"}")];
        }
    }

    private static bool IsSame(string given, string read) => given == read || (given is ['{' or '[', ..] && JsonNode.DeepEquals(JsonNode.Parse(given), JsonNode.Parse(read)));

    private string Resolved(string text) => Reference().Replace(text, match => match.Groups["type"].Success
        ? $"{_resources[(match.Groups["type"].Value, match.Groups["label"].Value)][match.Groups["field"].Value]}"
        : match.Value[1..]);

    [GeneratedRegex(@"\$\{(?<type>aws_\w+)\.(?<label>[\w-]+)\.(?<field>\w+)\}|\$\$\{|%%\{")]
    private static partial Regex Reference();
}
