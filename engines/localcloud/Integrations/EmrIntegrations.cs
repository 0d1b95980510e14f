using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Emr;
using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Integrations;

/// <summary>createCluster.sync: https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html</summary>
internal sealed class CreateCluster(LocalEmr emr) : ITaskIntegration
{
    public string Resource => "arn:aws:states:::elasticmapreduce:createCluster.sync";

    // Steps is not among them: the integration refuses it.
    public IReadOnlyDictionary<string, bool> Arguments { get; } = new Dictionary<string, bool>
    {
        ["Name"] = true,
        ["ReleaseLabel"] = true,
        ["Applications"] = true,
        ["Instances"] = true,
        ["ServiceRole"] = true,
        ["JobFlowRole"] = true,
        ["Configurations"] = false,
        ["SecurityConfiguration"] = false,
        ["LogUri"] = false,
        ["LogEncryptionKmsKeyId"] = false,
        ["VisibleToAllUsers"] = false,
        ["StepConcurrencyLevel"] = false,
        ["AutoTerminationPolicy"] = false,
        ["ManagedScalingPolicy"] = false,
        ["Tags"] = false,
        ["EbsRootVolumeSize"] = false,
        ["OSReleaseLabel"] = false,
        ["ScaleDownBehavior"] = false,
    };

    public Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        var cluster = emr.Create(ClusterRequest.Read(arguments));
        context.Report($"cluster {cluster.Id} ({cluster.Request.ReleaseLabel})");
        return Task.FromResult<JsonNode?>(new JsonObject { ["ClusterId"] = cluster.Id });
    }
}

/// <summary>addStep.sync.</summary>
internal sealed class AddStep(LocalEmr emr) : ITaskIntegration
{
    public string Resource => "arn:aws:states:::elasticmapreduce:addStep.sync";

    public IReadOnlyDictionary<string, bool> Arguments { get; } = new Dictionary<string, bool> { ["ClusterId"] = true, ["Step"] = true };

    public async Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        var cluster = emr.Find(arguments.Text("ClusterId"));
        var step = arguments.Map("Step").Only("Step", "Name", "ActionOnFailure", "HadoopJarStep");
        var jar = step.Map("HadoopJarStep").Only("Step.HadoopJarStep", "Jar", "Args");
        if (jar.Text("Jar") is not "command-runner.jar")
            throw new StateFailure("States.TaskFailed", $"The step runs '{jar.Text("Jar")}'; only command-runner.jar is understood here.");
        var onFailure = step.OptionalText("ActionOnFailure") ?? "CONTINUE";
        if (onFailure is not ("CONTINUE" or "CANCEL_AND_WAIT" or "TERMINATE_CLUSTER" or "TERMINATE_JOB_FLOW"))
            throw new StateFailure("ElasticMapReduce.ValidationException", $"ActionOnFailure '{onFailure}' is not known to EMR.");
        // https://docs.aws.amazon.com/emr/latest/APIReference/API_StepConfig.html
        if (cluster.Request.StepConcurrency > 1 && onFailure is not "CONTINUE")
            throw new StateFailure("ElasticMapReduce.ValidationException", "With a StepConcurrencyLevel above 1, ActionOnFailure must be CONTINUE.");
        var words = (jar["Args"] as JsonArray ?? []).Select(word => word!.GetValue<string>()).ToList();
        var done = await emr.RunAsync(cluster, step.Text("Name"), onFailure, HiveScript.OfCommand(words), context.Report, cancellation);
        return new JsonObject
        {
            ["Step"] = new JsonObject
            {
                ["Id"] = done.Id,
                ["Name"] = done.Name,
                ["ActionOnFailure"] = onFailure,
                ["Config"] = new JsonObject { ["Jar"] = "command-runner.jar", ["Args"] = jar["Args"]?.DeepClone() },
                ["Status"] = new JsonObject { ["State"] = done.State },
            },
        };
    }
}

/// <summary>terminateCluster.sync; a cluster that has ended already is no error, as with TerminateJobFlows.</summary>
internal sealed class TerminateCluster(LocalEmr emr) : ITaskIntegration
{
    public string Resource => "arn:aws:states:::elasticmapreduce:terminateCluster.sync";

    public IReadOnlyDictionary<string, bool> Arguments { get; } = new Dictionary<string, bool> { ["ClusterId"] = true };

    public Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        var cluster = emr.Find(arguments.Text("ClusterId"));
        cluster.Terminate("the state machine ended it");
        return Task.FromResult<JsonNode?>(new JsonObject { ["Cluster"] = new JsonObject { ["Id"] = cluster.Id, ["Name"] = cluster.Name } });
    }
}

/// <summary>A Hive job on EMR Serverless: https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html</summary>
internal sealed class StartJobRun(LocalEmr emr, Mocks.Inventory inventory) : ITaskIntegration
{
    public string Resource => "arn:aws:states:::emr-serverless:startJobRun.sync";

    public IReadOnlyDictionary<string, bool> Arguments { get; } = new Dictionary<string, bool>
    {
        ["ApplicationId"] = true,
        ["ExecutionRoleArn"] = true,
        ["JobDriver"] = true,
        ["Name"] = false,
        ["ConfigurationOverrides"] = false,
        ["ExecutionTimeoutMinutes"] = false,
        ["Tags"] = false,
    };

    public async Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        var application = arguments.Text("ApplicationId");
        if (!inventory.OfType("aws:emrserverless/application:Application").Any(resource => resource.Id == application))
            throw new StateFailure("EmrServerless.ResourceNotFoundException", $"Application '{application}' does not exist.");
        var hive = arguments.Map("JobDriver").Only("JobDriver", "Hive").Map("Hive").Only("JobDriver.Hive", "Query", "Parameters");
        var overrides = (arguments["ConfigurationOverrides"] as JsonObject)?.Only("ConfigurationOverrides", "ApplicationConfiguration", "MonitoringConfiguration");
        var run = await emr.RunServerlessAsync(
            application, arguments.OptionalText("Name") ?? "", HiveScript.OfServerless(hive.Text("Query"), hive.OptionalText("Parameters") ?? ""),
            ClusterRequest.HiveSite(overrides?["ApplicationConfiguration"]), context.Report, cancellation);
        return new JsonObject { ["ApplicationId"] = application, ["JobRunId"] = run.Id, ["State"] = "SUCCESS" };
    }
}
