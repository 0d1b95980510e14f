using Amazon.S3.Model;
using Nonolive.LocalCloud.Mocks;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Storage;
using Pulumi;
using Cloud = Pulumi.Aws;

namespace Nonolive.LocalCloud.Tests.Mocks;

/// <summary>Small programs on the local cloud.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public class ProgramTests
{
    [Test]
    public async Task A_bucket_and_its_objects_really_exist()
    {
        await using var stack = await UpAsync(() =>
        {
            var bucket = new Cloud.S3.Bucket("files", new() { BucketName = "program-tests-objects" });
            _ = new Cloud.S3.BucketObjectv2("text", new() { Bucket = bucket.BucketName, Key = "a/b.txt", Content = "hello", ContentType = "text/plain" });
            return new Dictionary<string, object?> { ["bucket"] = bucket.BucketName, ["arn"] = bucket.Arn };
        });
        Assert.That(stack.Output("arn"), Is.EqualTo("arn:aws:s3:::program-tests-objects"));
        Assert.That(await stack.Store.ReadTextAsync(new ObjectUri("program-tests-objects", "a/b.txt")), Is.EqualTo("hello"));
        Assert.That((await stack.S3.GetObjectMetadataAsync("program-tests-objects", "a/b.txt")).Headers.ContentType, Is.EqualTo("text/plain"));
    }

    [Test]
    public async Task A_key_and_a_queue_really_exist()
    {
        await using var stack = await UpAsync(() =>
        {
            var key = new Cloud.Kms.Key("key", new() { Description = "test", EnableKeyRotation = true });
            var queue = new Cloud.Sqs.Queue("queue", new() { Name = "program-tests-queue", MessageRetentionSeconds = 3600 });
            return new Dictionary<string, object?> { ["key"] = key.Arn, ["url"] = queue.Url };
        });
        Assert.That(stack.Output("key"), Does.StartWith("arn:aws:kms:ap-southeast-1:000000000000:key/"));
        await stack.Sqs.SendMessageAsync(stack.Output("url"), "hi");
        Assert.That((await stack.Sqs.ReceiveMessageAsync(stack.Output("url"))).Messages[0].Body, Is.EqualTo("hi"));
    }

    [Test]
    public async Task Names_that_the_program_leaves_out_are_made_up_always_alike()
    {
        static IDictionary<string, object?> Program() => new Dictionary<string, object?> { ["name"] = new Cloud.Iam.Role("worker", new() { AssumeRolePolicy = "{}" }).Arn };
        await using var first = await UpAsync(Program);
        await using var second = await UpAsync(Program);
        Assert.That(first.Output("name"), Does.Match("^arn:aws:iam::000000000000:role/worker-[0-9a-f]{7}$").And.EqualTo(second.Output("name")));
    }

    [Test]
    public void A_type_that_is_not_understood_is_an_error_that_names_it()
    {
        Assert.That(async () => await UpAsync(() =>
        {
            _ = new Unknown("thing");
            return new Dictionary<string, object?>();
        }), Throws.TypeOf<UserErrorException>().With.Message.Contains("'thing'").And.Message.Contains("aws:s3/buckit:Bucket").And.Message.Contains("aws:s3/bucket:Bucket")
            .And.Property(nameof(UserErrorException.Code)).EqualTo(ErrorCode.UnknownResourceType));
    }

    [Test]
    public void An_input_that_is_not_understood_is_an_error_that_names_it()
    {
        Assert.That(async () => await UpAsync(() =>
        {
            _ = new OddBucket("odd");
            return new Dictionary<string, object?>();
        }), Throws.TypeOf<UserErrorException>().With.Message.Contains("'odd'").And.Message.Contains("accelerationStatus")
            .And.Property(nameof(UserErrorException.Code)).EqualTo(ErrorCode.UnknownResourceInput));
    }

    [Test]
    public void A_nested_input_that_is_not_understood_is_an_error_that_names_its_path()
    {
        Assert.That(async () => await UpAsync(() =>
        {
            var bucket = new Cloud.S3.Bucket("files", new() { BucketName = "program-tests-nested" });
            _ = new Cloud.S3.BucketLifecycleConfiguration("rules", new()
            {
                Bucket = bucket.BucketName,
                Rules = { new Cloud.S3.Inputs.BucketLifecycleConfigurationRuleArgs
                {
                    Id = "x", Status = "Enabled", Expiration = new Cloud.S3.Inputs.BucketLifecycleConfigurationRuleExpirationArgs { Date = "2030-01-01T00:00:00Z" },
                } },
            });
            return new Dictionary<string, object?>();
        }), Throws.TypeOf<UserErrorException>().With.Message.Contains("rules[0].expiration.date"));
    }

    [Test]
    public void A_bucket_name_that_S3_refuses_is_refused()
    {
        Assert.That(async () => await UpAsync(() =>
        {
            _ = new Cloud.S3.Bucket("bad", new() { BucketName = "Not_A_Name" });
            return new Dictionary<string, object?>();
        }), Throws.TypeOf<UserErrorException>().With.Message.Contains("Not_A_Name"));
    }

    [Test]
    public void Two_resources_of_one_name_are_an_error()
    {
        Assert.That(async () => await UpAsync(() =>
        {
            _ = new Cloud.Sns.Topic("twin", new() { Name = "program-tests-one" });
            _ = new Cloud.Sns.Topic("twin", new() { Name = "program-tests-two" });
            return new Dictionary<string, object?>();
        }), Throws.TypeOf<UserErrorException>().With.Property(nameof(UserErrorException.Code)).EqualTo(ErrorCode.DuplicateResource));
    }

    [Test]
    public async Task A_policy_without_conditions_is_enforced_by_the_emulator()
    {
        await using var stack = await UpAsync(() =>
        {
            var bucket = new Cloud.S3.Bucket("files", new() { BucketName = "program-tests-policy" });
            _ = new Cloud.S3.BucketPolicy("policy", new()
            {
                Bucket = bucket.BucketName,
                Policy = """
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::program-tests-policy/closed/*"},
                      {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::program-tests-policy/*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}
                    """,
            });
            return new Dictionary<string, object?>();
        });
        await stack.Store.PutTextAsync(new ObjectUri("program-tests-policy", "open/a"), "1");
        Assert.That(async () => await stack.Store.PutTextAsync(new ObjectUri("program-tests-policy", "closed/a"), "1"), Throws.TypeOf<Amazon.S3.AmazonS3Exception>());
        Assert.That(stack.Inventory.Find("aws:s3/bucketPolicy:BucketPolicy", "policy")!.Text("policy"), Does.Contain("SecureTransport"));
    }

    [Test]
    public async Task A_bucket_that_exists_already_is_an_error_that_names_it()
    {
        static IDictionary<string, object?> Program()
        {
            _ = new Cloud.S3.Bucket("files", new() { BucketName = "program-tests-twice" });
            return new Dictionary<string, object?>();
        }

        await using var first = await UpAsync(Program);
        Assert.That(async () => await UpAsync(Program), Throws.TypeOf<UserErrorException>().With.Message.Contains("program-tests-twice"));
    }

    [Test]
    public void A_fault_that_the_program_finds_is_told_as_it_is_and_not_as_a_crash()
    {
        var jobs = Directory.CreateTempSubdirectory("nono-no-jobs-").FullName;
        IDictionary<string, object?> Program()
        {
            _ = Nonolive.Pipeline.Jobs.JobCatalog.Load(jobs);
            return new Dictionary<string, object?>();
        }

        Assert.That(async () => await UpAsync(Program), Throws.TypeOf<UserErrorException>().With.Message.Contains(jobs));
        Directory.Delete(jobs);
    }

    [Test]
    public async Task Encryption_of_a_bucket_reaches_its_objects()
    {
        await using var stack = await UpAsync(() =>
        {
            var key = new Cloud.Kms.Key("key", new());
            var bucket = new Cloud.S3.Bucket("files", new() { BucketName = "program-tests-encrypted" });
            _ = new Cloud.S3.BucketServerSideEncryptionConfiguration("encryption", new()
            {
                Bucket = bucket.BucketName,
                Rules = { new Cloud.S3.Inputs.BucketServerSideEncryptionConfigurationRuleArgs
                {
                    BucketKeyEnabled = true,
                    ApplyServerSideEncryptionByDefault = new Cloud.S3.Inputs.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
                    {
                        SseAlgorithm = "aws:kms", KmsMasterKeyId = key.Arn,
                    },
                } },
            });
            return new Dictionary<string, object?> { ["key"] = key.Arn };
        });
        await stack.Store.PutTextAsync(new ObjectUri("program-tests-encrypted", "a"), "1");
        var head = await stack.S3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "program-tests-encrypted", Key = "a" });
        Assert.That(head.ServerSideEncryptionKeyManagementServiceKeyId, Is.EqualTo(stack.Output("key")));
    }

    private static async Task<DeployedStack> UpAsync(Func<IDictionary<string, object?>> program) =>
        await (await SharedCloud.GetAsync()).UpAsync("sample", new AccountFixture(), program);

    private sealed class Unknown(string name) : CustomResource("aws:s3/buckit:Bucket", name, ResourceArgs.Empty, null);

    private sealed class OddBucket(string name) : CustomResource("aws:s3/bucket:Bucket", name, new OddArgs(), null);

    private sealed class OddArgs : ResourceArgs
    {
        [Input("accelerationStatus")]
        public Input<string> AccelerationStatus { get; set; } = "Enabled";
    }
}
