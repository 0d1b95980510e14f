using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>What a bucket of the lake is like.</summary>
/// <param name="Settings">The stack's settings.</param>
/// <param name="Purpose">The last word of its name.</param>
internal sealed record LakeBucketArgs(StackSettings Settings, string Purpose)
{
    /// <value>The key of its objects; S3's own key where null, because S3 delivers access logs to no other.</value>
    public Input<string>? KeyArn { get; init; }

    /// <value>The bucket that its access is logged in; null for the logs bucket itself.</value>
    public Input<string>? LogsBucket { get; init; }

    /// <value>Whether S3 delivers access logs into it.</value>
    public bool KeepsServerLogs { get; init; }

    /// <value>How long objects are kept, besides what holds for every bucket.</value>
    public IReadOnlyList<Aws.S3.Inputs.BucketLifecycleConfigurationRuleArgs> Rules { get; init; } = [];
}

/// <summary>A bucket with all that S3 keeps apart from it: versions, encryption, ownership, privacy, lifecycle, logs, policy.</summary>
internal sealed class LakeBucket
{
    public LakeBucket(LakeBucketArgs args, Stage parent)
    {
        var (settings, purpose) = (args.Settings, args.Purpose);
        var name = $"{settings.Prefix}-{purpose}-{settings.AccountId}";
        var child = new CustomResourceOptions { Parent = parent };
        Bucket = new Aws.S3.Bucket(purpose, new() { BucketName = name, ForceDestroy = !settings.Production },
            new CustomResourceOptions { Parent = parent, Protect = settings.Production });
        Arn = Bucket.Arn;
        _ = new Aws.S3.BucketPublicAccessBlock($"{purpose}-privacy", new()
        {
            Bucket = Bucket.BucketName,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, child);
        _ = new Aws.S3.BucketOwnershipControls($"{purpose}-ownership", new()
        {
            Bucket = Bucket.BucketName,
            Rule = new Aws.S3.Inputs.BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
        }, child);
        _ = new Aws.S3.BucketVersioning($"{purpose}-versions", new()
        {
            Bucket = Bucket.BucketName,
            VersioningConfiguration = new Aws.S3.Inputs.BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
        }, child);
        _ = new Aws.S3.BucketServerSideEncryptionConfiguration($"{purpose}-encryption", new()
        {
            Bucket = Bucket.BucketName,
            Rules =
            {
                new Aws.S3.Inputs.BucketServerSideEncryptionConfigurationRuleArgs
                {
                    BucketKeyEnabled = args.KeyArn is not null,
                    ApplyServerSideEncryptionByDefault = new Aws.S3.Inputs.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
                    {
                        SseAlgorithm = args.KeyArn is null ? "AES256" : "aws:kms",
                        KmsMasterKeyId = args.KeyArn,
                    },
                },
            },
        }, child);
        _ = new Aws.S3.BucketLifecycleConfiguration($"{purpose}-lifecycle", new()
        {
            Bucket = Bucket.BucketName,
            Rules = [Tidy(settings.Retention), .. args.Rules.Select(rule => (Input<Aws.S3.Inputs.BucketLifecycleConfigurationRuleArgs>)rule)],
        }, child);
        if (args.LogsBucket is { } logs)
            _ = new Aws.S3.BucketLogging($"{purpose}-logging", new() { Bucket = Bucket.BucketName, TargetBucket = logs, TargetPrefix = $"s3/{purpose}/" }, child);
        Policy = new Aws.S3.BucketPolicy($"{purpose}-policy", new() { Bucket = Bucket.BucketName, Policy = Rights(args).ToJson() }, child);
    }

    public Aws.S3.Bucket Bucket { get; }

    public Aws.S3.BucketPolicy Policy { get; }

    public Output<string> Arn { get; }

    public Output<string> Name => Bucket.BucketName;

    private static Aws.S3.Inputs.BucketLifecycleConfigurationRuleArgs Tidy(RetentionSettings days) => new()
    {
        Id = "tidy",
        Status = "Enabled",
        Filter = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
        AbortIncompleteMultipartUpload = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs { DaysAfterInitiation = 1 },
        NoncurrentVersionExpiration = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs { NoncurrentDays = days.NoncurrentDays },
    };

    private PolicyDocument Rights(LakeBucketArgs args)
    {
        InputList<string> all = new() { Arn, Output.Format($"{Arn}/*") };
        var statements = new List<Statement>
        {
            Statement.Deny("NotWithoutTls", ["s3:*"], all, Condition.Is("aws:SecureTransport", false)).To(Principal.Anyone),
            Statement.Deny("NotWithOldTls", ["s3:*"], all, new Condition("NumericLessThan", "s3:TlsVersion", "1.2")).To(Principal.Anyone),
            // Nobody of another account, whatever somebody grants later; AWS services act for this account.
            Statement.Deny("OnlyThisAccount", ["s3:*"], all,
                Condition.NotEqual("aws:PrincipalAccount", args.Settings.AccountId), Condition.Is("aws:PrincipalIsAWSService", false)).To(Principal.Anyone),
        };
        if (args.KeepsServerLogs)
        {
            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
            statements.Add(Statement.Allow("AccessLogs", ["s3:PutObject"], Output.Format($"{Arn}/s3/*"),
                Condition.Equal("aws:SourceAccount", args.Settings.AccountId),
                Condition.ArnLike("aws:SourceArn", $"arn:aws:s3:::{args.Settings.Prefix}-*")).To(Principal.Service("logging.s3.amazonaws.com")));
        }
        return new([.. statements]);
    }
}
