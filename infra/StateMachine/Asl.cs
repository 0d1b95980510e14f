using System.Text.Json.Nodes;

namespace Nonolive.Infra.StateMachine;

/// <summary>The few forms of Amazon States Language that the program emits: https://states-language.net/spec.html</summary>
internal static class Asl
{
    public static JsonObject Task(string integration, JsonObject arguments) => new()
    {
        ["Type"] = "Task",
        ["Resource"] = $"arn:aws:states:::{integration}",
        ["Arguments"] = arguments,
    };

    public static JsonObject Pass(JsonObject assign) => new() { ["Type"] = "Pass", ["Assign"] = assign };

    public static JsonObject Choice(string otherwise, params (string Condition, string Next)[] branches) => new()
    {
        ["Type"] = "Choice",
        ["Choices"] = new JsonArray([.. branches.Select(b => new JsonObject { ["Condition"] = b.Condition, ["Next"] = b.Next })]),
        ["Default"] = otherwise,
    };

    // One at a time, unless told otherwise: days build on the snapshots of the day before, and manifests must not overtake each other.
    public static JsonObject Map(string items, JsonObject processor, int concurrency = 1) => new()
    {
        ["Type"] = "Map",
        ["Items"] = items,
        ["MaxConcurrency"] = concurrency,
        ["ItemProcessor"] = processor,
    };

    public static JsonObject Parallel(params JsonObject[] branches) => new() { ["Type"] = "Parallel", ["Branches"] = new JsonArray([.. branches]) };

    public static JsonObject Fail(string error, string cause) => new() { ["Type"] = "Fail", ["Error"] = error, ["Cause"] = cause };

    public static JsonObject Succeed() => new() { ["Type"] = "Succeed" };

    public static JsonObject Flow(params (string Name, JsonObject State)[] states) => new()
    {
        ["StartAt"] = states[0].Name,
        ["States"] = new JsonObject(states.Select(state => KeyValuePair.Create(state.Name, (JsonNode?)state.State))),
    };

    public static JsonObject Then(this JsonObject state, string next) => state.With("Next", next);

    public static JsonObject End(this JsonObject state) => state.With("End", true);

    public static JsonObject Assign(this JsonObject state, JsonObject variables) => state.With("Assign", variables);

    public static JsonObject Output(this JsonObject state, JsonNode output) => state.With("Output", output);

    public static JsonObject Retry(this JsonObject state, string error, int attempts, int seconds) => state.With("Retry", new JsonArray(new JsonObject
    {
        ["ErrorEquals"] = new JsonArray(error),
        ["IntervalSeconds"] = seconds,
        ["MaxAttempts"] = attempts,
        ["BackoffRate"] = 2,
        // Jobs that failed together, by a throttled service say, do not come back together.
        ["JitterStrategy"] = "FULL",
    }));

    public static JsonObject Catch(this JsonObject state, string error, string next, string? variable = null)
    {
        var catcher = new JsonObject { ["ErrorEquals"] = new JsonArray(error), ["Next"] = next };
        if (variable is not null)
            catcher["Assign"] = new JsonObject { [variable] = "{% $states.errorOutput %}" };
        var catchers = state["Catch"] as JsonArray ?? [];
        catchers.Add((JsonNode)catcher);
        state["Catch"] = catchers;
        return state;
    }

    private static JsonObject With(this JsonObject state, string name, JsonNode? value)
    {
        state[name] = value;
        return state;
    }
}
