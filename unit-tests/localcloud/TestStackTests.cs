using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Nonolive.Infra.Settings;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Storage;
using Npgsql;

namespace Nonolive.LocalCloud.Tests;

/// <summary>The program's own stack, as `pulumi up` would register it.</summary>
[TestFixture]
public class TestStackTests
{
    private LocalCloud _cloud = null!;
    private DeployedStack _stack = null!;

    [OneTimeSetUp]
    public async Task UpAsync()
    {
        _cloud = await Clouds.StartAsync();
        _stack = await _cloud.UpAsync("test");
    }

    [OneTimeTearDown]
    public async Task DownAsync()
    {
        if (_cloud is not null)
            await _cloud.DisposeAsync();
    }

    [Test]
    public async Task The_test_stack_comes_up_on_the_local_cloud()
    {
        var buckets = (await _stack.S3.ListBucketsAsync()).Buckets.Select(bucket => bucket.BucketName).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(_stack.Outputs.Keys, Is.SupersetOf(new[] { "dataBucket", "resultBucket", "stateMachineArn", "replicationTaskArn" }));
            Assert.That(buckets, Is.SupersetOf(new[] { _stack.DataBucket, _stack.ResultBucket, _stack.Output("codeBucket"), _stack.Output("logsBucket") }));
            Assert.That(_stack.Inventory.Resources, Has.Count.GreaterThan(60));
            Assert.That(_stack.StateMachine.Arn, Is.EqualTo(_stack.Output("stateMachineArn")));
            Assert.That(_stack.Replication.Arn, Is.EqualTo(_stack.Output("replicationTaskArn")));
        });
    }

    [Test]
    public async Task Buckets_have_the_registered_settings()
    {
        var bucket = _stack.DataBucket;
        var versioning = await _stack.S3.GetBucketVersioningAsync(bucket);
        var encryption = await _stack.S3.GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = bucket });
        var privacy = await _stack.S3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = bucket });
        var lifecycle = await _stack.S3.GetLifecycleConfigurationAsync(bucket);
        var rule = encryption.ServerSideEncryptionConfiguration.ServerSideEncryptionRules[0];
        Assert.Multiple(() =>
        {
            Assert.That(versioning.VersioningConfig.Status.Value, Is.EqualTo("Enabled"));
            Assert.That(rule.ServerSideEncryptionByDefault.ServerSideEncryptionKeyManagementServiceKeyId, Is.EqualTo(_stack.Output("keyArn")));
            Assert.That(rule.BucketKeyEnabled, Is.True);
            Assert.That(privacy.PublicAccessBlockConfiguration.RestrictPublicBuckets, Is.True);
            Assert.That(lifecycle.Configuration.Rules.Select(r => r.Id), Has.Member("tidy"));
        });
    }

    [Test]
    public async Task Job_files_lie_in_the_code_bucket_under_their_digest()
    {
        var keys = new List<string>();
        await foreach (var found in _stack.Store.ListAsync(_stack.Output("codeBucket"), $"jobs/{_stack.Output("codeDigest")}/"))
            keys.Add(found.Key);
        Assert.That(keys, Has.Some.EndsWith(".sql"));
        Assert.That(await _stack.Store.ReadTextAsync(new ObjectUri(_stack.Output("codeBucket"), keys.First(key => key.EndsWith(".sql", StringComparison.Ordinal)))), Is.Not.Empty);
    }

    [Test]
    public async Task A_job_that_fails_for_another_reason_than_a_damaged_object_is_run_again_and_then_fails_with_its_own_error()
    {
        var jobs = Directory.CreateTempSubdirectory("nono-jobs-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(jobs.FullName, "jobs.yml"), "jobs: [{name: read_events, file: read.sql, stage: staging, arrivals: [dt]}]");
            await File.WriteAllTextAsync(Path.Combine(jobs.FullName, "read.sql"), "use ${hivevar:database};\nselect line from no_such_table;");
            await using (var source = NpgsqlDataSource.Create(_cloud.Postgres.ConnectionString))
            await using (var schema = source.CreateCommand(AuroraSchema.Sql))
                await schema.ExecuteNonQueryAsync();
            var stack = await _cloud.UpAsync(SettingsReader.Read(StackFileConfigSource.Load(_cloud.Root, "prod")), jobs.FullName);
            var result = await stack.StateMachine.RunAsync(new JsonObject { ["dt"] = "2026-11-24" });
            Assert.Multiple(() =>
            {
                Assert.That(result.Status, Is.EqualTo(ExecutionStatus.Failed), result.Log());
                Assert.That(result.Cause, Does.Contain("no_such_table"), result.Log());
                Assert.That(result.Log(), Does.Contain("read_events_again"));
                Assert.That(stack.PublishedMessages.Select(message => message.Subject), Is.EqualTo(new[] { "Reports of nonolive-prod failed" }));
                Assert.That(stack.Emr.Clusters.Select(cluster => cluster.IsAlive), Is.EqualTo(new[] { false }));
            });
        }
        finally
        {
            jobs.Delete(recursive: true);
        }
    }

    [TestCase("{}")]
    [TestCase("""{"dt": "2026-11-31"}""")]
    [TestCase("""{"from": "2026-11-05", "to": "2026-11-01"}""")]
    public async Task An_input_that_names_no_day_fails_before_a_cluster_is_made(string input)
    {
        var clusters = _stack.Emr.Clusters.Count;
        var result = await _stack.StateMachine.RunAsync(JsonNode.Parse(input));
        Assert.Multiple(() =>
        {
            Assert.That(result.Status, Is.EqualTo(ExecutionStatus.Failed));
            Assert.That(result.Error, Is.EqualTo("InvalidInput"), result.Log());
            Assert.That(_stack.Emr.Clusters, Has.Count.EqualTo(clusters));
        });
    }
}
