using System.Text.Json.Nodes;

namespace Nonolive.Infra.Iam.Evaluation;

/// <summary>A policy as it is registered, read back.</summary>
internal sealed record PolicyText(string Name, IReadOnlyList<PolicyStatement> Statements)
{
    public static PolicyText Parse(string name, string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        var statements = root["Statement"] is JsonArray list ? list : [root["Statement"]!.DeepClone()];
        return new(name, [.. statements.Select(statement => PolicyStatement.Parse(name, statement!.AsObject()))]);
    }
}

/// <summary>One statement; parts of the language that the program does not write are refused rather than passed over.</summary>
internal sealed record PolicyStatement(
    string Policy, string Sid, bool Allows, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, IReadOnlyList<PolicyPrincipal> Principals,
    IReadOnlyList<PolicyCondition> Conditions)
{
    private static readonly string[] Known = ["Sid", "Effect", "Action", "Resource", "Principal", "Condition"];

    public static PolicyStatement Parse(string policy, JsonObject json)
    {
        if (json.Select(pair => pair.Key).FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
            throw new NotSupportedException($"{policy}: '{unknown}' is not evaluated.");
#pragma warning disable CA1507 // The name is the policy language's, not this record's.
        return new(
            policy, (string?)json["Sid"] ?? "", (string?)json["Effect"] == "Allow", Texts(json["Action"]), Texts(json["Resource"]),
            ReadPrincipals(json["Principal"]), ReadConditions(json["Condition"] as JsonObject));
#pragma warning restore CA1507
    }

    public override string ToString() => $"{Policy}/{Sid}";

    private static List<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => (string)item!)],
        _ => [(string)node!],
    };

    private static List<PolicyPrincipal> ReadPrincipals(JsonNode? node) => node switch
    {
        null => [],
        JsonValue => [new("*", (string)node!)],
        JsonObject map => [.. map.SelectMany(pair => Texts(pair.Value).Select(value => new PolicyPrincipal(pair.Key, value)))],
        _ => throw new NotSupportedException($"A principal is neither a text nor a map: {node}"),
    };

    private static List<PolicyCondition> ReadConditions(JsonObject? operators) =>
        [.. (operators ?? []).SelectMany(op => op.Value!.AsObject().Select(key => new PolicyCondition(op.Key, key.Key, Texts(key.Value))))];
}

/// <summary>Who a statement of a resource's policy speaks of: kind <c>AWS</c>, <c>Service</c>, <c>Federated</c> or <c>*</c>.</summary>
internal sealed record PolicyPrincipal(string Kind, string Value)
{
    /// <summary>Whether it names the actor itself, a service or everybody; an account's root is a delegation, not a name.</summary>
    public bool Names(Actor actor) => Kind switch
    {
        "*" => true,
        "Service" => actor.IsService && actor.Name == Value,
        "AWS" => Value == "*" || Value == actor.Name,
        _ => false,
    };

    public bool Delegates(Actor actor) => Kind == "AWS" && !actor.IsService && actor.AccountId.Length > 0
        && (Value == $"arn:aws:iam::{actor.AccountId}:root" || Value == actor.AccountId);
}
