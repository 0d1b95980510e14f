using Amazon.S3.Model;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>Reads lifecycle rules as S3 takes them.</summary>
internal static class LifecycleRules
{
    public static LifecycleRule Read(Section rule)
    {
        var read = new LifecycleRule
        {
            Id = rule.Required("id"),
            Status = rule.Required("status"),
            Filter = Filter(rule.Map("filter")),
            Transitions = [.. rule.Maps("transitions").Select(Transition)],
            NoncurrentVersionTransitions = [.. rule.Maps("noncurrentVersionTransitions").Select(NoncurrentTransition)],
        };
        if (rule.Map("expiration") is { } expiration)
        {
            read.Expiration = new LifecycleRuleExpiration { Days = expiration.Whole("days"), ExpiredObjectDeleteMarker = expiration.Flag("expiredObjectDeleteMarker") };
            expiration.RefuseOthers();
        }
        if (rule.Map("noncurrentVersionExpiration") is { } noncurrent)
        {
            read.NoncurrentVersionExpiration = new LifecycleRuleNoncurrentVersionExpiration
            {
                NoncurrentDays = noncurrent.Whole("noncurrentDays"),
                NewerNoncurrentVersions = noncurrent.Whole("newerNoncurrentVersions"),
            };
            noncurrent.RefuseOthers();
        }
        if (rule.Map("abortIncompleteMultipartUpload") is { } abort)
        {
            read.AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload { DaysAfterInitiation = abort.Whole("daysAfterInitiation") };
            abort.RefuseOthers();
        }
        rule.RefuseOthers();
        return read;
    }

    private static LifecycleFilter Filter(Section? filter)
    {
        if (filter is null)
            return new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "" } };
        var prefix = filter.Text("prefix") ?? "";
        filter.RefuseOthers();
        return new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = prefix } };
    }

    private static LifecycleTransition Transition(Section transition)
    {
        var read = new LifecycleTransition { Days = transition.Whole("days"), StorageClass = transition.Required("storageClass") };
        transition.RefuseOthers();
        return read;
    }

    private static LifecycleRuleNoncurrentVersionTransition NoncurrentTransition(Section transition)
    {
        var read = new LifecycleRuleNoncurrentVersionTransition
        {
            NoncurrentDays = transition.Whole("noncurrentDays"),
            StorageClass = transition.Required("storageClass"),
        };
        transition.RefuseOthers();
        return read;
    }
}
