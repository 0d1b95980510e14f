using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Lake;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>The four buckets: what is collected, what is computed, what computes it, and what happened.</summary>
internal sealed class Lake : Stage
{
    public Lake(StackSettings settings, Input<string> keyArn, ComponentResourceOptions? options = null) : base("Lake", settings, options)
    {
        var days = settings.Retention;
        Logs = new LakeBucket(new(settings, "logs")
        {
            KeepsServerLogs = true,
            Rules = [Expire("access-logs", "s3/", days.LogDays), Expire("emr-logs", "emr/", days.LogDays)],
        }, this);
        Data = new LakeBucket(new(settings, "data")
        {
            KeyArn = keyArn,
            LogsBucket = Logs.Bucket.BucketName,
            Rules =
            [
                Cool("events-to-infrequent-access", LakeLayout.Events, days.RawInfrequentDays),
                Cool("changes-to-infrequent-access", LakeLayout.Aurora, days.RawInfrequentDays),
                Expire("scratch", "scratch/", 7),
            ],
        }, this);
        Result = new LakeBucket(new(settings, "result")
        {
            KeyArn = keyArn,
            LogsBucket = Logs.Bucket.BucketName,
            Rules = [Expire("reports", LakeLayout.Reports, days.ResultExpireDays), Expire("locks", "locks/", 30)],
        }, this);
        Code = new LakeBucket(new(settings, "code") { KeyArn = keyArn, LogsBucket = Logs.Bucket.BucketName }, this);
        RegisterOutputs();
    }

    public LakeBucket Data { get; }

    public LakeBucket Result { get; }

    public LakeBucket Code { get; }

    public LakeBucket Logs { get; }

    private static Aws.S3.Inputs.BucketLifecycleConfigurationRuleArgs Expire(string id, string prefix, int days) => new()
    {
        Id = id,
        Status = "Enabled",
        Filter = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleFilterArgs { Prefix = prefix },
        Expiration = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleExpirationArgs { Days = days },
    };

    private static Aws.S3.Inputs.BucketLifecycleConfigurationRuleArgs Cool(string id, string prefix, int days) => new()
    {
        Id = id,
        Status = "Enabled",
        Filter = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleFilterArgs { Prefix = prefix },
        Transitions = { new Aws.S3.Inputs.BucketLifecycleConfigurationRuleTransitionArgs { Days = days, StorageClass = "STANDARD_IA" } },
    };
}
