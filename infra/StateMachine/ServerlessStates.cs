using System.Text.Json.Nodes;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Infra.StateMachine;

/// <summary>
/// EMR Serverless: nothing to create or end, each script is a job run
/// (https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html).
/// </summary>
internal sealed class ServerlessStates(MachineSettings settings, ServerlessRuntime runtime) : IRuntimeStates
{
    public string First => "ComputeDays";

    public string Last => "ReleaseLocks";

    public string LastAfterFailure => "ReleaseAfterFailure";

    public IEnumerable<(string Name, JsonObject State)> Start(string next, string failed) => [];

    public JsonObject Run(Job job) => Asl.Task("emr-serverless:startJobRun.sync", new JsonObject
    {
        ["ApplicationId"] = runtime.ApplicationId,
        ["ExecutionRoleArn"] = runtime.JobRoleArn,
        // The run's name is what the clean-up finds it by.
        ["Name"] = $"{{% '{job.Name} ' & $dt & ' ' & $run_id %}}",
        ["JobDriver"] = new JsonObject
        {
            ["Hive"] = new JsonObject
            {
                ["Query"] = HiveStep.Script(settings, job),
                ["Parameters"] = "{% " + string.Join(" & ", HiveStep.Variables(settings).Select(Parameter)) + " %}",
            },
        },
        ["ConfigurationOverrides"] = new JsonObject
        {
            ["ApplicationConfiguration"] = new JsonArray(new JsonObject
            {
                ["Classification"] = "hive-site",
                ["Properties"] = new JsonObject
                {
                    ["hive.metastore.client.factory.class"] = "com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory",
                    ["hive.exec.scratchdir"] = $"s3://{settings.DataBucket}/scratch/",
                    ["hive.metastore.warehouse.dir"] = $"s3://{settings.DataBucket}/warehouse/",
                },
            }),
            ["MonitoringConfiguration"] = new JsonObject
            {
                ["S3MonitoringConfiguration"] = new JsonObject
                {
                    ["LogUri"] = $"s3://{settings.LogsBucket}/emr/",
                    ["EncryptionKeyArn"] = settings.KeyArn,
                },
            },
        },
    });

    public IEnumerable<(string Name, JsonObject State)> Stop(string next, string failed) => [];

    public IEnumerable<(string Name, JsonObject State)> StopAfterFailure(string next) => [];

    // A variable is a text or an expression between {% and %}; the parameter line is one expression over them all.
    private static string Parameter(string variable) => variable.StartsWith("{% ", StringComparison.Ordinal)
        ? $"' --hivevar ' & {variable[3..^3]}"
        : $"' --hivevar {variable}'";
}
