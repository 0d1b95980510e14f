using System.Text.Json.Nodes;
using Pulumi;

namespace Nonolive.Infra.Iam;

/// <summary>One statement of a policy; resources and condition values may be outputs of other resources.</summary>
internal sealed record Statement(string Sid, string Effect, IReadOnlyList<string> Actions, InputList<string> Resources)
{
    public Principal? Principal { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    public static Statement Allow(string sid, IReadOnlyList<string> actions, InputList<string> resources, params Condition[] conditions) =>
        new(sid, "Allow", actions, resources) { Conditions = conditions };

    public static Statement Deny(string sid, IReadOnlyList<string> actions, InputList<string> resources, params Condition[] conditions) =>
        new(sid, "Deny", actions, resources) { Conditions = conditions };

    public Statement To(Principal principal) => this with { Principal = principal };

    public Output<JsonObject> ToJson()
    {
        var conditions = Output.All(Conditions.Select(condition => condition.Values.ToOutput()));
        var principal = Principal is null ? Output.Create(Enumerable.Empty<string>().ToList()) : Principal.Values.ToOutput().Apply(values => values.ToList());
        return Output.Tuple(Resources.ToOutput(), conditions, principal).Apply(parts => Build([.. parts.Item1], [.. parts.Item2.Select(v => v.ToList())], parts.Item3));
    }

    private JsonObject Build(IReadOnlyList<string> resources, IReadOnlyList<IReadOnlyList<string>> conditionValues, IReadOnlyList<string> principals)
    {
#pragma warning disable CA1507 // The names are the policy language's, not this record's.
        var json = new JsonObject { ["Sid"] = Sid, ["Effect"] = Effect };
        if (Principal is not null)
            json["Principal"] = Principal.Kind == Principal.Everybody ? "*" : new JsonObject { [Principal.Kind] = OneOrMore(principals) };
#pragma warning restore CA1507
        json["Action"] = OneOrMore(Actions);
        // A trust policy speaks of the role that it belongs to.
        if (resources.Count > 0)
            json["Resource"] = OneOrMore(resources);
        if (Conditions.Count > 0)
        {
            var operators = new JsonObject();
            foreach (var (condition, values) in Conditions.Zip(conditionValues))
            {
                var keys = operators[condition.Operator] as JsonObject ?? [];
                keys[condition.Key] = OneOrMore(values);
                operators[condition.Operator] = keys;
            }
            json["Condition"] = operators;
        }
        return json;
    }

    private static JsonNode OneOrMore(IReadOnlyList<string> texts) =>
        texts is [var only] ? JsonValue.Create(only) : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
}

/// <summary>Who a resource's policy speaks of.</summary>
internal sealed record Principal(string Kind, InputList<string> Values)
{
    public const string Everybody = "*";

    public static Principal Anyone { get; } = new(Everybody, new InputList<string>());

    public static Principal Service(params string[] names) => new("Service", names);

    public static Principal Account(string accountId) => new("AWS", new[] { $"arn:aws:iam::{accountId}:root" });

    public static Principal Aws(InputList<string> arns) => new("AWS", arns);
}

/// <summary>When a statement holds: <c>{ Operator: { Key: Values } }</c>.</summary>
internal sealed record Condition(string Operator, string Key, InputList<string> Values)
{
    public static Condition Equal(string key, Input<string> value) => new("StringEquals", key, value);

    public static Condition Equal(string key, params string[] values) => new("StringEquals", key, values);

    public static Condition NotEqual(string key, params string[] values) => new("StringNotEquals", key, values);

    public static Condition Like(string key, InputList<string> values) => new("StringLike", key, values);

    public static Condition ArnLike(string key, InputList<string> values) => new("ArnLike", key, values);

    public static Condition ArnEquals(string key, InputList<string> values) => new("ArnEquals", key, values);

    public static Condition Is(string key, bool value) => new("Bool", key, value ? "true" : "false");
}
