using System.Text.Json.Nodes;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests.Security;

public sealed partial class ControlTests
{
    [Test]
    [Control("DMS.1, CKV_AWS_89, W91", "the replication instance is private")]
    public async Task Replication_is_private() =>
        Assert.That((bool?)(await Only("aws:dms/replicationInstance:ReplicationInstance")).Inputs["publiclyAccessible"], Is.False);

    [Test]
    [Control("DMS.6, CKV_AWS_222", "minor versions of DMS are installed by themselves")]
    public async Task Replication_updates_itself() =>
        Assert.That((bool?)(await Only("aws:dms/replicationInstance:ReplicationInstance")).Inputs["autoMinorVersionUpgrade"], Is.True);

    [Test]
    [Control("DMS.13", "a standby in another zone in production (test: exception)")]
    public async Task Replication_survives_a_zone_in_production() =>
        Assert.That((bool?)(await Only("aws:dms/replicationInstance:ReplicationInstance")).Inputs["multiAz"], Is.EqualTo(stack == "prod"));

    [Test]
    [Control("CKV_AWS_212, CKV_AWS_296", "the instance's disk and the source endpoint are encrypted with the stack's key")]
    public async Task Replication_is_encrypted_with_the_stacks_key()
    {
        var key = (await Stacks.RecordAsync(stack)).Outputs["keyArn"];
        Assert.That((await Only("aws:dms/replicationInstance:ReplicationInstance")).Text("kmsKeyArn"), Is.EqualTo(key));
        Assert.That((await Only("aws:dms/endpoint:Endpoint")).Text("kmsKeyArn"), Is.EqualTo(key));
    }

    [Test]
    [Control("DMS.7, DMS.8", "capture, unload, load and apply are logged at the default level; the log group is not named, which DMS refuses")]
    public async Task Replication_logs_its_four_parts()
    {
        var logging = JsonNode.Parse((await Only("aws:dms/replicationTask:ReplicationTask")).Text("replicationTaskSettings")!)!["Logging"]!;
        Assert.That((bool?)logging["EnableLogging"], Is.True);
        var levels = logging["LogComponents"]!.AsArray().ToDictionary(part => (string)part!["Id"]!, part => (string)part!["Severity"]!);
        foreach (var part in (string[])["SOURCE_CAPTURE", "SOURCE_UNLOAD", "TARGET_LOAD", "TARGET_APPLY"])
            Assert.That(levels[part], Is.EqualTo("LOGGER_SEVERITY_DEFAULT"));
        Assert.That(logging["CloudWatchLogGroup"], Is.Null);
    }

    [Test]
    [Control("DMS.9, CKV2_AWS_49", "the source endpoint requires TLS")]
    public async Task The_source_is_read_over_tls() =>
        Assert.That((await Only("aws:dms/endpoint:Endpoint")).Text("sslMode"), Is.AnyOf("require", "verify-ca", "verify-full"));

    [Test]
    [Control("F37", "user and password come from Secrets Manager, none stands in the program or its state")]
    public async Task The_sources_password_is_a_secret()
    {
        var source = (await Only("aws:dms/endpoint:Endpoint")).Inputs;
        Assert.That(source["secretsManagerArn"], Is.Not.Null);
        foreach (var clear in (string[])["username", "password", "serverName", "port"])
            Assert.That(source[clear], Is.Null, clear);
    }

    [Test]
    [Control("DMS to S3", "objects are encrypted with the stack's key and written only to a bucket of this account")]
    public async Task Changes_are_written_encrypted_to_this_account()
    {
        var registration = await Stacks.RecordAsync(stack);
        var target = registration.OfType("aws:dms/s3Endpoint:S3Endpoint").Single();
        Assert.That(target.Text("encryptionMode"), Is.EqualTo("SSE_KMS"));
        Assert.That(target.Text("serverSideEncryptionKmsKeyId"), Is.EqualTo(registration.Outputs["keyArn"]));
        Assert.That(target.Text("expectedBucketOwner"), Is.EqualTo(Stacks.Settings(stack).AccountId));
        Assert.That(target.Inputs["kmsKeyArn"], Is.Null);
    }

    [Test]
    [Control("S3-safe task", "no batch apply, no full LOB mode, no table of the target is ever dropped or truncated, and a task without tables fails")]
    public async Task The_task_is_safe_for_an_S3_target()
    {
        var settings = JsonNode.Parse((await Only("aws:dms/replicationTask:ReplicationTask")).Text("replicationTaskSettings")!)!;
        Assert.That((bool?)settings["TargetMetadata"]!["BatchApplyEnabled"], Is.False);
        Assert.That((bool?)settings["TargetMetadata"]!["FullLobMode"], Is.False);
        Assert.That((string?)settings["FullLoadSettings"]!["TargetTablePrepMode"], Is.EqualTo("DO_NOTHING"));
        Assert.That((bool?)settings["ChangeProcessingDdlHandlingPolicy"]!["HandleSourceTableTruncated"], Is.False);
        Assert.That((bool?)settings["ChangeProcessingDdlHandlingPolicy"]!["HandleSourceTableDropped"], Is.False);
        Assert.That((bool?)settings["ErrorBehavior"]!["FailOnNoTablesCaptured"], Is.True);
    }

    [Test]
    [Control("DMS.2-DMS.5, tagging", "the provider tags every resource with project and stack")]
    public async Task Every_resource_is_tagged()
    {
        var registration = await Stacks.RecordAsync(stack);
        var provider = registration.OfType("pulumi:providers:aws").Single();
        var tags = JsonNode.Parse(provider.Text("defaultTags")!)!["tags"]!;
        Assert.That((string?)tags["stack"], Is.EqualTo(stack));
        Assert.That((string?)tags["project"], Is.EqualTo("nonolive"));
        Assert.That(provider.Text("allowedAccountIds"), Does.Contain(Stacks.Settings(stack).AccountId));
    }

    [Test]
    [Control("CKV_AWS_23", "every security group and rule says what it is for")]
    public async Task Groups_and_rules_are_described()
    {
        var registration = await Stacks.RecordAsync(stack);
        foreach (var rule in registration.Resources.Where(r => r.Type.StartsWith("aws:vpc/securityGroup", StringComparison.Ordinal) || r.Type == "aws:ec2/securityGroup:SecurityGroup"))
            Assert.That(rule.Text("description"), Is.Not.Null.And.Not.EqualTo("Managed by Pulumi"), rule.Key);
    }

    [Test]
    [Control("EC2.18, EC2.19, CKV_AWS_24, CKV_AWS_25, CKV_AWS_260, CKV_AWS_277, EC23", "no inbound rule names an address; each names another group")]
    public async Task Nothing_comes_in_from_addresses()
    {
        var rules = (await Stacks.RecordAsync(stack)).OfType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").ToList();
        Assert.That(rules, Is.Not.Empty);
        foreach (var rule in rules)
        {
            Assert.That(rule.Inputs["cidrIpv4"], Is.Null, rule.Name);
            Assert.That(rule.Inputs["cidrIpv6"], Is.Null, rule.Name);
            Assert.That(rule.Text("referencedSecurityGroupId"), Is.Not.Null, rule.Name);
        }
    }

    [Test]
    [Control("CKV_AWS_382", "outbound rules name groups, S3's prefix list, or port 443 where a service is reached by NAT (exception)")]
    public async Task Only_named_traffic_goes_out()
    {
        var settings = Stacks.Settings(stack);
        foreach (var rule in (await Stacks.RecordAsync(stack)).OfType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"))
        {
            var targets = (string[])["referencedSecurityGroupId", "prefixListId", "cidrIpv4"];
            Assert.That(targets.Count(target => rule.Inputs[target] is not null), Is.EqualTo(1), rule.Name);
            if (rule.Inputs["cidrIpv4"] is null)
                continue;
            Assert.That((long?)rule.Inputs["fromPort"], Is.EqualTo(443), rule.Name);
            Assert.That(settings.Network.PrivateEndpoints, Is.Empty, $"{rule.Name}: with endpoints nothing goes by NAT");
        }
    }
}
