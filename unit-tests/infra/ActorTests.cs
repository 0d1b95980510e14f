using Nonolive.Infra.Iam.Evaluation;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests;

/// <summary>For every actor what it can and, above all, what it cannot do, by evaluating the registered policies.</summary>
[TestFixture("test")]
[TestFixture("prod")]
[TestFixture("sandbox")]
[Parallelizable(ParallelScope.All)]
public sealed partial class ActorTests(string stack)
{
    [Test]
    public async Task The_application_sends_events_and_does_nothing_else()
    {
        var world = await World.OfAsync(stack);
        var application = world.Application;

        world.May(application, "s3:PutObject", $"{world.Data}/events/dt=2026-11-20/hour=01/host-1.json.gz");
        world.May(application, "kms:GenerateDataKey", world.Key, world.Via("s3"));
        world.MayNot(application, "s3:PutObject", $"{world.Data}/events/dt=2026-11-20/hour=01/host-1.json.gz", ("aws:SecureTransport", "false"));
        world.MayNot(application, "s3:PutObject", $"{world.Data}/events/dt=2026-11-20/hour=01/host-1.json.gz", ("s3:TlsVersion", "1.1"));
        world.MayNot(application, "s3:GetObject", $"{world.Data}/events/dt=2026-11-20/hour=01/host-1.json.gz");
        world.MayNot(application, "s3:DeleteObject", $"{world.Data}/events/dt=2026-11-20/hour=01/host-1.json.gz");
        world.MayNot(application, "s3:ListBucket", world.Data);
        foreach (var prefix in (string[])["aurora/nonolive/users/LOAD00000001.parquet", "warehouse/stg_events/x", "quarantine/events/x"])
            world.MayNot(application, "s3:PutObject", $"{world.Data}/{prefix}");
        world.MayNot(application, "s3:GetObject", world.Rows);
        world.MayNot(application, "s3:PutObject", $"{world.Code}/jobs/x/jobs.yml");
        world.MayNot(application, "kms:Decrypt", world.Key);
        world.MayNot(application, "kms:Decrypt", world.Key, world.Via("dms"));
        world.MayNot(application, "states:StartExecution", world.Machine);
    }

    [Test]
    public async Task The_console_reads_published_reports_and_writes_nothing()
    {
        var world = await World.OfAsync(stack);
        var console = world.Console;

        world.May(console, "s3:GetObject", world.Manifest);
        world.May(console, "s3:GetObject", world.Rows);
        world.May(console, "s3:ListBucket", world.Result, ("s3:prefix", "reports/platform_daily/"));
        world.May(console, "kms:Decrypt", world.Key, world.Via("s3"));
        world.MayNot(console, "s3:ListBucket", world.Result);
        world.MayNot(console, "s3:GetObject", $"{world.Result}/locks/dt=2026-11-20.json");
        world.MayNot(console, "s3:PutObject", world.Manifest);
        world.MayNot(console, "s3:DeleteObject", world.Rows);
        world.MayNot(console, "s3:GetObject", $"{world.Data}/events/dt=2026-11-20/hour=01/host-1.json.gz");
        world.MayNot(console, "s3:GetObject", $"{world.Data}/aurora/nonolive/users/LOAD00000001.parquet");
        world.MayNot(console, "kms:GenerateDataKey", world.Key, world.Via("s3"));
        world.MayNot(console, "kms:Decrypt", world.Key);
    }

    [Test]
    public async Task Dms_writes_table_changes_and_reads_nothing_of_the_lake()
    {
        var world = await World.OfAsync(stack);
        var dms = world.Role("replication-target");
        var file = $"{world.Data}/aurora/nonolive/users/2026/11/20/20261120-010203004.parquet";

        world.May(dms, "s3:PutObject", file);
        world.May(dms, "s3:DeleteObject", file);
        world.May(dms, "s3:PutObjectTagging", file);
        world.May(dms, "s3:ListBucket", world.Data);
        world.May(dms, "kms:GenerateDataKey", world.Key, world.Via("s3"));
        world.MayNot(dms, "s3:GetObject", file);
        world.MayNot(dms, "s3:PutObject", $"{world.Data}/events/x.json.gz");
        world.MayNot(dms, "s3:DeleteObject", $"{world.Data}/warehouse/x");
        world.MayNot(dms, "s3:PutObject", world.Manifest);
        world.MayNot(dms, "secretsmanager:GetSecretValue", world.Settings.Source.SecretArn);
        world.MayNot(dms, "kms:Decrypt", world.Key);
    }

    [Test]
    public async Task Dms_reads_the_secret_of_Aurora_and_no_other()
    {
        var world = await World.OfAsync(stack);
        var dms = world.Role("replication-secret");
        var secret = world.Registration.OfType("aws:dms/endpoint:Endpoint").Single().Text("secretsManagerArn")!;

        world.May(dms, "secretsmanager:GetSecretValue", secret);
        world.MayNot(dms, "secretsmanager:GetSecretValue", $"{secret[..^6]}ZzZzZz");
        world.MayNot(dms, "secretsmanager:PutSecretValue", secret);
        world.MayNot(dms, "s3:PutObject", $"{world.Data}/aurora/nonolive/users/LOAD00000001.parquet");
        world.MayNot(dms, "kms:Decrypt", world.Key, world.Via("s3"));
    }

    [Test]
    public async Task Emr_nodes_read_the_lake_and_write_tables_and_rows_but_publish_nothing()
    {
        var world = await World.OfAsync(stack);
        var nodes = world.Role("emr-nodes");
        var glue = $"arn:aws:glue:{world.Settings.Region}:{world.Settings.AccountId}";

        world.May(nodes, "s3:GetObject", $"{world.Code}/jobs/digest/reports/platform_daily.sql");
        world.May(nodes, "s3:GetObject", $"{world.Code}/emr/certificates.zip");
        world.May(nodes, "s3:GetObject", $"{world.Data}/events/x.json.gz");
        world.May(nodes, "s3:GetObject", $"{world.Data}/aurora/nonolive/users/LOAD00000001.parquet");
        world.May(nodes, "s3:PutObject", $"{world.Data}/warehouse/snap_users/dt=2026-11-20/000000_0");
        world.May(nodes, "s3:PutObject", $"{world.Data}/quarantine/events/dt=2026-11-20/000000_0");
        world.May(nodes, "s3:PutObject", world.Rows);
        world.May(nodes, "s3:PutObject", $"{world.Logs}/emr/j-1/node/x.gz");
        world.May(nodes, "glue:CreateTable", $"{glue}:table/{world.Settings.Database}/rpt_platform_daily");
        world.May(nodes, "glue:GetDatabase", $"{glue}:database/default");
        world.May(nodes, "kms:GenerateDataKey", world.Key, world.Via("s3"));

        world.MayNot(nodes, "s3:PutObject", world.Manifest);
        world.MayNot(nodes, "s3:DeleteObject", world.Manifest);
        world.MayNot(nodes, "s3:PutObject", $"{world.Result}/reports/index.json");
        world.MayNot(nodes, "s3:PutObject", $"{world.Result}/locks/dt=2026-11-20.json");
        world.MayNot(nodes, "s3:PutObject", $"{world.Data}/events/x.json.gz");
        world.MayNot(nodes, "s3:DeleteObject", $"{world.Data}/events/x.json.gz");
        world.MayNot(nodes, "s3:DeleteObject", $"{world.Data}/aurora/nonolive/users/LOAD00000001.parquet");
        world.MayNot(nodes, "s3:PutObject", $"{world.Code}/jobs/digest/reports/platform_daily.sql");
        world.MayNot(nodes, "s3:GetObject", $"{world.Logs}/s3/data/x");
        world.MayNot(nodes, "glue:CreateTable", $"{glue}:table/default/x");
        world.MayNot(nodes, "glue:DeleteDatabase", $"{glue}:database/{world.Settings.Database}");
        world.MayNot(nodes, "iam:PassRole", world.Role("emr-nodes").Name, ("iam:PassedToService", "ec2.amazonaws.com"));
        world.MayNot(nodes, "elasticmapreduce:RunJobFlow", "*", ("aws:RequestTag/stack", world.Settings.Stack));
        world.MayNot(nodes, "kms:CreateGrant", world.Key, ("kms:GrantIsForAWSResource", "true"));
    }

    [Test]
    public async Task The_emr_service_starts_nodes_with_their_role_and_cannot_read_data()
    {
        var world = await World.OfAsync(stack);
        var service = world.Role("emr-service");

        Assert.That(world.Policies.ManagedPoliciesOf($"{world.Settings.Prefix}-emr-service"), Is.EqualTo(new[] { "service-role/AmazonEMRServicePolicy_v2" }));
        world.May(service, "iam:PassRole", world.Role("emr-nodes").Name, ("iam:PassedToService", "ec2.amazonaws.com"));
        world.May(service, "kms:CreateGrant", world.Key, ("kms:GrantIsForAWSResource", "true"));
        world.MayNot(service, "iam:PassRole", world.Role("emr-nodes").Name, ("iam:PassedToService", "lambda.amazonaws.com"));
        world.MayNot(service, "iam:PassRole", world.Role("state-machine").Name, ("iam:PassedToService", "ec2.amazonaws.com"));
        world.MayNot(service, "kms:CreateGrant", world.Key);
        world.MayNot(service, "s3:GetObject", $"{world.Data}/events/x.json.gz");
        world.MayNot(service, "s3:GetObject", world.Rows);
        world.MayNot(service, "s3:PutObject", world.Manifest);
    }

    [Test]
    public async Task A_stranger_another_account_and_nobody_can_do_nothing()
    {
        var world = await World.OfAsync(stack);
        string[] objects = [$"{world.Data}/events/x.json.gz", world.Rows, world.Manifest, $"{world.Code}/jobs/x", $"{world.Logs}/emr/x"];

        foreach (var actor in (Actor[])[world.Stranger, World.OtherAccount, Actor.Anonymous])
        {
            foreach (var thing in objects)
            {
                world.MayNot(actor, "s3:GetObject", thing);
                world.MayNot(actor, "s3:PutObject", thing);
                world.MayNot(actor, "s3:DeleteObject", thing);
            }
            foreach (var bucket in (string[])[world.Data, world.Result, world.Code, world.Logs])
                world.MayNot(actor, "s3:ListBucket", bucket);
            world.MayNot(actor, "kms:Decrypt", world.Key, world.Via("s3"));
            world.MayNot(actor, "kms:CreateGrant", world.Key);
            world.MayNot(actor, "kms:ScheduleKeyDeletion", world.Key);
            world.MayNot(actor, "sns:Publish", world.Topic);
            world.MayNot(actor, "sns:Subscribe", world.Topic);
        }
    }

    [Test]
    public async Task Services_act_for_this_account_only()
    {
        var world = await World.OfAsync(stack);
        var own = ("aws:SourceAccount", world.Settings.AccountId);
        var foreign = ("aws:SourceAccount", "999988887777");
        var logs = Actor.Service("logging.s3.amazonaws.com");

        world.May(logs, "s3:PutObject", $"{world.Logs}/s3/data/x", own, ("aws:SourceArn", world.Data));
        world.MayNot(logs, "s3:PutObject", $"{world.Logs}/s3/data/x", foreign, ("aws:SourceArn", "arn:aws:s3:::stolen"));
        world.MayNot(logs, "s3:PutObject", $"{world.Data}/events/x", own, ("aws:SourceArn", world.Data));
        foreach (var service in (string[])["cloudwatch.amazonaws.com", "events.amazonaws.com", "budgets.amazonaws.com"])
        {
            world.May(Actor.Service(service), "sns:Publish", world.Topic, own);
            world.May(Actor.Service(service), "kms:GenerateDataKey", world.Key, own);
            world.MayNot(Actor.Service(service), "sns:Publish", world.Topic, foreign);
            world.MayNot(Actor.Service(service), "kms:Decrypt", world.Key, foreign);
        }
        world.MayNot(Actor.Service("lambda.amazonaws.com"), "kms:Decrypt", world.Key, own);
        world.MayNot(Actor.Service("dms.amazonaws.com"), "s3:PutObject", $"{world.Data}/aurora/x", own);
    }

    [Test]
    public async Task A_role_is_taken_on_by_its_service_for_this_account_and_by_nobody_else()
    {
        var world = await World.OfAsync(stack);
        var account = world.Settings.AccountId;
        (string Role, string Service)[] trusted =
        [
            ("replication-target", "dms.amazonaws.com"), ("replication-secret", $"dms.{world.Settings.Region}.amazonaws.com"),
            ("emr-service", "elasticmapreduce.amazonaws.com"), ("emr-nodes", "ec2.amazonaws.com"),
        ];
        foreach (var (role, service) in trusted)
        {
            var trust = world.Policies.TrustOf($"{world.Settings.Prefix}-{role}");
            Decision May(Actor actor, string source) => PolicyEvaluator.MayAssume(actor, trust, account, new Dictionary<string, string> { ["aws:SourceAccount"] = source });

            Assert.That(May(Actor.Service(service), account).IsAllowed, Is.True, role);
            // EC2 sends no source account with an instance profile; only instances of this account can carry it.
            if (service != "ec2.amazonaws.com")
                Assert.That(May(Actor.Service(service), "999988887777").IsAllowed, Is.False, role);
            Assert.That(May(Actor.Service("lambda.amazonaws.com"), account).IsAllowed, Is.False, role);
            Assert.That(May(World.OtherAccount, account).IsAllowed, Is.False, role);
            Assert.That(May(world.Stranger, account).IsAllowed, Is.False, role);
        }
    }
}
