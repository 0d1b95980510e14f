using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Mocks;

namespace Nonolive.LocalCloud.StateMachines;

/// <summary>
/// The event that Step Functions sends when an execution ends, and the rules that wait for it
/// (https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html).
/// </summary>
internal sealed class ExecutionEnd(LocalStateMachine machine, LocalExecution execution, ExecutionResult result, DateTimeOffset endedAt)
{
    private const string Rule = "aws:cloudwatch/eventRule:EventRule";

    public JsonObject Event { get; } = new()
    {
        ["source"] = "aws.states",
        ["detail-type"] = "Step Functions Execution Status Change",
        ["resources"] = new JsonArray(execution.Arn),
        // Without input and output, which are left out where a key of one's own encrypts them.
        ["detail"] = new JsonObject
        {
            ["executionArn"] = execution.Arn,
            ["stateMachineArn"] = machine.Arn,
            ["name"] = execution.Name,
            ["status"] = result.Status switch
            {
                ExecutionStatus.TimedOut => "TIMED_OUT",
                var status => status.ToString().ToUpperInvariant(),
            },
            ["startDate"] = execution.StartedAt.ToUnixTimeMilliseconds(),
            ["stopDate"] = endedAt.ToUnixTimeMilliseconds(),
        },
    };

    /// <summary>The targets of the rules that the event meets, with what each is given.</summary>
    public IEnumerable<(string Arn, JsonNode Input)> Targets(Inventory inventory) =>
        from rule in inventory.OfType(Rule)
        where rule.Text("eventPattern") is { } pattern && Meets(rule.Name, JsonNode.Parse(pattern)!.AsObject(), Event)
        from target in inventory.OfType("aws:cloudwatch/eventTarget:EventTarget")
        where target.Text("rule") == rule.Text("name")
        select (target.Text("arn")!, Input(target));

    private JsonNode Input(InventoryResource target) => target.Text("inputPath") switch
    {
        null => Event.DeepClone(),
        "$.detail" => Event["detail"]!.DeepClone(),
        var path => throw LocalCloudErrors.UnknownResourceInput(target.Type, target.Name, [$"inputPath '{path}'"]),
    };

    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
    private static bool Meets(string rule, JsonObject pattern, JsonNode? found) => pattern.All(field => field.Value switch
    {
        JsonObject nested => Meets(rule, nested, found?[field.Key]),
        JsonArray values => values.Any(value => Values(found?[field.Key]).Any(text => Meets(rule, field.Key, value!, text))),
        _ => throw LocalCloudErrors.UnknownResourceInput(Rule, rule, [$"eventPattern.{field.Key}"]),
    });

    private static bool Meets(string rule, string field, JsonNode value, string found) => value switch
    {
        JsonValue exact => exact.ToString() == found,
        JsonObject { Count: 1 } map when map["prefix"] is { } prefix => found.StartsWith((string)prefix!, StringComparison.Ordinal),
        _ => throw LocalCloudErrors.UnknownResourceInput(Rule, rule, [$"eventPattern.{field}: {value.ToJsonString()}"]),
    };

    private static IEnumerable<string> Values(JsonNode? found) => found switch
    {
        null => [],
        JsonArray list => list.Select(item => item!.ToString()),
        _ => [found.ToString()],
    };
}
