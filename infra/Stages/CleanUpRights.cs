using Nonolive.Infra.Iam;
using Nonolive.Pipeline.Lake;
using Pulumi;

namespace Nonolive.Infra.Stages;

/// <summary>What the clean-up may do: find and end what runs, and release locks; it starts, reads and publishes nothing.</summary>
internal static class CleanUpRights
{
    public static IEnumerable<Statement> Of(OrchestrationArgs args)
    {
        var (settings, lake) = (args.Settings, args.Lake);
        foreach (var statement in settings.Compute.Serverless ? Serverless(args) : Cluster(args))
            yield return statement;
        yield return Statement.Allow("FindLocks", ["s3:ListBucket"], lake.Result.Arn, new Condition("StringLike", "s3:prefix", $"{LakeLayout.Locks}*"));
        yield return Statement.Allow("ReleaseLocks", ["s3:GetObject", "s3:PutObject"], Output.Format($"{lake.Result.Arn}/{LakeLayout.Locks}*"));
        yield return PolicySets.UseKey("UseKey", args.KeyArn, settings.Region, ["s3"]);
    }

    private static IEnumerable<Statement> Cluster(OrchestrationArgs args)
    {
        var settings = args.Settings;
        // A list has no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticmapreduce.html
        yield return Statement.Allow("FindClusters", ["elasticmapreduce:ListClusters"], "*");
        yield return Statement.Allow("EndClusters", ["elasticmapreduce:DescribeCluster", "elasticmapreduce:TerminateJobFlows"],
            $"arn:aws:elasticmapreduce:{settings.Region}:{settings.AccountId}:cluster/*", Condition.Equal("aws:ResourceTag/stack", settings.Stack));
        yield return Statement.Allow("WaitForCluster", ["events:PutTargets", "events:PutRule", "events:DescribeRule"],
            MachineRights.Rules(settings, "EMRTerminateJobFlows"));
    }

    private static IEnumerable<Statement> Serverless(OrchestrationArgs args)
    {
        yield return Statement.Allow("FindJobs", ["emr-serverless:ListJobRuns"], args.Roles.ApplicationArn!);
        yield return Statement.Allow("EndJobs", ["emr-serverless:GetJobRun", "emr-serverless:CancelJobRun"], Output.Format($"{args.Roles.ApplicationArn!}/jobruns/*"));
        yield return Statement.Allow("WaitForJobs", ["events:PutTargets", "events:PutRule", "events:DescribeRule"], MachineRights.Rules(args.Settings, "EMRServerlessJob"));
    }
}
