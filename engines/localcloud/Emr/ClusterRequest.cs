using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Emr;

/// <summary>
/// A request for a cluster, checked as EMR would (https://docs.aws.amazon.com/emr/latest/APIReference/API_RunJobFlow.html)
/// and as Step Functions' integration demands.
/// </summary>
internal sealed partial record ClusterRequest
{
    // Where the metastore and scratch files lie is decided here, not by hive-site.
    private static readonly string[] PlacementSettings =
        ["hive.metastore.client.factory.class", "hive.metastore.warehouse.dir", "hive.exec.scratchdir", "hive.metastore.glue.catalogid", "hive.execution.engine"];

    public required string Name { get; init; }

    public required string ReleaseLabel { get; init; }

    public required int StepConcurrency { get; init; }

    public TimeSpan? IdleTimeout { get; init; }

    public required IReadOnlyDictionary<string, string> HiveConfs { get; init; }

    public string? ServiceRole { get; init; }

    public string? InstanceProfile { get; init; }

    public string? SecurityConfiguration { get; init; }

    public string? LogUri { get; init; }

    public required JsonObject Arguments { get; init; }

    /// <exception cref="StateFailure">EMR would refuse the request.</exception>
    public static ClusterRequest Read(JsonObject arguments)
    {
        var release = Text(arguments, "ReleaseLabel") ?? throw Refused("ReleaseLabel is missing");
        // EMR 6 and 7 ship Hive 3.1: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/Hive-release-history.html
        if (!Release().IsMatch(release))
            throw Refused($"ReleaseLabel '{release}' is no release with Hive 3.1; write emr-7.x.y or emr-6.x.y");
        if (!Objects(arguments["Applications"]).Any(application => Text(application, "Name") == "Hive"))
            throw Refused("Applications lack Hive");
        CheckInstances(arguments["Instances"] as JsonObject ?? throw Refused("Instances are missing"));
        var idle = Number(arguments["AutoTerminationPolicy"], "IdleTimeout");
        if (idle is < 60 or > 604800)
            throw Refused($"AutoTerminationPolicy.IdleTimeout is {idle}; EMR takes 60 to 604800 seconds");
        var concurrency = (int)(Number(arguments, "StepConcurrencyLevel") ?? 1);
        if (concurrency is < 1 or > 256)
            throw Refused($"StepConcurrencyLevel is {concurrency}; EMR takes 1 to 256");
        CheckScaling(arguments["ManagedScalingPolicy"]?["ComputeLimits"] as JsonObject);
        return new ClusterRequest
        {
            Name = Text(arguments, "Name") ?? throw Refused("Name is missing"),
            ReleaseLabel = release,
            StepConcurrency = concurrency,
            IdleTimeout = idle is null ? null : TimeSpan.FromSeconds(idle.Value),
            HiveConfs = HiveSite(arguments["Configurations"]),
            ServiceRole = Text(arguments, "ServiceRole") ?? throw Refused("ServiceRole is missing"),
            InstanceProfile = Text(arguments, "JobFlowRole") ?? throw Refused("JobFlowRole is missing"),
            SecurityConfiguration = Text(arguments, "SecurityConfiguration"),
            LogUri = Text(arguments, "LogUri"),
            Arguments = arguments,
        };
    }

    public static IReadOnlyDictionary<string, string> HiveSite(JsonNode? configurations) =>
        Objects(configurations)
            .Where(configuration => Text(configuration, "Classification") == "hive-site")
            .SelectMany(configuration => configuration["Properties"] as JsonObject ?? [])
            .Where(property => !PlacementSettings.Contains(property.Key))
            .ToDictionary(property => property.Key, property => property.Value!.GetValue<string>(), StringComparer.Ordinal);

    private static void CheckInstances(JsonObject instances)
    {
        if (instances["KeepJobFlowAliveWhenNoSteps"]?.GetValueKind() != JsonValueKind.True)
            throw Refused("Instances.KeepJobFlowAliveWhenNoSteps must be true, or the cluster ends before the first step comes");
        string[] known =
        [
            "KeepJobFlowAliveWhenNoSteps", "TerminationProtected", "UnhealthyNodeReplacement", "Ec2SubnetId", "Ec2SubnetIds", "EmrManagedMasterSecurityGroup",
            "EmrManagedSlaveSecurityGroup", "ServiceAccessSecurityGroup", "AdditionalMasterSecurityGroups", "AdditionalSlaveSecurityGroups", "Ec2KeyName", "InstanceFleets",
        ];
        if (instances.Select(field => field.Key).FirstOrDefault(field => !known.Contains(field)) is { } unknown)
            throw Refused($"Instances.{unknown} is not understood here");
        if (instances["Ec2SubnetId"] is null && instances["Ec2SubnetIds"] is not JsonArray { Count: > 0 })
            throw Refused("Instances name no subnet");
        var fleets = Objects(instances["InstanceFleets"]).ToList();
        foreach (var fleet in fleets)
            CheckFleet(fleet);
        var types = fleets.Select(fleet => Text(fleet, "InstanceFleetType")).ToList();
        if (types.Count(type => type == "MASTER") != 1 || types.Distinct().Count() != types.Count)
            throw Refused($"InstanceFleets must have one of MASTER and at most one of CORE and TASK; there are {string.Join(", ", types)}");
    }

    private static void CheckFleet(JsonObject fleet)
    {
        var type = Text(fleet, "InstanceFleetType");
        if (type is not ("MASTER" or "CORE" or "TASK"))
            throw Refused($"InstanceFleetType '{type}' is none of MASTER, CORE, TASK");
        var capacity = (Number(fleet, "TargetOnDemandCapacity") ?? 0) + (Number(fleet, "TargetSpotCapacity") ?? 0);
        if (type == "MASTER" ? capacity != 1 : capacity < (type == "CORE" ? 1 : 0))
            throw Refused($"the fleet {type} has a capacity of {capacity}");
        var configs = Objects(fleet["InstanceTypeConfigs"]).ToList();
        if (configs.Count is 0 or > 30 || configs.Any(config => Text(config, "InstanceType") is null))
            throw Refused($"the fleet {type} must name 1 to 30 instance types");
    }

    private static void CheckScaling(JsonObject? limits)
    {
        if (limits is null)
            return;
        if (Text(limits, "UnitType") != "InstanceFleetUnits")
            throw Refused("ManagedScalingPolicy of a cluster with fleets counts in InstanceFleetUnits");
        if (Number(limits, "MinimumCapacityUnits") > Number(limits, "MaximumCapacityUnits"))
            throw Refused("ManagedScalingPolicy has a minimum above its maximum");
        if (Number(limits, "MaximumCoreCapacityUnits") > Number(limits, "MaximumCapacityUnits"))
            throw Refused("ManagedScalingPolicy has more core units than units at most");
    }

    private static StateFailure Refused(string problem) => new("ElasticMapReduce.ValidationException", $"EMR refuses the cluster: {problem}.");

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node is JsonArray array ? array.OfType<JsonObject>() : [];

    private static string? Text(JsonObject map, string name) => map[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static double? Number(JsonNode? node, string name) =>
        node is JsonObject map && map[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString()) : null;

    [GeneratedRegex(@"^emr-[67]\.\d{1,2}\.\d{1,2}$")]
    private static partial Regex Release();
}
