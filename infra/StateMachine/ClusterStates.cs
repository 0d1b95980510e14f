using System.Text.Json.Nodes;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Infra.StateMachine;

/// <summary>
/// A transient EMR cluster: https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html. An aborted execution
/// runs no more states, so the cluster also ends itself once it has been idle.
/// </summary>
internal sealed class ClusterStates(MachineSettings settings, ClusterRuntime cluster) : IRuntimeStates
{
    private const string MetastoreClient = "com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory";

    public string First => "CreateCluster";

    public string Last => "TerminateCluster";

    public string LastAfterFailure => "TerminateFailedCluster";

    public IEnumerable<(string Name, JsonObject State)> Start(string next, string failed)
    {
        // A cluster that could not start has ended itself, so trying again leaves none behind.
        yield return (First, Asl.Task("elasticmapreduce:createCluster.sync", Cluster())
            .Assign(new JsonObject { ["cluster_id"] = "{% $states.result.ClusterId %}" })
            .Retry("States.TaskFailed", attempts: 1, seconds: 60)
            .Then(next).Catch("States.ALL", failed, "failure"));
    }

    public JsonObject Run(Job job) => Asl.Task("elasticmapreduce:addStep.sync", new JsonObject
    {
        ["ClusterId"] = "{% $cluster_id %}",
        ["Step"] = new JsonObject
        {
            ["Name"] = $"{{% '{job.Name} ' & $dt %}}",
            ["ActionOnFailure"] = "CONTINUE",
            ["HadoopJarStep"] = new JsonObject
            {
                ["Jar"] = "command-runner.jar",
                ["Args"] = new JsonArray([.. Arguments(job).Select(text => JsonValue.Create(text))]),
            },
        },
    });

    public IEnumerable<(string Name, JsonObject State)> Stop(string next, string failed)
    {
        yield return (Last, Terminate().Then(next).Catch("States.ALL", failed, "failure"));
    }

    public IEnumerable<(string Name, JsonObject State)> StopAfterFailure(string next)
    {
        yield return (LastAfterFailure, Terminate().Then(next).Catch("States.ALL", next));
    }

    private static JsonObject Terminate() =>
        Asl.Task("elasticmapreduce:terminateCluster.sync", new JsonObject { ["ClusterId"] = "{% $cluster_id %}" })
            .Retry("States.TaskFailed", attempts: 5, seconds: 10);

    private IEnumerable<string> Arguments(Job job) =>
        ["hive-script", "--run-hive-script", "--args", "-f", HiveStep.Script(settings, job), .. HiveStep.Variables(settings).SelectMany(v => (string[])["--hivevar", v])];

    private JsonObject Cluster()
    {
        var compute = settings.Stack.Compute;
        return new JsonObject
        {
            ["Name"] = $"{{% '{settings.Stack.Prefix}-' & $states.context.Execution.Name %}}",
            ["ReleaseLabel"] = compute.Release,
            ["Applications"] = new JsonArray(new JsonObject { ["Name"] = "Hadoop" }, new JsonObject { ["Name"] = "Hive" }, new JsonObject { ["Name"] = "Tez" }),
            ["Configurations"] = new JsonArray(
                Classification("hive-site", new JsonObject
                {
                    ["hive.metastore.client.factory.class"] = MetastoreClient,
                    ["hive.exec.dynamic.partition.mode"] = "nonstrict",
                })),
            ["ServiceRole"] = cluster.ServiceRoleArn,
            ["JobFlowRole"] = cluster.InstanceProfileName,
            ["SecurityConfiguration"] = cluster.SecurityConfigurationName,
            ["LogUri"] = $"s3://{settings.LogsBucket}/emr/",
            ["LogEncryptionKmsKeyId"] = settings.KeyArn,
            ["VisibleToAllUsers"] = true,
            ["StepConcurrencyLevel"] = compute.StepConcurrency,
            ["AutoTerminationPolicy"] = new JsonObject { ["IdleTimeout"] = compute.IdleMinutes * 60 },
            ["ManagedScalingPolicy"] = new JsonObject
            {
                ["ComputeLimits"] = new JsonObject
                {
                    ["UnitType"] = "InstanceFleetUnits",
                    ["MinimumCapacityUnits"] = compute.CoreUnits + compute.TaskUnits,
                    ["MaximumCapacityUnits"] = compute.MaxUnits,
                    ["MaximumCoreCapacityUnits"] = compute.CoreUnits,
                },
            },
            ["Instances"] = new JsonObject
            {
                // EMR ends a cluster without steps at once, unless told to wait for those that the state machine adds.
                ["KeepJobFlowAliveWhenNoSteps"] = true,
                ["TerminationProtected"] = false,
                ["Ec2SubnetIds"] = new JsonArray([.. cluster.SubnetIds.Select(id => JsonValue.Create(id))]),
                ["EmrManagedMasterSecurityGroup"] = cluster.PrimaryGroupId,
                ["EmrManagedSlaveSecurityGroup"] = cluster.NodeGroupId,
                ["ServiceAccessSecurityGroup"] = cluster.ServiceGroupId,
                ["InstanceFleets"] = new JsonArray(
                    Fleet("MASTER", 1, spot: false, compute.PrimaryTypes),
                    Fleet("CORE", compute.CoreUnits, spot: false, compute.CoreTypes),
                    Fleet("TASK", compute.TaskUnits, compute.TaskOnSpot, compute.TaskTypes)),
            },
            ["Tags"] = new JsonArray(
                Tag("project", "nonolive"),
                Tag("stack", settings.Stack.Stack),
                // The managed policy of the EMR service acts on nothing without it:
                // https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-iam-role.html
                Tag("for-use-with-amazon-emr-managed-policies", "true"),
                Tag("execution", "{% $states.context.Execution.Id %}")),
        };
    }

    private static JsonObject Fleet(string type, int units, bool spot, IReadOnlyList<string> instanceTypes)
    {
        var fleet = new JsonObject
        {
            ["Name"] = type.ToLowerInvariant(),
            ["InstanceFleetType"] = type,
            [spot ? "TargetSpotCapacity" : "TargetOnDemandCapacity"] = units,
            ["InstanceTypeConfigs"] = new JsonArray([.. instanceTypes.Select(InstanceType)]),
        };
        if (spot)
        {
            // Without spot capacity the run is dearer, not late.
            fleet["LaunchSpecifications"] = new JsonObject
            {
                ["SpotSpecification"] = new JsonObject
                {
                    ["AllocationStrategy"] = "price-capacity-optimized",
                    ["TimeoutAction"] = "SWITCH_TO_ON_DEMAND",
                    ["TimeoutDurationMinutes"] = 10,
                },
            };
        }
        return fleet;
    }

    private static JsonObject InstanceType(string type) => new() { ["InstanceType"] = type, ["WeightedCapacity"] = 1 };

    private static JsonObject Tag(string key, string value) => new() { ["Key"] = key, ["Value"] = value };

    private static JsonObject Classification(string name, JsonObject properties) => new() { ["Classification"] = name, ["Properties"] = properties };
}
