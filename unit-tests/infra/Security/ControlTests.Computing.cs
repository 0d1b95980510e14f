using System.Text.Json.Nodes;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests.Security;

public sealed partial class ControlTests
{
    [Test]
    [Control("EMR.3, CKV_AWS_171, CKV_AWS_349, CKV_AWS_350, EC2.3, EC2.7, EMR4, AWS-0137, W61", "S3, local disks and EBS of clusters are encrypted with the stack's key")]
    public async Task Clusters_encrypt_at_rest()
    {
        var atRest = (await Encryption())["AtRestEncryptionConfiguration"]!;
        var key = (await Stacks.RecordAsync(stack)).Outputs["keyArn"];
        Assert.That((string?)atRest["S3EncryptionConfiguration"]!["EncryptionMode"], Is.EqualTo("SSE-KMS"));
        Assert.That((string?)atRest["S3EncryptionConfiguration"]!["AwsKmsKey"], Is.EqualTo(key));
        Assert.That((string?)atRest["LocalDiskEncryptionConfiguration"]!["EncryptionKeyProviderType"], Is.EqualTo("AwsKms"));
        Assert.That((bool?)atRest["LocalDiskEncryptionConfiguration"]!["EnableEbsEncryption"], Is.True);
    }

    [Test]
    [Control("EMR.4, CKV_AWS_351, EMR5, AWS-0138, W63", "nodes talk to each other over TLS with certificates from the code bucket")]
    public async Task Clusters_encrypt_in_transit()
    {
        var encryption = await Encryption();
        Assert.That((bool?)encryption["EnableInTransitEncryption"], Is.True);
        Assert.That((string?)encryption["InTransitEncryptionConfiguration"]!["TLSCertificateConfiguration"]!["CertificateProviderType"], Is.EqualTo("PEM"));
    }

    [Test]
    [Control("EC2.8", "nodes answer only version 2 of the metadata service, one hop away")]
    public async Task Clusters_demand_metadata_version_2()
    {
        var metadata = JsonNode.Parse((await Only("aws:emr/securityConfiguration:SecurityConfiguration")).Text("configuration")!)!["InstanceMetadataServiceConfiguration"]!;
        Assert.That((long?)metadata["MinimumInstanceMetadataServiceVersion"], Is.EqualTo(2));
        Assert.That((long?)metadata["HttpPutResponseHopLimit"], Is.EqualTo(1));
    }

    [Test]
    [Control("EMR.2, CKV_AWS_390", "the owning stack blocks public access for EMR without exceptions, not even port 22")]
    public async Task Public_access_to_clusters_is_blocked()
    {
        var block = await Only("aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration");
        Assert.That((bool?)block.Inputs["blockPublicSecurityGroupRules"], Is.True);
        Assert.That(block.Inputs["permittedPublicSecurityGroupRuleRanges"], Is.Null);
    }

    [Test]
    [Control("EMR.1, EC2.9, EC2.15, CKV2_AWS_55, EMR2, CKV_AWS_319", "clusters start in private subnets with the stack's security configuration, groups and logs")]
    public async Task Clusters_are_private_and_logged()
    {
        var cluster = await ClusterRequest();
        var settings = Stacks.Settings(stack);
        Assert.That(cluster["Instances"]!["Ec2SubnetIds"]!.AsArray().Select(id => (string)id!), Is.EqualTo(settings.Network.PrivateSubnetIds));
        foreach (var group in (string[])["EmrManagedMasterSecurityGroup", "EmrManagedSlaveSecurityGroup", "ServiceAccessSecurityGroup"])
            Assert.That((string?)cluster["Instances"]![group], Is.Not.Null, group);
        Assert.That((string?)cluster["SecurityConfiguration"], Is.EqualTo((await Only("aws:emr/securityConfiguration:SecurityConfiguration")).Text("name")));
        Assert.That((string?)cluster["LogUri"], Does.StartWith("s3://"));
        Assert.That(cluster["Instances"]!["Ec2KeyName"], Is.Null);
    }

    [Test]
    [Control("orphan clusters", "a cluster ends itself when idle, is not protected from ending, and core nodes are never on spot capacity")]
    public async Task Clusters_end_themselves()
    {
        var cluster = await ClusterRequest();
        Assert.That((long)cluster["AutoTerminationPolicy"]!["IdleTimeout"]!, Is.InRange(60, 604800));
        Assert.That((bool?)cluster["Instances"]!["TerminationProtected"], Is.False);
        Assert.That((bool?)cluster["Instances"]!["KeepJobFlowAliveWhenNoSteps"], Is.True);
        foreach (var fleet in cluster["Instances"]!["InstanceFleets"]!.AsArray().Where(fleet => (string?)fleet!["InstanceFleetType"] != "TASK"))
            Assert.That(fleet!["TargetSpotCapacity"], Is.Null);
    }

    [Test]
    [Control("orphan clusters (aws-cdk#28697)", "a run that was aborted, timed out or failed starts a clean-up that ends its cluster and releases its locks")]
    public async Task Runs_that_were_stopped_are_cleaned_up_after()
    {
        var registration = await Stacks.RecordAsync(stack);
        var pattern = System.Text.Json.Nodes.JsonNode.Parse(registration.Resource("aws:cloudwatch/eventRule:EventRule", "run-left-behind").Text("eventPattern")!)!["detail"]!;
        Assert.That((string?)pattern["stateMachineArn"]![0], Is.EqualTo(registration.Outputs["stateMachineArn"]));
        Assert.That(pattern["status"]!.AsArray().Select(status => (string)status!), Is.SupersetOf(new[] { "ABORTED", "TIMED_OUT" }));
        var target = registration.Resource("aws:cloudwatch/eventTarget:EventTarget", "run-left-behind");
        Assert.That(target.Text("arn"), Is.EqualTo(registration.Outputs["cleanUpMachineArn"]));
        // The machine finds the cluster by its name, which begins with the stack's and ends with the run's.
        var clean = (await StateMachineTests.DefinitionsAsync(stack))["clean-up-machine"].ToJsonString();
        var prefix = $"{Stacks.Settings(stack).Prefix}-";
        Assert.That((string?)(await ClusterRequest())["Name"], Is.EqualTo($"{{% '{prefix}' & $states.context.Execution.Name %}}"));
        Assert.That(clean.Replace("\\u0027", "'", StringComparison.Ordinal).Replace("\\u0026", "&", StringComparison.Ordinal), Does.Contain($"[Name = '{prefix}' & $name].Id"));
    }

    [Test]
    [Control("StepFunctions.1, CKV_AWS_284, CKV_AWS_285, SF1, SF2", "the state machines log everything with their data and are traced")]
    public async Task State_machines_are_logged_and_traced()
    {
        foreach (var machine in (await Stacks.RecordAsync(stack)).OfType("aws:sfn/stateMachine:StateMachine"))
        {
            Assert.That((string?)machine.Inputs["loggingConfiguration"]!["level"], Is.EqualTo("ALL"));
            Assert.That((bool?)machine.Inputs["loggingConfiguration"]!["includeExecutionData"], Is.True);
            Assert.That((bool?)machine.Inputs["tracingConfiguration"]!["enabled"], Is.True);
            Assert.That((string?)machine.Inputs["encryptionConfiguration"]!["type"], Is.EqualTo("CUSTOMER_MANAGED_KMS_KEY"));
        }
    }

    [Test]
    [Control("CKV_AWS_66, CKV_AWS_158, CKV_AWS_338, W84, W86, AWS-0017", "log groups are encrypted with the stack's key and kept 30 days, in production a year")]
    public async Task Logs_are_encrypted_and_kept()
    {
        var registration = await Stacks.RecordAsync(stack);
        foreach (var group in registration.OfType("aws:cloudwatch/logGroup:LogGroup"))
        {
            Assert.That(group.Text("kmsKeyId"), Is.EqualTo(registration.Outputs["keyArn"]), group.Name);
            Assert.That((long)group.Inputs["retentionInDays"]!, Is.GreaterThanOrEqualTo(stack == "prod" ? 365 : 30), group.Name);
        }
    }

    [Test]
    [Control("CKV_AWS_297", "the schedule is encrypted with the stack's key")]
    public async Task The_schedule_is_encrypted() =>
        Assert.That((await Only("aws:scheduler/schedule:Schedule")).Text("kmsKeyArn"), Is.EqualTo((await Stacks.RecordAsync(stack)).Outputs["keyArn"]));

    [Test]
    [Control("SQS.1, SQS.3, CKV_AWS_27, CKV_AWS_168, CKV_AWS_387, SQS2, SQS3, SQS4, W48, F20, F21, CKV_AWS_72", "the queue of missed starts is encrypted, refuses requests without TLS, and its policy allows nobody")]
    public async Task The_queue_is_encrypted_and_private()
    {
        var world = await World.OfAsync(stack);
        var queue = await Only("aws:sqs/queue:Queue");
        Assert.That(queue.Text("kmsMasterKeyId"), Is.EqualTo(world.Key));
        var policy = JsonNode.Parse((await Only("aws:sqs/queuePolicy:QueuePolicy")).Text("policy")!)!["Statement"]!.AsArray();
        Assert.That(policy.Select(statement => (string?)statement!["Effect"]), Is.All.EqualTo("Deny"));
    }

    [Test]
    [Control("SNS.1, SNS.4, CKV_AWS_26, CKV_AWS_169, CKV_AWS_385, SNS3, W47, F18, AWS-0095, AWS-0136", "the topic is encrypted, refuses requests without TLS, and only services of this account publish")]
    public async Task The_topic_is_encrypted_and_private()
    {
        var world = await World.OfAsync(stack);
        Assert.That((await Only("aws:sns/topic:Topic")).Text("kmsMasterKeyId"), Is.EqualTo(world.Key));
        var allows = world.Policies.ResourcePolicyOf(world.Topic)!.Statements.Where(statement => statement.Allows).ToList();
        Assert.That(allows.SelectMany(statement => statement.Principals).Select(principal => principal.Kind), Is.All.EqualTo("Service"));
        Assert.That(allows.Select(statement => statement.Conditions), Has.None.Empty);
    }

    [Test]
    [Control("CKV_AWS_319", "every alarm acts")]
    public async Task Alarms_act()
    {
        var alarms = (await Stacks.RecordAsync(stack)).OfType("aws:cloudwatch/metricAlarm:MetricAlarm").ToList();
        Assert.That(alarms, Is.Not.Empty);
        foreach (var alarm in alarms)
        {
            Assert.That((bool?)alarm.Inputs["actionsEnabled"], Is.True, alarm.Name);
            Assert.That(alarm.Inputs["alarmActions"]!.AsArray(), Is.Not.Empty, alarm.Name);
        }
    }

    private async Task<JsonNode> Encryption() =>
        JsonNode.Parse((await Only("aws:emr/securityConfiguration:SecurityConfiguration")).Text("configuration")!)!["EncryptionConfiguration"]!;

    private async Task<JsonNode> ClusterRequest() =>
        StateMachineTests.States((await StateMachineTests.DefinitionsAsync(stack))["reports-machine"]).Single(state => state.Name == "CreateCluster").State["Arguments"]!;
}
