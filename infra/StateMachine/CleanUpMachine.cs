using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nonolive.Pipeline.Lake;

namespace Nonolive.Infra.StateMachine;

/// <summary>
/// Ends what a run left behind, given the event of its end: what still runs first, and only then its locks, so that two runs
/// never write one day. Whatever is ended or released already is left alone, so this may run any number of times.
/// </summary>
public static class CleanUpMachine
{
    private const int TimeoutSeconds = 60 * 60;

    // S3 tells seconds and its clock is not the state machine's.
    private const int Tolerance = 60_000;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The definition in Amazon States Language.</summary>
    public static string Define(MachineSettings settings)
    {
        var (first, ending) = settings.Runtime switch
        {
            ClusterRuntime => ("FindClusters", Clusters(settings)),
            ServerlessRuntime serverless => ("FindJobs", Jobs(serverless)),
            var other => throw new ArgumentException($"Unknown runtime {other.GetType().Name}.", nameof(settings)),
        };
        var machine = Asl.Flow([
            // https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html; the input is not there when a key of one's own encrypts it.
            ("Run", Asl.Pass(new JsonObject
            {
                ["execution"] = "{% $states.input.executionArn %}",
                ["name"] = "{% $states.input.name %}",
                ["started"] = "{% $states.input.startDate %}",
            }).Then(first)),
            .. ending,
            .. Locks(settings),
            ("Done", Asl.Succeed()),
        ]);
        machine["Comment"] = $"Ends what a run of stack {settings.Stack.Stack} left behind";
        machine["QueryLanguage"] = "JSONata";
        machine["TimeoutSeconds"] = TimeoutSeconds;
        return machine.ToJsonString(Readable);
    }

    private static IEnumerable<(string Name, JsonObject State)> Clusters(MachineSettings settings) => Pages(
        "Clusters", "aws-sdk:emr:listClusters", new JsonObject
        {
            ["ClusterStates"] = new JsonArray("STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"),
            ["CreatedAfter"] = "{% $fromMillis($started) %}",
        }, "Marker", "Marker",
        found: $"$states.result.Clusters[Name = '{settings.Stack.Prefix}-' & $name].Id",
        "EndClusters", Asl.Flow(("EndCluster", Asl.Task("elasticmapreduce:terminateCluster.sync", new JsonObject { ["ClusterId"] = "{% $states.input %}" })
            .Retry("States.TaskFailed", attempts: 5, seconds: 10).End())),
        next: "FindLocks");

    private static IEnumerable<(string Name, JsonObject State)> Jobs(ServerlessRuntime runtime) => Pages(
        "Jobs", "aws-sdk:emrserverless:listJobRuns", new JsonObject
        {
            ["ApplicationId"] = runtime.ApplicationId,
            ["CreatedAtAfter"] = "{% $fromMillis($started) %}",
            ["States"] = new JsonArray("SUBMITTED", "PENDING", "SCHEDULED", "RUNNING", "QUEUED"),
        }, "NextToken", "NextToken",
        found: "$states.result.JobRuns[$contains(Name & '|', ' ' & $name & '|')].Id",
        "EndJobs", Asl.Flow(("EndJob", Asl.Task("emr-serverless:cancelJobRun.sync", new JsonObject
        {
            ["ApplicationId"] = runtime.ApplicationId,
            ["JobRunId"] = "{% $states.input %}",
        }).Retry("States.TaskFailed", attempts: 5, seconds: 10).End())),
        next: "FindLocks");

    // Only a lock that was written since the run began can be its own; years of older ones are not read.
    private static IEnumerable<(string Name, JsonObject State)> Locks(MachineSettings settings) => Pages(
        "Locks", "aws-sdk:s3:listObjectsV2", new JsonObject
        {
            ["Bucket"] = settings.ResultBucket,
            ["ExpectedBucketOwner"] = settings.Stack.AccountId,
            ["Prefix"] = LakeLayout.Locks,
        }, "ContinuationToken", "NextContinuationToken",
        found: $"$states.result.Contents[$toMillis(LastModified) >= $started - {Tolerance}].Key",
        "ReleaseLocks", new LockStates(settings).ReleaseOf("$execution"),
        next: "Done");

    /// <summary>Lists page by page and handles what each page has.</summary>
    private static IEnumerable<(string Name, JsonObject State)> Pages(
        string things, string integration, JsonObject arguments, string pageArgument, string pageResult, string found, string handle, JsonObject processor, string next)
    {
        var further = (JsonObject)arguments.DeepClone();
        further[pageArgument] = "{% $page %}";
        JsonObject Find(JsonObject given) => Asl.Task(integration, given).Assign(new JsonObject
        {
            ["found"] = $"{{% [{found}] %}}",
            ["page"] = $"{{% $exists($states.result.{pageResult}) ? $states.result.{pageResult} : '' %}}",
        }).Retry("States.TaskFailed", attempts: 5, seconds: 10).Then(handle);

        yield return ($"Find{things}", Find(arguments));
        yield return (handle, Asl.Map("{% $found %}", processor).Then($"AreThereMore{things}"));
        yield return ($"AreThereMore{things}", Asl.Choice($"FindMore{things}", ("{% $page = '' %}", next)));
        yield return ($"FindMore{things}", Find(further));
    }
}
