using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nonolive.Infra.StateMachine;

/// <summary>
/// The run as a state machine, top to bottom: which days, lock them, start a cluster, compute and publish each day, end the
/// cluster. Whatever fails, the cluster is ended, the locks are released, and somebody is told.
/// </summary>
public static class ReportingMachine
{
    // A timeout has no cause, and an undefined value would be an error of its own.
    private const string Cause = "{% $exists($failure.Cause) ? $failure.Cause : 'No cause was given.' %}";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The definition in Amazon States Language, with JSONata for what is computed.</summary>
    public static string Define(MachineSettings settings) => Build(settings).ToJsonString(Readable);

    internal static JsonObject Build(MachineSettings settings)
    {
        IRuntimeStates runtime = settings.Runtime switch
        {
            ClusterRuntime cluster => new ClusterStates(settings, cluster),
            ServerlessRuntime serverless => new ServerlessStates(settings, serverless),
            var other => throw new ArgumentException($"Unknown runtime {other.GetType().Name}.", nameof(settings)),
        };
        var locks = new LockStates(settings);
        var machine = Asl.Flow([
            .. DayStates.Choose(settings.Stack, next: "TakeLocks"),
            ("TakeLocks", locks.Take().Then(runtime.First).Catch("States.ALL", "ReleaseAfterFailure", "failure")),
            .. runtime.Start(next: "ComputeDays", failed: "ReleaseAfterFailure"),
            ("ComputeDays", Asl.Map("{% $days %}", DayRun.Of(settings, runtime)).Then(runtime.Last).Catch("States.ALL", runtime.LastAfterFailure, "failure")),
            .. runtime.Stop(next: "ReleaseLocks", failed: "ReleaseAfterFailure"),
            ("ReleaseLocks", locks.Release().Then("Done").Catch("States.ALL", "NotifyFailure", "failure")),
            ("Done", Asl.Succeed()),
            .. runtime.StopAfterFailure(next: "ReleaseAfterFailure"),
            ("ReleaseAfterFailure", locks.Release("AfterFailure").Then("NotifyFailure").Catch("States.ALL", "NotifyFailure")),
            ("NotifyFailure", Notify(settings).Then("Failed").Catch("States.ALL", "Failed")),
            ("Failed", Asl.Fail("{% $failure.Error %}", Cause)),
        ]);
        machine["Comment"] = $"Computes and publishes the reports of stack {settings.Stack.Stack}; job files {settings.Jobs.Digest}";
        machine["QueryLanguage"] = "JSONata";
        machine["TimeoutSeconds"] = settings.Stack.Schedule.TimeoutMinutes * 60;
        return machine;
    }

    private static JsonObject Notify(MachineSettings settings) => Asl.Task("sns:publish", new JsonObject
    {
        ["TopicArn"] = settings.TopicArn,
        ["Subject"] = $"Reports of {settings.Stack.Prefix} failed",
        ["Message"] = new JsonObject
        {
            ["stack"] = settings.Stack.Stack,
            ["execution"] = "{% $states.context.Execution.Id %}",
            ["days"] = "{% $days %}",
            ["error"] = "{% $failure.Error %}",
            ["cause"] = Cause,
            ["again"] = "Start the state machine with {\"from\": \"first day\", \"to\": \"last day\"}; a day may be computed any number of times.",
        },
    }).Retry("States.TaskFailed", attempts: 3, seconds: 2);
}
