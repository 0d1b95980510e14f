using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Lake;
using Pulumi;

namespace Nonolive.Infra.Stages;

/// <summary>
/// What the state machine may do: https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html#emr-iam, with
/// AddTags, which a tagged cluster needs since 2023 (https://github.com/aws/aws-cdk/issues/24842).
/// </summary>
internal static class MachineRights
{
    public static IEnumerable<Statement> Of(OrchestrationArgs args)
    {
        var (settings, lake) = (args.Settings, args.Lake);
        foreach (var statement in args.Settings.Compute.Serverless ? Serverless(args) : Cluster(args))
            yield return statement;
        yield return Statement.Allow("ReadRun", ["s3:GetObject"], PolicySets.Objects(lake.Result.Arn, LakeLayout.Reports, LakeLayout.Locks));
        yield return Statement.Allow("Publish", ["s3:PutObject"], new()
        {
            Output.Format($"{lake.Result.Arn}/{LakeLayout.Reports}*/manifest.json"),
            Output.Format($"{lake.Result.Arn}/{LakeLayout.ReportIndex}"),
            Output.Format($"{lake.Result.Arn}/{LakeLayout.Locks}*"),
        });
        // Without it, S3 answers "denied" instead of "no such key" for a report that was never published.
        yield return Statement.Allow("FindRun", ["s3:ListBucket"], lake.Result.Arn);
        yield return Statement.Allow("SetAside", ["lambda:InvokeFunction"], args.SetAsideArn);
        yield return Statement.Allow("TellFailure", ["sns:Publish"], args.TopicArn);
        yield return PolicySets.UseKey("UseKey", args.KeyArn, settings.Region, ["s3", "sns"]);
    }

    /// <summary>What every state machine of the stack may do; <paramref name="machine"/> is its name after the prefix.</summary>
    public static IEnumerable<Statement> OfEvery(StackSettings settings, Output<string> keyArn, string machine)
    {
        // The machine's own definition and history: https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
        yield return Statement.Allow("EncryptHistory", ["kms:Decrypt", "kms:GenerateDataKey"], keyArn,
            new Condition("StringEquals", "kms:EncryptionContext:aws:states:stateMachineArn", $"arn:aws:states:{settings.Region}:{settings.AccountId}:stateMachine:{settings.Prefix}-{machine}"));
        // These work on no single resource: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
        yield return Statement.Allow("DeliverLogs",
        [
            "logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
            "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
        ], "*");
        // https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html
        yield return Statement.Allow("Trace", ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets"], "*");
    }

    private static IEnumerable<Statement> Cluster(OrchestrationArgs args)
    {
        var settings = args.Settings;
        var clusters = $"arn:aws:elasticmapreduce:{settings.Region}:{settings.AccountId}:cluster/*";
        // A cluster has no ARN before it exists, so the tag that it must ask for is what limits this.
        yield return Statement.Allow("CreateCluster", ["elasticmapreduce:RunJobFlow"], "*", Condition.Equal("aws:RequestTag/stack", settings.Stack));
        yield return Statement.Allow("TagCluster", ["elasticmapreduce:AddTags"], clusters, Condition.Equal("aws:RequestTag/stack", settings.Stack));
        yield return Statement.Allow("RunCluster",
        [
            "elasticmapreduce:DescribeCluster", "elasticmapreduce:TerminateJobFlows", "elasticmapreduce:AddJobFlowSteps", "elasticmapreduce:DescribeStep",
            "elasticmapreduce:CancelSteps", "elasticmapreduce:PutAutoTerminationPolicy", "elasticmapreduce:PutManagedScalingPolicy",
        ], clusters, Condition.Equal("aws:ResourceTag/stack", settings.Stack));
        yield return Statement.Allow("PassRoles", ["iam:PassRole"], new() { args.Roles.ServiceRoleArn!, args.Roles.JobRoleArn },
            Condition.Equal("iam:PassedToService", "elasticmapreduce.amazonaws.com", "ec2.amazonaws.com"));
        yield return Statement.Allow("CleanupRole", ["iam:CreateServiceLinkedRole"],
            $"arn:aws:iam::{settings.AccountId}:role/aws-service-role/elasticmapreduce.amazonaws.com/AWSServiceRoleForEMRCleanup",
            Condition.Equal("iam:AWSServiceName", "elasticmapreduce.amazonaws.com"));
        yield return Statement.Allow("WaitForCluster", ["events:PutTargets", "events:PutRule", "events:DescribeRule"],
            Rules(settings, "EMRRunJobFlow", "EMRAddJobFlowSteps", "EMRTerminateJobFlows"));
    }

    private static IEnumerable<Statement> Serverless(OrchestrationArgs args)
    {
        var settings = args.Settings;
        yield return Statement.Allow("StartJobs", ["emr-serverless:StartJobRun"], args.Roles.ApplicationArn!);
        yield return Statement.Allow("FollowJobs", ["emr-serverless:GetJobRun", "emr-serverless:CancelJobRun"], Output.Format($"{args.Roles.ApplicationArn!}/jobruns/*"));
        yield return Statement.Allow("PassRoles", ["iam:PassRole"], args.Roles.JobRoleArn, Condition.Equal("iam:PassedToService", "emr-serverless.amazonaws.com"));
        yield return Statement.Allow("WaitForJobs", ["events:PutTargets", "events:PutRule", "events:DescribeRule"], Rules(settings, "EMRServerlessJob"));
    }

    /// <summary>The rules by which Step Functions hears that what it waits for has ended.</summary>
    public static string[] Rules(StackSettings settings, params string[] names) =>
        [.. names.Select(name => $"arn:aws:events:{settings.Region}:{settings.AccountId}:rule/StepFunctionsGetEventFor{name}Rule")];
}
