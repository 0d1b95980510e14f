namespace Nonolive.LocalCloud.Mocks;

/// <summary>
/// Types that are recorded with the outputs AWS would compute, and nothing more: nothing on this machine would act on them.
/// Tests assert on the inventory instead.
/// </summary>
internal static class RecordedKinds
{
    public static IEnumerable<ResourceKind> All() => Iam().Concat(Network()).Concat(Emr()).Concat(Observation()).Concat(Data());

    private static IEnumerable<ResourceKind> Iam() =>
    [
        new("aws:iam/role:Role", "name= namePrefix description assumeRolePolicy path maxSessionDuration permissionsBoundary forceDetachPolicies", "{name}",
            ("arn", "arn:{partition}:iam::{account}:role{path:/}{name}"), ("uniqueId", "AROA{HASH}")),
        new("aws:iam/policy:Policy", "name= namePrefix description policy path", "arn:{partition}:iam::{account}:policy{path:/}{name}",
            ("arn", "{id}"), ("policyId", "ANPA{HASH}")),
        new("aws:iam/rolePolicy:RolePolicy", "name= namePrefix role policy", "{role}:{name}"),
        new("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role policyArn", "{role}-{hash}"),
        new("aws:iam/instanceProfile:InstanceProfile", "name= namePrefix role path", "{name}",
            ("arn", "arn:{partition}:iam::{account}:instance-profile{path:/}{name}"), ("uniqueId", "AIPA{HASH}")),
        new("aws:iam/serviceLinkedRole:ServiceLinkedRole", "awsServiceName customSuffix description", "arn:{partition}:iam::{account}:role/aws-service-role/{awsServiceName}/{hash}",
            ("arn", "{id}")),
    ];

    private static IEnumerable<ResourceKind> Network() =>
    [
        new("aws:ec2/vpc:Vpc", "cidrBlock enableDnsHostnames enableDnsSupport instanceTenancy", "vpc-{hash}",
            ("arn", "arn:{partition}:ec2:{region}:{account}:vpc/{id}"), ("defaultSecurityGroupId", "sg-{hash}"), ("mainRouteTableId", "rtb-{hash}")),
        new("aws:ec2/subnet:Subnet", "vpcId cidrBlock availabilityZone mapPublicIpOnLaunch", "subnet-{hash}", ("arn", "arn:{partition}:ec2:{region}:{account}:subnet/{id}")),
        new("aws:ec2/internetGateway:InternetGateway", "vpcId", "igw-{hash}", ("arn", "arn:{partition}:ec2:{region}:{account}:internet-gateway/{id}")),
        new("aws:ec2/eip:Eip", "domain instance networkInterface", "eipalloc-{hash}", ("allocationId", "{id}"), ("publicIp", "203.0.113.10")),
        new("aws:ec2/natGateway:NatGateway", "subnetId allocationId connectivityType", "nat-{hash}", ("publicIp", "203.0.113.10")),
        new("aws:ec2/routeTable:RouteTable", "vpcId", "rtb-{hash}", ("arn", "arn:{partition}:ec2:{region}:{account}:route-table/{id}")),
        new("aws:ec2/route:Route", "routeTableId destinationCidrBlock gatewayId natGatewayId", "r-{hash}", ("state", "active")),
        new("aws:ec2/routeTableAssociation:RouteTableAssociation", "routeTableId subnetId", "rtbassoc-{hash}"),
        new("aws:ec2/securityGroup:SecurityGroup", "name= namePrefix description vpcId revokeRulesOnDelete", "sg-{hash}",
            ("arn", "arn:{partition}:ec2:{region}:{account}:security-group/{id}"), ("ownerId", "{account}")),
        new("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "vpcId", "sg-{hash}", ("arn", "arn:{partition}:ec2:{region}:{account}:security-group/{id}")),
        new("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", Rule, "sgr-{hash}", ("securityGroupRuleId", "{id}"), ("arn", "arn:{partition}:ec2:{region}:{account}:security-group-rule/{id}")),
        new("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", Rule, "sgr-{hash}", ("securityGroupRuleId", "{id}"), ("arn", "arn:{partition}:ec2:{region}:{account}:security-group-rule/{id}")),
        new("aws:ec2/vpcEndpoint:VpcEndpoint", "vpcId serviceName vpcEndpointType routeTableIds subnetIds securityGroupIds privateDnsEnabled policy", "vpce-{hash}",
            ("arn", "arn:{partition}:ec2:{region}:{account}:vpc-endpoint/{id}"), ("prefixListId", "pl-{hash}"), ("state", "available")),
        new("aws:ec2/tag:Tag", "resourceId key value", "{resourceId},{key}"),
    ];

    private const string Rule = "securityGroupId description ipProtocol fromPort toPort referencedSecurityGroupId prefixListId cidrIpv4 cidrIpv6";

    private static IEnumerable<ResourceKind> Emr() =>
    [
        new("aws:emr/securityConfiguration:SecurityConfiguration", "name= namePrefix configuration", "{name}", ("creationDate", "2026-01-01T00:00:00Z")),
        new("aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration", "blockPublicSecurityGroupRules permittedPublicSecurityGroupRuleRanges", "current"),
        new("aws:emrserverless/application:Application",
            "name= type releaseLabel architecture autoStartConfiguration autoStopConfiguration maximumCapacity networkConfiguration initialCapacities imageConfiguration runtimeConfigurations interactiveConfiguration monitoringConfiguration",
            "00{hash}", ("arn", "arn:{partition}:emr-serverless:{region}:{account}:/applications/{id}")),
    ];

    private static IEnumerable<ResourceKind> Observation() =>
    [
        new("aws:cloudwatch/logGroup:LogGroup", "name= namePrefix retentionInDays kmsKeyId skipDestroy logGroupClass", "{name}", ("arn", "arn:{partition}:logs:{region}:{account}:log-group:{name}")),
        new("aws:cloudwatch/metricAlarm:MetricAlarm",
            "name= alarmDescription comparisonOperator evaluationPeriods datapointsToAlarm metricName namespace period statistic extendedStatistic threshold treatMissingData dimensions unit actionsEnabled alarmActions okActions insufficientDataActions metricQueries evaluateLowSampleCountPercentiles",
            "{name}", ("arn", "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}")),
        new("aws:cloudwatch/compositeAlarm:CompositeAlarm", "alarmName= alarmDescription alarmRule actionsEnabled alarmActions okActions", "{name}", ("arn", "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}")),
        new("aws:cloudwatch/dashboard:Dashboard", "dashboardName= dashboardBody", "{name}", ("dashboardArn", "arn:{partition}:cloudwatch::{account}:dashboard/{name}")),
        new("aws:cloudwatch/eventRule:EventRule", "name= namePrefix description eventPattern scheduleExpression state eventBusName roleArn forceDestroy", "{name}", ("arn", "arn:{partition}:events:{region}:{account}:rule/{name}")),
        new("aws:cloudwatch/eventTarget:EventTarget", "rule arn targetId roleArn input inputPath inputTransformer deadLetterConfig retryPolicy eventBusName", "{rule}-{hash}"),
        new("aws:budgets/budget:Budget", "name= namePrefix accountId budgetType limitAmount limitUnit timeUnit timePeriodStart timePeriodEnd costFilters costTypes notifications autoAdjustData", "{account}:{name}",
            ("arn", "arn:{partition}:budgets::{account}:budget/{name}")),
        new("aws:costexplorer/anomalyMonitor:AnomalyMonitor", "name= monitorType monitorDimension monitorSpecification", "arn:{partition}:ce::{account}:anomalymonitor/{uuid}", ("arn", "{id}")),
        new("aws:costexplorer/anomalySubscription:AnomalySubscription", "name= accountId frequency monitorArnLists subscribers thresholdExpression", "arn:{partition}:ce::{account}:anomalysubscription/{uuid}", ("arn", "{id}")),
    ];

    private static IEnumerable<ResourceKind> Data() =>
    [
        new("aws:dms/replicationSubnetGroup:ReplicationSubnetGroup", "replicationSubnetGroupId= replicationSubnetGroupDescription subnetIds", "{name}",
            ("replicationSubnetGroupArn", "arn:{partition}:dms:{region}:{account}:subgrp:{name}")),
        new("aws:dms/replicationInstance:ReplicationInstance",
            "replicationInstanceId= replicationInstanceClass allocatedStorage engineVersion autoMinorVersionUpgrade allowMajorVersionUpgrade applyImmediately multiAz availabilityZone publiclyAccessible kmsKeyArn preferredMaintenanceWindow replicationSubnetGroupId vpcSecurityGroupIds networkType",
            "{name}", ("replicationInstanceArn", "arn:{partition}:dms:{region}:{account}:rep:{name}")),
        new("aws:dms/certificate:Certificate", "certificateId= certificatePem certificateWallet", "{name}", ("certificateArn", "arn:{partition}:dms:{region}:{account}:cert:{name}")),
        new("aws:dms/eventSubscription:EventSubscription", "name= enabled eventCategories snsTopicArn sourceIds sourceType", "{name}", ("arn", "arn:{partition}:dms:{region}:{account}:es:{name}")),
        new("aws:glue/catalogDatabase:CatalogDatabase", "name= description locationUri catalogId parameters createTableDefaultPermissions", "{account}:{name}",
            ("arn", "arn:{partition}:glue:{region}:{account}:database/{name}")),
        new("aws:rds/subnetGroup:SubnetGroup", "name= namePrefix description subnetIds", "{name}", ("arn", "arn:{partition}:rds:{region}:{account}:subgrp:{name}")),
        new("aws:rds/clusterParameterGroup:ClusterParameterGroup", "name= namePrefix family description parameters", "{name}", ("arn", "arn:{partition}:rds:{region}:{account}:cluster-pg:{name}")),
        new("aws:rds/cluster:Cluster",
            "clusterIdentifier= engine engineMode engineVersion databaseName port masterUsername manageMasterUserPassword masterUserSecretKmsKeyId storageEncrypted kmsKeyId backupRetentionPeriod copyTagsToSnapshot iamDatabaseAuthenticationEnabled skipFinalSnapshot finalSnapshotIdentifier deletionProtection dbSubnetGroupName dbClusterParameterGroupName vpcSecurityGroupIds enabledCloudwatchLogsExports serverlessv2ScalingConfiguration applyImmediately",
            "{name}", ("arn", "arn:{partition}:rds:{region}:{account}:cluster:{name}"), ("endpoint", "{name}.cluster-local.{region}.rds.amazonaws.com")),
        new("aws:rds/clusterInstance:ClusterInstance", "identifier= clusterIdentifier instanceClass engine engineVersion publiclyAccessible autoMinorVersionUpgrade monitoringInterval monitoringRoleArn performanceInsightsEnabled performanceInsightsKmsKeyId", "{name}",
            ("arn", "arn:{partition}:rds:{region}:{account}:db:{name}")),
        new("aws:secretsmanager/secret:Secret", "name= namePrefix description kmsKeyId recoveryWindowInDays policy", "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-local0", ("arn", "{id}")),
        new("aws:scheduler/scheduleGroup:ScheduleGroup", "name= namePrefix", "{name}", ("arn", "arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}")),
        new("aws:scheduler/schedule:Schedule", "name= namePrefix groupName description scheduleExpression scheduleExpressionTimezone state kmsKeyArn flexibleTimeWindow target startDate endDate",
            "{groupName:default}/{name}", ("arn", "arn:{partition}:scheduler:{region}:{account}:schedule/{groupName:default}/{name}")),
        new("aws:athena/workgroup:Workgroup", "name= description configuration state forceDestroy", "{name}", ("arn", "arn:{partition}:athena:{region}:{account}:workgroup/{name}")),
    ];
}
