using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Pulumi;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>Buckets, what S3 keeps beside them, and objects: all really made in the emulator.</summary>
/// <param name="s3">The emulator.</param>
/// <param name="evaluatesPolicyConditions">Whether it can be given statements with conditions.</param>
/// <param name="outlives">Whether it is there before and after us.</param>
internal sealed class S3Kinds(IAmazonS3 s3, bool evaluatesPolicyConditions, bool outlives)
{
    public IEnumerable<ResourceKind> All() =>
    [
        new("aws:s3/bucket:Bucket", "bucket= bucketPrefix forceDestroy objectLockEnabled", "{name}",
            ("arn", "arn:{partition}:s3:::{name}"), ("bucketDomainName", "{name}.s3.amazonaws.com"),
            ("bucketRegionalDomainName", "{name}.s3.{region}.amazonaws.com"), ("hostedZoneId", "Z3O0J2DXBE1FTB"), ("bucketRegion", "{region}"))
        { Realize = BucketAsync },
        new("aws:s3/bucketVersioning:BucketVersioning", "bucket versioningConfiguration expectedBucketOwner", "{bucket}") { Realize = VersioningAsync },
        new("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "bucket rules expectedBucketOwner", "{bucket}") { Realize = EncryptionAsync },
        new("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "bucket blockPublicAcls blockPublicPolicy ignorePublicAcls restrictPublicBuckets", "{bucket}") { Realize = PrivacyAsync },
        new("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "bucket rule", "{bucket}") { Realize = OwnershipAsync },
        new("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "bucket rules expectedBucketOwner transitionDefaultMinimumObjectSize", "{bucket}") { Realize = LifecycleAsync },
        new("aws:s3/bucketLogging:BucketLogging", "bucket targetBucket targetPrefix expectedBucketOwner targetObjectKeyFormat", "{bucket}") { Realize = LoggingAsync },
        new("aws:s3/bucketPolicy:BucketPolicy", "bucket policy", "{bucket}") { Realize = PolicyAsync },
        new("aws:s3/bucketObjectv2:BucketObjectv2",
            "bucket key source content contentBase64 contentType contentEncoding cacheControl metadata serverSideEncryption kmsKeyId bucketKeyEnabled sourceHash etag storageClass forceDestroy",
            "{bucket}/{key}", ("arn", "arn:{partition}:s3:::{bucket}/{key}"))
        { Realize = ObjectAsync },
    ];

    private async Task BucketAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var name = (string)outputs["bucket"]!;
        if (!BucketNames.IsValid(name))
            throw request.Wrong("bucket", $"is '{name}', which S3 does not accept as a bucket's name");
        try
        {
            var put = new PutBucketRequest { BucketName = name, ObjectLockEnabledForBucket = request.Flag("objectLockEnabled"), UseClientRegion = false };
            // The client sends none of itself to an endpoint that is given, and us-east-1 takes none.
            if (request.Account.Region != "us-east-1")
                put.BucketRegionName = request.Account.Region;
            await s3.PutBucketAsync(put, cancellation);
            if (outlives)
                await BucketLease.MarkAsync(s3, name, cancellation);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
        {
            if (!outlives || !await BucketLease.TryTakeOverAsync(s3, name, cancellation))
                throw LocalCloudErrors.DuplicateResource(request.Type, request.Name, $"the bucket name '{name}'");
            await BucketLease.MarkAsync(s3, name, cancellation);
        }
    }

    private async Task VersioningAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var configuration = request.Map("versioningConfiguration") ?? throw request.Wrong("versioningConfiguration", "is missing");
        var status = configuration.Required("status");
        if (configuration.Text("mfaDelete") is not (null or "Disabled"))
            throw request.Wrong("versioningConfiguration.mfaDelete", "cannot be set by a program");
        configuration.RefuseOthers();
        await s3.PutBucketVersioningAsync(
            new PutBucketVersioningRequest { BucketName = request.Required("bucket"), VersioningConfig = new S3BucketVersioningConfig { Status = status } }, cancellation);
    }

    private async Task EncryptionAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var rules = request.Maps("rules").Select(rule =>
        {
            var byDefault = rule.Map("applyServerSideEncryptionByDefault") ?? throw rule.Wrong("applyServerSideEncryptionByDefault", "is missing");
            var algorithm = byDefault.Required("sseAlgorithm");
            var key = byDefault.Text("kmsMasterKeyId");
            if (algorithm is not ("AES256" or "aws:kms" or "aws:kms:dsse"))
                throw byDefault.Wrong("sseAlgorithm", $"is '{algorithm}', which S3 does not know");
            byDefault.RefuseOthers();
            var read = new ServerSideEncryptionRule
            {
                BucketKeyEnabled = rule.Flag("bucketKeyEnabled") ?? false,
                ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault { ServerSideEncryptionAlgorithm = algorithm, ServerSideEncryptionKeyManagementServiceKeyId = key },
            };
            rule.RefuseOthers();
            return read;
        }).ToList();
        await s3.PutBucketEncryptionAsync(new PutBucketEncryptionRequest
        {
            BucketName = request.Required("bucket"),
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration { ServerSideEncryptionRules = rules },
        }, cancellation);
    }

    private async Task PrivacyAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation) =>
        await s3.PutPublicAccessBlockAsync(new PutPublicAccessBlockRequest
        {
            BucketName = request.Required("bucket"),
            PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration
            {
                BlockPublicAcls = request.Flag("blockPublicAcls"),
                BlockPublicPolicy = request.Flag("blockPublicPolicy"),
                IgnorePublicAcls = request.Flag("ignorePublicAcls"),
                RestrictPublicBuckets = request.Flag("restrictPublicBuckets"),
            },
        }, cancellation);

    private async Task OwnershipAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var rule = request.Map("rule") ?? throw request.Wrong("rule", "is missing");
        var ownership = rule.Required("objectOwnership");
        rule.RefuseOthers();
        await s3.PutBucketOwnershipControlsAsync(new PutBucketOwnershipControlsRequest
        {
            BucketName = request.Required("bucket"),
            OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ownership }] },
        }, cancellation);
    }

    private async Task LifecycleAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation) =>
        await s3.PutLifecycleConfigurationAsync(new PutLifecycleConfigurationRequest
        {
            BucketName = request.Required("bucket"),
            Configuration = new LifecycleConfiguration { Rules = [.. request.Maps("rules").Select(LifecycleRules.Read)] },
        }, cancellation);

    private async Task LoggingAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var target = request.Required("targetBucket");
        // moto wants a grant that it can read, and those of a careful policy have conditions.
        if (!evaluatesPolicyConditions)
        {
            await s3.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = target }, cancellation);
            return;
        }
        await s3.PutBucketLoggingAsync(new PutBucketLoggingRequest
        {
            BucketName = request.Required("bucket"),
            LoggingConfig = new S3BucketLoggingConfig { TargetBucketName = target, TargetPrefix = request.Text("targetPrefix") ?? "" },
        }, cancellation);
    }

    private async Task PolicyAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        JsonObject policy;
        try
        {
            policy = JsonNode.Parse(request.Required("policy"))!.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw request.Wrong("policy", $"is not a JSON object: {e.Message}");
        }
        if (!evaluatesPolicyConditions)
        {
            // moto takes a condition that it cannot evaluate for a denial, whatever the effect; the inventory keeps the whole policy.
            var plain = policy["Statement"]!.AsArray().Where(statement => statement!["Condition"] is null).Select(statement => statement!.DeepClone()).ToArray();
            if (plain.Length == 0)
                return;
            policy["Statement"] = new JsonArray(plain);
        }
        await s3.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = request.Required("bucket"), Policy = policy.ToJsonString() }, cancellation);
    }

    private async Task ObjectAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var put = new PutObjectRequest { BucketName = request.Required("bucket"), Key = request.Required("key") };
        await using var content = Content(request);
        put.InputStream = content;
        if (request.Text("contentType") is { } type)
            put.ContentType = type;
        if (request.Text("contentEncoding") is { } encoding)
            put.Headers.ContentEncoding = encoding;
        if (request.Text("cacheControl") is { } cache)
            put.Headers.CacheControl = cache;
        if (request.Text("serverSideEncryption") is { } encryption)
            put.ServerSideEncryptionMethod = encryption;
        if (request.Text("kmsKeyId") is { } key)
            (put.ServerSideEncryptionMethod, put.ServerSideEncryptionKeyManagementServiceKeyId) = (ServerSideEncryptionMethod.AWSKMS, key);
        var response = await s3.PutObjectAsync(put, cancellation);
        outputs["etag"] = response.ETag.Trim('"');
        outputs["versionId"] = response.VersionId;
    }

    private static Stream Content(ResourceRequest request)
    {
        if (request.Text("content") is { } text)
            return new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        if (request.Text("contentBase64") is { } base64)
            return new MemoryStream(Convert.FromBase64String(base64));
        return request.Inputs.GetValueOrDefault("source") switch
        {
            FileAsset file => File.OpenRead(Assets.Value(file)),
            StringAsset literal => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Assets.Value(literal))),
            null => throw request.Wrong("source", "is missing, as are content and contentBase64"),
            var other => throw request.Wrong("source", $"is a {other.GetType().Name}; the local cloud uploads files and texts"),
        };
    }
}

/// <summary>S3's rules on names (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).</summary>
internal static partial class BucketNames
{
    public static bool IsValid(string name) =>
        Shape().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal) && !System.Net.IPAddress.TryParse(name, out _)
        && !name.StartsWith("xn--", StringComparison.Ordinal) && !name.EndsWith("-s3alias", StringComparison.Ordinal);

    [System.Text.RegularExpressions.GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial System.Text.RegularExpressions.Regex Shape();
}
