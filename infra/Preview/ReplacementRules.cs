namespace Nonolive.Infra.Preview;

/// <summary>
/// Arguments that the provider cannot change in place, of the types that the program uses. Pulumi's typings do not say it;
/// this table is the <c>ForceNew</c> and <c>RequiresReplace</c> marks of the provider's schema
/// (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service).
/// </summary>
internal static class ReplacementRules
{
    private static readonly Dictionary<string, string> Rules = new()
    {
        ["aws:s3/bucket:Bucket"] = "bucket bucketPrefix objectLockEnabled",
        ["aws:s3/bucketObjectv2:BucketObjectv2"] = "bucket key",
        ["aws:iam/role:Role"] = "name namePrefix path",
        ["aws:iam/policy:Policy"] = "name namePrefix path description",
        ["aws:iam/rolePolicy:RolePolicy"] = "name namePrefix role",
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = "role policyArn",
        ["aws:iam/instanceProfile:InstanceProfile"] = "name namePrefix path",
        ["aws:kms/key:Key"] = "keyUsage customerMasterKeySpec multiRegion",
        ["aws:kms/alias:Alias"] = "name namePrefix",
        ["aws:dms/replicationSubnetGroup:ReplicationSubnetGroup"] = "replicationSubnetGroupId",
        ["aws:dms/replicationInstance:ReplicationInstance"] = "replicationInstanceId kmsKeyArn publiclyAccessible replicationSubnetGroupId availabilityZone",
        ["aws:dms/endpoint:Endpoint"] = "endpointId kmsKeyArn",
        ["aws:dms/s3Endpoint:S3Endpoint"] = "endpointId kmsKeyArn",
        ["aws:dms/replicationTask:ReplicationTask"] = "replicationTaskId sourceEndpointArn targetEndpointArn resourceIdentifier",
        ["aws:dms/replicationConfig:ReplicationConfig"] = "resourceIdentifier",
        ["aws:ec2/securityGroup:SecurityGroup"] = "name namePrefix description vpcId",
        ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"] = "securityGroupId",
        ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"] = "securityGroupId",
        ["aws:ec2/vpcEndpoint:VpcEndpoint"] = "serviceName vpcId vpcEndpointType",
        ["aws:ec2/tag:Tag"] = "resourceId key",
        ["aws:ec2/vpc:Vpc"] = "cidrBlock",
        ["aws:ec2/subnet:Subnet"] = "vpcId cidrBlock availabilityZone",
        ["aws:ec2/natGateway:NatGateway"] = "subnetId allocationId",
        ["aws:rds/cluster:Cluster"] = "clusterIdentifier databaseName engine engineMode masterUsername kmsKeyId storageEncrypted dbSubnetGroupName",
        ["aws:rds/clusterInstance:ClusterInstance"] = "clusterIdentifier identifier engine",
        ["aws:rds/subnetGroup:SubnetGroup"] = "name",
        ["aws:rds/clusterParameterGroup:ClusterParameterGroup"] = "name family description",
        ["aws:secretsmanager/secret:Secret"] = "name namePrefix",
        ["aws:glue/catalogDatabase:CatalogDatabase"] = "name catalogId",
        ["aws:emrserverless/application:Application"] = "name type",
        ["aws:sfn/stateMachine:StateMachine"] = "name namePrefix type",
        ["aws:lambda/function:Function"] = "name packageType",
        ["aws:cloudwatch/logGroup:LogGroup"] = "name namePrefix",
        ["aws:cloudwatch/eventRule:EventRule"] = "name namePrefix eventBusName",
        ["aws:cloudwatch/eventTarget:EventTarget"] = "rule targetId eventBusName",
        ["aws:cloudwatch/metricAlarm:MetricAlarm"] = "name",
        ["aws:cloudwatch/dashboard:Dashboard"] = "dashboardName",
        ["aws:scheduler/scheduleGroup:ScheduleGroup"] = "name namePrefix",
        ["aws:scheduler/schedule:Schedule"] = "name namePrefix groupName",
        ["aws:sns/topic:Topic"] = "name namePrefix fifoTopic",
        ["aws:sns/topicSubscription:TopicSubscription"] = "topic protocol endpoint",
        ["aws:sqs/queue:Queue"] = "name namePrefix fifoQueue",
        ["aws:budgets/budget:Budget"] = "name namePrefix",
        ["aws:costexplorer/anomalyMonitor:AnomalyMonitor"] = "monitorType monitorDimension monitorSpecification",
        ["aws:costexplorer/anomalySubscription:AnomalySubscription"] = "name accountId",
        // EMR has no call that changes one.
        ["aws:emr/securityConfiguration:SecurityConfiguration"] = "name namePrefix configuration",
    };

    // What configures a bucket, topic or queue belongs to it.
    private static readonly string[] Belongs = ["aws:s3/bucket", "aws:sns/topicPolicy", "aws:sqs/queuePolicy"];

    /// <summary>The types that the table speaks of; a test holds that every registered type is one.</summary>
    public static bool Knows(string type) => Rules.ContainsKey(type) || Belongs.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal))
        || type is "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration" or "aws:ec2/route:Route" or "aws:ec2/routeTable:RouteTable"
            or "aws:ec2/routeTableAssociation:RouteTableAssociation" or "aws:ec2/eip:Eip" or "aws:ec2/internetGateway:InternetGateway"
            or "aws:secretsmanager/secretVersion:SecretVersion";

    public static bool Replaces(string type, string argument) => Rules.TryGetValue(type, out var arguments)
        ? arguments.Split(' ').Contains(argument)
        : Belongs.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal)) && argument is "bucket" or "expectedBucketOwner" or "arn" or "queueUrl"
            || type is "aws:ec2/routeTable:RouteTable" && argument == "vpcId"
            || type is "aws:ec2/route:Route" && argument is "routeTableId" or "destinationCidrBlock";
}
