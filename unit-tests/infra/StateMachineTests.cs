using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed partial class StateMachineTests
{
    // docs/infrastructure.md has the same list; the local cloud evaluates these.
    private static readonly string[] AllowedFunctions =
        ["contains", "count", "exists", "fromMillis", "lookup", "map", "merge", "parse", "replace", "string", "substring", "sum", "toMillis"];

    private static readonly string[] AllowedIntegrations =
    [
        "aws-sdk:emr:listClusters", "aws-sdk:emrserverless:listJobRuns", "aws-sdk:s3:getObject", "aws-sdk:s3:listObjectsV2", "aws-sdk:s3:putObject", "elasticmapreduce:addStep.sync",
        "elasticmapreduce:createCluster.sync", "elasticmapreduce:terminateCluster.sync", "emr-serverless:cancelJobRun.sync",
        "emr-serverless:startJobRun.sync", "lambda:invoke", "sns:publish",
    ];

    [TestCaseSource(typeof(Stacks), nameof(Stacks.All))]
    public async Task Expressions_use_only_the_documented_functions(string stack)
    {
        foreach (var (machine, expression) in Expressions(await DefinitionsAsync(stack)))
        {
            var used = Function().Matches(expression).Select(match => match.Groups[1].Value).Distinct();
            Assert.That(used, Is.SubsetOf(AllowedFunctions.Append("function")), $"{machine}: {expression}");
        }
    }

    [TestCaseSource(typeof(Stacks), nameof(Stacks.All))]
    public async Task Tasks_use_only_the_documented_integrations(string stack)
    {
        foreach (var (machine, definition) in await DefinitionsAsync(stack))
        {
            var used = States(definition).Where(state => (string?)state.State["Type"] == "Task").Select(state => ((string)state.State["Resource"]!)["arn:aws:states:::".Length..]).Distinct();
            Assert.That(used, Is.SubsetOf(AllowedIntegrations), machine);
        }
    }

    [TestCaseSource(typeof(Stacks), nameof(Stacks.All))]
    public async Task Names_of_states_are_unique_and_every_transition_leads_somewhere(string stack)
    {
        foreach (var (machine, definition) in await DefinitionsAsync(stack))
        {
            var states = States(definition).ToList();
            Assert.That(states.Select(state => state.Name), Is.Unique, machine);
            Assert.That(states.Select(state => state.Name.Length), Is.All.LessThanOrEqualTo(80));
            foreach (var (name, state, siblings) in states)
                Assert.That(Targets(state).Distinct(), Is.SubsetOf(siblings), $"{machine}: {name}");
        }
    }

    internal static async Task<IReadOnlyDictionary<string, JsonObject>> DefinitionsAsync(string stack) =>
        (await Stacks.RecordAsync(stack)).OfType("aws:sfn/stateMachine:StateMachine")
            .ToDictionary(machine => machine.Name, machine => (JsonObject)JsonNode.Parse(machine.Text("definition")!)!);

    internal static IEnumerable<(string Name, JsonObject State, IReadOnlyList<string> Siblings)> States(JsonObject flow)
    {
        var states = (JsonObject)flow["States"]!;
        var siblings = states.Select(state => state.Key).ToList();
        foreach (var (name, node) in states)
        {
            var state = (JsonObject)node!;
            yield return (name, state, siblings);
            var inner = (state["Branches"] as JsonArray ?? []).Select(branch => (JsonObject)branch!);
            if (state["ItemProcessor"] is JsonObject processor)
                inner = inner.Append(processor);
            foreach (var found in inner.SelectMany(States))
                yield return found;
        }
    }

    private static IEnumerable<string> Targets(JsonObject state)
    {
        var rules = new[] { "Choices", "Catch" }.SelectMany(list => state[list] as JsonArray ?? []).Select(rule => (string)rule!["Next"]!);
        return new[] { (string?)state["Next"], (string?)state["Default"] }.OfType<string>().Concat(rules);
    }

    private static IEnumerable<(string Machine, string Expression)> Expressions(IReadOnlyDictionary<string, JsonObject> definitions) =>
        definitions.SelectMany(machine => Texts(machine.Value).Where(text => text.StartsWith("{%", StringComparison.Ordinal)).Select(text => (machine.Key, text)));

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Texts(pair.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    [GeneratedRegex(@"\$?\b([A-Za-z]\w*)\(")]
    private static partial Regex Function();
}
