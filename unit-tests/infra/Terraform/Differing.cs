using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nonolive.Infra.Preview;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>The resources of a registration that another does not have in the same form, with all that they refer to.</summary>
internal static partial class Differing
{
    public static HashSet<RegisteredResource> From(StackRegistration baseline, StackRegistration registration)
    {
        var known = baseline.Resources.ToDictionary(resource => resource.Key);
        var all = registration.Resources.ToDictionary(resource => resource.Key);
        var wanted = new HashSet<RegisteredResource>();
        var waiting = new Queue<RegisteredResource>(registration.Resources.Where(resource =>
            !known.TryGetValue(resource.Key, out var same) || !JsonNode.DeepEquals(same.Inputs, resource.Inputs)));
        while (waiting.TryDequeue(out var resource))
        {
            if (!wanted.Add(resource))
                continue;
            foreach (Match reference in Reference().Matches(resource.Inputs.ToJsonString(Plain)))
                waiting.Enqueue(all[$"{reference.Groups["type"].Value} {reference.Groups["name"].Value}"]);
        }
        return wanted;
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"\$\{(?<type>aws:[^|}]+)\|(?<name>[^|}]+)\|\w+\}")]
    private static partial Regex Reference();
}
