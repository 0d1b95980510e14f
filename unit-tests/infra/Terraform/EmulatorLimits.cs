namespace Nonolive.Infra.Tests.Terraform;

/// <summary>
/// What moto_server 5.2.1 cannot do for the provider. A resource here is planned but not applied; a difference is an
/// argument that it forgets. The page docs/infrastructure.md has the same lists.
/// </summary>
internal static class EmulatorLimits
{
    private const string Dms = "the provider cannot read its answers for DMS and ends with a fault of its own";
    private const string NoOperation = "it does not have an operation that the provider needs: ";
    private const string Waits = "the provider waits longer for it than the whole test may last: ";

    /// <summary>Types that are not applied, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotApplied { get; } = new Dictionary<string, string>
    {
        ["aws:budgets/budget:Budget"] = NoOperation + "DescribeSubscribersForNotification",
        ["aws:costexplorer/anomalyMonitor:AnomalyMonitor"] = NoOperation + "CreateAnomalyMonitor",
        ["aws:costexplorer/anomalySubscription:AnomalySubscription"] = NoOperation + "CreateAnomalySubscription",
        ["aws:dms/endpoint:Endpoint"] = Dms,
        ["aws:dms/replicationConfig:ReplicationConfig"] = Dms,
        ["aws:dms/replicationInstance:ReplicationInstance"] = Dms,
        ["aws:dms/replicationSubnetGroup:ReplicationSubnetGroup"] = Dms,
        ["aws:dms/replicationTask:ReplicationTask"] = Dms,
        ["aws:dms/s3Endpoint:S3Endpoint"] = Dms,
        ["aws:ec2/tag:Tag"] = "it marks a subnet that is given, and the emulator has none",
        ["aws:emrserverless/application:Application"] = "it knows no EMR Serverless application of the kind hive",
        ["aws:rds/cluster:Cluster"] = Waits + "30 s before it first asks for a cluster",
        ["aws:rds/clusterInstance:ClusterInstance"] = Waits + "its cluster, and as long again",
        ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"] = Waits + "until it was read three times without a change, 50 s",
        ["aws:s3/bucketLogging:BucketLogging"] = "it wants the log bucket's policy, which it cannot be given",
        ["aws:s3/bucketPolicy:BucketPolicy"] = "it heeds a denial and not its condition, so that a bucket for TLS only is closed to everybody",
        ["aws:sqs/queuePolicy:QueuePolicy"] = Waits + "until it was read six times without a change, 25 s, after as long for the queue",
    };

    /// <summary>Arguments that it does not give back as they were given, with the reason.</summary>
    public static IReadOnlyDictionary<(string Type, string Path), string> Forgotten { get; } = new Dictionary<(string, string), string>
    {
        [("aws_lambda_function", "logging_config")] = "it does not keep how a function logs",
        [("aws_vpc_security_group_egress_rule", "description")] = "it keeps the description of a rule only where the rule names addresses",
        [("aws_vpc_security_group_ingress_rule", "description")] = "it keeps the description of a rule only where the rule names addresses",
    };
}
