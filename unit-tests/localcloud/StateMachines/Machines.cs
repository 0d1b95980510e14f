using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Tests.StateMachines;

/// <summary>Verbs for arranging state machines in tests.</summary>
internal static class Machines
{
    public const string Echo = "arn:aws:states:::test:echo";

    public static LocalStateMachine Machine(string states, string startAt, FakeTask? task = null, TimeProvider? clock = null, bool skipWaits = false, string extra = "") =>
        Raw($$$"""{"QueryLanguage": "JSONata", "StartAt": "{{{startAt}}}", {{{extra}}} "States": { {{{states}}} } }""", task, clock, skipWaits);

    public static LocalStateMachine Raw(string definition, FakeTask? task = null, TimeProvider? clock = null, bool skipWaits = false)
    {
        task ??= new FakeTask();
        return new LocalStateMachine(
            "sample", "arn:aws:states:ap-southeast-1:000000000000:stateMachine:sample", "arn:aws:iam::000000000000:role/sample", definition,
            new Dictionary<string, ITaskIntegration> { [task.Resource] = task }, clock ?? new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T18:00:00Z")), skipWaits);
    }

    public static async Task<string> OutputOf(LocalStateMachine machine, string input = "{}")
    {
        var result = await machine.RunAsync(JsonNode.Parse(input));
        return result.Status == ExecutionStatus.Succeeded ? result.Output?.ToJsonString() ?? "null" : $"{result.Status} {result.Error}: {result.Cause}";
    }
}

/// <summary>A task that does what the test says, and echoes its arguments by default.</summary>
internal sealed class FakeTask(Func<JsonObject, CancellationToken, Task<JsonNode?>>? body = null) : ITaskIntegration
{
    private int _calls;

    public int Calls => _calls;

    public string Resource => Machines.Echo;

    public IReadOnlyDictionary<string, bool> Arguments { get; } = new Dictionary<string, bool> { ["Value"] = false, ["Other"] = false };

    public Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        return body is null ? Task.FromResult<JsonNode?>(arguments.DeepClone()) : body(arguments, cancellation);
    }

    public static FakeTask FailingTimes(int times, string error = "Some.Error")
    {
        var left = times;
        return new FakeTask((arguments, _) => Interlocked.Decrement(ref left) >= 0
            ? throw new StateFailure(error, "as the test says")
            : Task.FromResult<JsonNode?>(arguments.DeepClone()));
    }
}
