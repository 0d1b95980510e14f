using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>
/// The stack's one key. Its policy lets IAM policies of this account decide, and lets the services in that encrypt or
/// deliver on the stack's behalf, each only for the stack's own resources.
/// </summary>
internal sealed class Keys : Stage
{
    public Keys(StackSettings settings, ComponentResourceOptions? options = null) : base("Keys", settings, options)
    {
        var key = new Aws.Kms.Key("key", new()
        {
            Description = $"Data of the {settings.Prefix} reporting pipeline",
            EnableKeyRotation = true,
            DeletionWindowInDays = settings.Production ? 30 : 7,
            Policy = Policy(settings).ToJson(),
        }, Kept);
        _ = new Aws.Kms.Alias("key-alias", new() { Name = $"alias/{settings.Prefix}", TargetKeyId = key.KeyId }, Child);
        KeyArn = key.Arn;
        RegisterOutputs();
    }

    public Output<string> KeyArn { get; }

    private static PolicyDocument Policy(StackSettings settings)
    {
        var account = settings.AccountId;
        return new(
            Statement.Allow("AccountDecides", ["kms:*"], "*").To(Principal.Account(account)),
            // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
            Statement.Allow(
                "LogGroups", ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"], "*",
                Condition.ArnLike("kms:EncryptionContext:aws:logs:arn", new[]
                {
                    $"arn:aws:logs:{settings.Region}:{account}:log-group:/aws/lambda/{settings.Prefix}*",
                    $"arn:aws:logs:{settings.Region}:{account}:log-group:/aws/vendedlogs/states/{settings.Prefix}*",
                    $"arn:aws:logs:{settings.Region}:{account}:log-group:/aws/emr-serverless/{settings.Prefix}*",
                })).To(Principal.Service($"logs.{settings.Region}.amazonaws.com")),
            // The services that publish to the topic, which is encrypted with this key:
            // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
            Statement.Allow(
                "TopicPublishers", ["kms:Decrypt", "kms:GenerateDataKey"], "*", Condition.Equal("aws:SourceAccount", account))
                .To(Principal.Service("cloudwatch.amazonaws.com", "events.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com")),
            // Failed schedules are kept in an encrypted queue: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
            Statement.Allow(
                "Scheduler", ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"], "*", Condition.Equal("aws:SourceAccount", account))
                .To(Principal.Service("scheduler.amazonaws.com")));
    }
}
