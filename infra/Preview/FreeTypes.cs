namespace Nonolive.Infra.Preview;

/// <summary>The registered types that no line of a <see cref="CostEstimate"/> is for, each with the reason; a test finds a type that is in neither.</summary>
internal static class FreeTypes
{
    private const string Part = "a part of what has a line";
    private const string Identity = "identities and rights cost nothing";
    private const string Addresses = "networks, addresses inside of them and their rules cost nothing";
    private const string Few = "less than a cent: a month's messages are some dozens, and cost below a dollar a million";

    /// <summary>Why a resource costs nothing, or null.</summary>
    public static string? ReasonOf(RegisteredResource resource) =>
        Reasons.GetValueOrDefault(resource.Text("vpcEndpointType") is { } kind ? $"{resource.Type} ({kind})" : resource.Type);

    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["aws:budgets/budget:Budget"] = "budgets without actions cost nothing",
        ["aws:cloudwatch/eventRule:EventRule"] = "the events of AWS services cost nothing, nor do rules over them",
        ["aws:cloudwatch/eventTarget:EventTarget"] = "the events of AWS services cost nothing, nor does their delivery in the account",
        ["aws:costexplorer/anomalyMonitor:AnomalyMonitor"] = "anomaly detection costs nothing",
        ["aws:costexplorer/anomalySubscription:AnomalySubscription"] = "anomaly detection costs nothing",
        ["aws:dms/endpoint:Endpoint"] = "the instance costs, its endpoints do not",
        ["aws:dms/replicationSubnetGroup:ReplicationSubnetGroup"] = "the instance costs, where it lies does not",
        ["aws:dms/replicationTask:ReplicationTask"] = "the instance costs, its tasks do not",
        ["aws:dms/s3Endpoint:S3Endpoint"] = "the instance costs, its endpoints do not",
        ["aws:ec2/internetGateway:InternetGateway"] = Addresses,
        ["aws:ec2/route:Route"] = Addresses,
        ["aws:ec2/routeTable:RouteTable"] = Addresses,
        ["aws:ec2/routeTableAssociation:RouteTableAssociation"] = Addresses,
        ["aws:ec2/securityGroup:SecurityGroup"] = Addresses,
        ["aws:ec2/subnet:Subnet"] = Addresses,
        ["aws:ec2/tag:Tag"] = "tags cost nothing",
        ["aws:ec2/vpc:Vpc"] = Addresses,
        ["aws:ec2/vpcEndpoint:VpcEndpoint (Gateway)"] = "the gateway to S3 costs nothing",
        ["aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration"] = "a setting of the account",
        ["aws:emr/securityConfiguration:SecurityConfiguration"] = "a setting of clusters, which a run starts and which have lines",
        ["aws:glue/catalogDatabase:CatalogDatabase"] = "the first million of objects and of requests a month cost nothing, and the stack is far from them",
        ["aws:iam/instanceProfile:InstanceProfile"] = Identity,
        ["aws:iam/policy:Policy"] = Identity,
        ["aws:iam/role:Role"] = Identity,
        ["aws:iam/rolePolicy:RolePolicy"] = Identity,
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = Identity,
        ["aws:kms/alias:Alias"] = Part,
        ["aws:rds/clusterParameterGroup:ClusterParameterGroup"] = Part,
        ["aws:rds/subnetGroup:SubnetGroup"] = Part,
        ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"] = Part,
        ["aws:s3/bucketLogging:BucketLogging"] = Part,
        ["aws:s3/bucketObjectv2:BucketObjectv2"] = Part,
        ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"] = Part,
        ["aws:s3/bucketPolicy:BucketPolicy"] = Part,
        ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"] = Part,
        ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"] = Part,
        ["aws:s3/bucketVersioning:BucketVersioning"] = Part,
        ["aws:scheduler/schedule:Schedule"] = Few,
        ["aws:scheduler/scheduleGroup:ScheduleGroup"] = Few,
        ["aws:secretsmanager/secretVersion:SecretVersion"] = Part,
        ["aws:sns/topic:Topic"] = Few,
        ["aws:sns/topicPolicy:TopicPolicy"] = Few,
        ["aws:sns/topicSubscription:TopicSubscription"] = Few,
        ["aws:sqs/queue:Queue"] = Few,
        ["aws:sqs/queuePolicy:QueuePolicy"] = Few,
        ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"] = Addresses,
        ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"] = Addresses,
    };
}
