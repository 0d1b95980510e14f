using System.Text.Json.Nodes;
using Nonolive.Infra.Iam.Evaluation;
using Nonolive.Infra.Preview;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests.Security;

/// <summary>Each control of docs/security.md as a test over the registered resources of both deployed stacks.</summary>
[TestFixture("test")]
[TestFixture("prod")]
[Parallelizable(ParallelScope.All)]
public sealed partial class ControlTests(string stack)
{
    [Test]
    [Control("S3.2, S3.3, S3.8, CKV_AWS_53-56, CKV2_AWS_6, AWS-0086..0094", "every bucket has a full public access block")]
    public async Task No_bucket_can_be_public() =>
        await EachBucket("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", (_, block) =>
        {
            foreach (var name in (string[])["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"])
                Assert.That((bool?)block[name], Is.True, name);
        });

    [Test]
    [Control("S3.12, CKV2_AWS_65, CKV_AWS_20, CKV_AWS_57", "BucketOwnerEnforced on every bucket, so there are no access control lists")]
    public async Task Access_control_lists_are_off() =>
        await EachBucket("aws:s3/bucketOwnershipControls:BucketOwnershipControls", (_, controls) =>
            Assert.That((string?)controls["rule"]!["objectOwnership"], Is.EqualTo("BucketOwnerEnforced")));

    [Test]
    [Control("S3.5, CKV_AWS_379, S10", "every bucket's policy denies requests without TLS, and with TLS before 1.2")]
    public async Task Buckets_refuse_requests_without_tls()
    {
        var world = await World.OfAsync(stack);
        foreach (var bucket in (string[])[world.Data, world.Result, world.Code, world.Logs])
        {
            var policy = world.Policies.ResourcePolicyOf(bucket)!;
            var everything = new Actor { Name = "admin", AccountId = world.Settings.AccountId, Policies = World.OtherAccount.Policies };
            foreach (var (key, value) in (IEnumerable<(string, string)>)[("aws:SecureTransport", "false"), ("s3:TlsVersion", "1.1")])
            {
                var request = new AccessRequest("s3:GetObject", $"{bucket}/x").With(key, value);
                Assert.That(PolicyEvaluator.Evaluate(everything, request, policy, world.Settings.AccountId).IsAllowed, Is.False, bucket);
            }
        }
    }

    [Test]
    [Control("S3.6, CKV_AWS_70, CKV2_AWS_43, F15, F16", "no bucket policy allows another account or everybody anything; it denies principals of other accounts")]
    public async Task Buckets_allow_no_other_account()
    {
        var world = await World.OfAsync(stack);
        foreach (var bucket in (string[])[world.Data, world.Result, world.Code, world.Logs])
        {
            var allows = world.Policies.ResourcePolicyOf(bucket)!.Statements.Where(statement => statement.Allows);
            Assert.That(allows.SelectMany(statement => statement.Principals).Select(principal => principal.Kind), Is.All.EqualTo("Service"), bucket);
        }
    }

    [Test]
    [Control("S3.17, CKV_AWS_19, CKV_AWS_145, AWS-0132", "SSE-KMS with the stack's key and a bucket key; the logs bucket SSE-S3 (exception)")]
    public async Task Buckets_encrypt_with_the_stacks_key() =>
        await EachBucket("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", (bucket, encryption) =>
        {
            var rule = encryption["rules"]![0]!["applyServerSideEncryptionByDefault"]!;
            Assert.That((string?)rule["sseAlgorithm"], Is.EqualTo(IsLogs(bucket) ? "AES256" : "aws:kms"));
            if (!IsLogs(bucket))
                Assert.That((bool?)encryption["rules"]![0]!["bucketKeyEnabled"], Is.True);
        });

    [Test]
    [Control("CKV_AWS_21, S3.14", "versioning is on everywhere")]
    public async Task Buckets_keep_versions() =>
        await EachBucket("aws:s3/bucketVersioning:BucketVersioning", (_, versioning) =>
            Assert.That((string?)versioning["versioningConfiguration"]!["status"], Is.EqualTo("Enabled")));

    [Test]
    [Control("S3.13, S3.10, CKV2_AWS_61, CKV_AWS_300", "lifecycle rules end unfinished uploads after a day and old versions after days that settings give")]
    public async Task Buckets_have_lifecycles() =>
        await EachBucket("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", (_, lifecycle) =>
        {
            var tidy = lifecycle["rules"]!.AsArray().Single(rule => (string?)rule!["id"] == "tidy")!;
            Assert.That((string?)tidy["status"], Is.EqualTo("Enabled"));
            Assert.That((long)tidy["abortIncompleteMultipartUpload"]!["daysAfterInitiation"]!, Is.EqualTo(1));
            Assert.That((long)tidy["noncurrentVersionExpiration"]!["noncurrentDays"]!, Is.GreaterThan(0));
        });

    [Test]
    [Control("S3.9, CKV_AWS_18, S1", "access to every bucket but the logs bucket is logged in the logs bucket")]
    public async Task Access_to_buckets_is_logged()
    {
        var registration = await Stacks.RecordAsync(stack);
        var logged = registration.OfType("aws:s3/bucketLogging:BucketLogging").ToDictionary(logging => logging.Text("bucket")!, logging => logging.Text("targetBucket"));
        foreach (var bucket in registration.OfType("aws:s3/bucket:Bucket").Select(bucket => bucket.Text("bucket")!).Where(bucket => !IsLogs(bucket)))
            Assert.That(logged[bucket], Is.EqualTo(registration.Outputs["logsBucket"]));
    }

    [Test]
    [Control("F19, CKV_AWS_7, CKV_AWS_227, KMS.3, KMS5, AWS-0065", "the stack's key rotates, is enabled and waits 7 or 30 days before deletion")]
    public async Task The_key_rotates()
    {
        var key = (await Stacks.RecordAsync(stack)).OfType("aws:kms/key:Key").Single();
        Assert.That((bool?)key.Inputs["enableKeyRotation"], Is.True);
        Assert.That(key.Inputs["isEnabled"], Is.Null);
        Assert.That((long)key.Inputs["deletionWindowInDays"]!, Is.EqualTo(stack == "prod" ? 30 : 7));
    }

    [Test]
    [Control("KMS.5, CKV_AWS_33, CKV2_AWS_64, F76", "the key's policy names this account and single services with conditions, never everybody")]
    public async Task The_key_is_not_public()
    {
        var world = await World.OfAsync(stack);
        foreach (var statement in world.Policies.ResourcePolicyOf(world.Key)!.Statements)
        {
            Assert.That(statement.Principals.Select(principal => principal.Value), Has.None.EqualTo("*"), statement.Sid);
            if (statement.Sid != "AccountDecides")
                Assert.That(statement.Conditions, Is.Not.Empty, statement.Sid);
        }
    }

    [Test]
    [Control("protection", "in production buckets, key and database cannot be deleted by mistake, and buckets not be emptied")]
    public async Task Production_data_is_protected()
    {
        var registration = await Stacks.RecordAsync(stack);
        foreach (var resource in registration.Resources.Where(r => r.Type is "aws:s3/bucket:Bucket" or "aws:kms/key:Key" or "aws:glue/catalogDatabase:CatalogDatabase"))
            Assert.That(resource.Protect, Is.EqualTo(stack == "prod"), resource.Key);
        foreach (var bucket in registration.OfType("aws:s3/bucket:Bucket"))
            Assert.That((bool?)bucket.Inputs["forceDestroy"], Is.EqualTo(stack != "prod"), bucket.Key);
    }

    private async Task EachBucket(string type, Action<string, JsonObject> check)
    {
        var registration = await Stacks.RecordAsync(stack);
        var settings = registration.OfType(type).ToDictionary(resource => resource.Text("bucket")!, resource => resource.Inputs);
        foreach (var bucket in registration.OfType("aws:s3/bucket:Bucket").Select(bucket => bucket.Text("bucket")!))
        {
            Assert.That(settings.Keys, Does.Contain(bucket), type);
            check(bucket, settings[bucket]);
        }
    }

    private static bool IsLogs(string bucket) => bucket.Contains("-logs-", StringComparison.Ordinal);

    private async Task<RegisteredResource> Only(string type) => (await Stacks.RecordAsync(stack)).OfType(type).Single();
}
