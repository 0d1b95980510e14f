using System.Globalization;
using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Emr;
using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Integrations;

/// <summary>ListClusters, in one page: https://docs.aws.amazon.com/emr/latest/APIReference/API_ListClusters.html</summary>
internal sealed class ListClusters(LocalEmr emr) : ITaskIntegration
{
    public string Resource => "arn:aws:states:::aws-sdk:emr:listClusters";

    public IReadOnlyDictionary<string, bool> Arguments { get; } = new Dictionary<string, bool> { ["ClusterStates"] = false, ["CreatedAfter"] = false, ["Marker"] = false };

    public Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        arguments.IsFirstPage("Marker");
        var states = (arguments["ClusterStates"] as JsonArray)?.Select(state => (string)state!).ToList();
        var after = arguments.OptionalTime("CreatedAfter");
        return Task.FromResult<JsonNode?>(new JsonObject
        {
            ["Clusters"] = new JsonArray([.. emr.Clusters
                .Where(cluster => (states is null || states.Contains(cluster.StateName)) && cluster.CreatedAt >= after)
                .Select(cluster => new JsonObject { ["Id"] = cluster.Id, ["Name"] = cluster.Name, ["Status"] = new JsonObject { ["State"] = cluster.StateName } })]),
        });
    }
}

/// <summary>ListJobRuns, in one page: https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_ListJobRuns.html</summary>
internal sealed class ListJobRuns(LocalEmr emr) : ITaskIntegration
{
    public string Resource => "arn:aws:states:::aws-sdk:emrserverless:listJobRuns";

    public IReadOnlyDictionary<string, bool> Arguments { get; } = new Dictionary<string, bool> { ["ApplicationId"] = true, ["CreatedAtAfter"] = false, ["States"] = false, ["NextToken"] = false };

    public Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        arguments.IsFirstPage("NextToken");
        var states = (arguments["States"] as JsonArray)?.Select(state => (string)state!).ToList();
        var (application, after) = (arguments.Text("ApplicationId"), arguments.OptionalTime("CreatedAtAfter"));
        return Task.FromResult<JsonNode?>(new JsonObject
        {
            ["JobRuns"] = new JsonArray([.. emr.JobRuns
                .Where(run => run.Application == application && (states is null || states.Contains(run.State)) && run.CreatedAt >= after)
                .Select(run => new JsonObject { ["ApplicationId"] = run.Application, ["Id"] = run.Id, ["Name"] = run.Name, ["State"] = run.State })]),
        });
    }
}

/// <summary>cancelJobRun.sync: https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html</summary>
internal sealed class CancelJobRun(LocalEmr emr) : ITaskIntegration
{
    public string Resource => "arn:aws:states:::emr-serverless:cancelJobRun.sync";

    public IReadOnlyDictionary<string, bool> Arguments { get; } = new Dictionary<string, bool> { ["ApplicationId"] = true, ["JobRunId"] = true };

    public Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        var (application, id) = (arguments.Text("ApplicationId"), arguments.Text("JobRunId"));
        var run = emr.JobRuns.FirstOrDefault(run => run.Application == application && run.Id == id)
            ?? throw new StateFailure("EmrServerless.ResourceNotFoundException", $"Job run '{id}' of application '{application}' does not exist.");
        run.Cancel();
        return Task.FromResult<JsonNode?>(new JsonObject { ["ApplicationId"] = application, ["JobRunId"] = id });
    }
}

/// <summary>What lists are asked for.</summary>
internal static class ListArguments
{
    /// <summary>Refuses another page than the first, which is all there is here.</summary>
    public static void IsFirstPage(this JsonObject arguments, string name)
    {
        if (arguments[name] is { } page)
            throw new StateFailure("States.Runtime", $"The argument '{name}' asks for the page {page.ToJsonString()}, and all is on the first.");
    }

    /// <summary>A time in ISO 8601, or the first there is where it is not given.</summary>
    public static DateTimeOffset OptionalTime(this JsonObject arguments, string name) => arguments.OptionalText(name) is not { } text
        ? DateTimeOffset.MinValue
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new StateFailure("States.Runtime", $"The argument '{name}' is '{text}', which is no time.");
}
