using System.Text.Json;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>The provider's own schema, and the way from Pulumi's names to its.</summary>
internal sealed class ProviderSchema(JsonElement resources)
{
    // Where the two differ by more than spelling.
    private static readonly Dictionary<string, string> Types = new()
    {
        ["aws:rds/subnetGroup:SubnetGroup"] = "aws_db_subnet_group",
        ["aws:s3/bucketObjectv2:BucketObjectv2"] = "aws_s3_object",
    };

    private static readonly Dictionary<string, string> Modules = new() { ["costexplorer"] = "ce" };

    private static readonly Dictionary<(string Type, string Field), string> Fields = new()
    {
        [("aws_cloudwatch_metric_alarm", "name")] = "alarm_name",
        [("aws_sns_topic_subscription", "topic")] = "topic_arn",
        [("aws_lambda_function", "code")] = "filename",
        [("aws_lambda_function", "name")] = "function_name",
        [("aws_vpc_endpoint", "serviceRegion")] = "service_region",
    };

    public string TypeOf(string token)
    {
        if (Types.TryGetValue(token, out var known))
            return known;
        var (module, name) = (token.Split(':')[1].Split('/')[0], Snake(token.Split(':')[1].Split('/')[1]));
        string[] candidates = [$"aws_{Modules.GetValueOrDefault(module, module)}_{name}", $"aws_{name}", $"aws_db_{name}"];
        return candidates.FirstOrDefault(candidate => resources.TryGetProperty(candidate, out _))
            ?? throw new KeyNotFoundException($"The provider has none of {string.Join(", ", candidates)} for {token}.");
    }

    public JsonElement BlockOf(string type) => resources.GetProperty(type).GetProperty("block");

    /// <summary>The field of a block that a Pulumi name means, or null where the provider has none.</summary>
    public static string? FieldOf(JsonElement block, string type, string name)
    {
        if (Fields.TryGetValue((type, name), out var known))
            return known;
        var snake = Snake(name);
        string?[] candidates =
        [
            snake, Singular(snake), snake.Replace("_ids", "_id_s", StringComparison.Ordinal), $"{snake}s", $"{snake}_list",
            snake.EndsWith("_lists", StringComparison.Ordinal) ? snake[..^1] : null,
        ];
        var names = Names(block).ToList();
        return candidates.FirstOrDefault(candidate => candidate is not null && names.Contains(candidate))
            ?? names.FirstOrDefault(candidate => Flat(candidate) == Flat(snake) || Flat(candidate) == Flat(Singular(snake)));
    }

    public static string Snake(string name)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsAsciiLetterUpper(name[i]) && i > 0 && !char.IsAsciiLetterUpper(name[i - 1]))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    private static IEnumerable<string> Names(JsonElement block) =>
        new[] { "attributes", "block_types" }.SelectMany(kind => block.TryGetProperty(kind, out var map) ? map.EnumerateObject().Select(p => p.Name) : []);

    private static string Flat(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private static string Singular(string name) => name switch
    {
        _ when name.EndsWith("ies", StringComparison.Ordinal) => name[..^3] + "y",
        _ when name.EndsWith("sses", StringComparison.Ordinal) => name[..^2],
        _ when name.EndsWith('s') => name[..^1],
        _ => name,
    };
}
