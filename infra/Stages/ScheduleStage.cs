using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>When the state machine runs, in the business zone, and where a start that failed is kept.</summary>
internal sealed class ScheduleStage : Stage
{
    public ScheduleStage(StackSettings settings, Input<string> machineArn, Input<string> keyArn, ComponentResourceOptions? options = null)
        : base("Schedule", settings, options)
    {
        var group = new Aws.Scheduler.ScheduleGroup("schedule-group", new() { Name = settings.Prefix }, Child);
        MissedStarts = new Aws.Sqs.Queue("missed-starts", new()
        {
            Name = Name("missed-starts"),
            KmsMasterKeyId = keyArn,
            MessageRetentionSeconds = 14 * 24 * 60 * 60,
        }, Child);
        _ = new Aws.Sqs.QueuePolicy("missed-starts-policy", new()
        {
            QueueUrl = MissedStarts.Url,
            Policy = new PolicyDocument(
                Statement.Deny("NotWithoutTls", ["sqs:*"], MissedStarts.Arn, Condition.Is("aws:SecureTransport", false)).To(Principal.Anyone)).ToJson(),
        }, Child);
        var role = Role("scheduler", "The schedule starts the state machine",
            PolicyDocument.Trust("scheduler.amazonaws.com", FromThisAccount, Condition.ArnEquals("aws:SourceArn", group.Arn)), new(
                Statement.Allow("Start", ["states:StartExecution"], machineArn),
                Statement.Allow("KeepMissedStart", ["sqs:SendMessage"], MissedStarts.Arn),
                PolicySets.UseKey("UseKey", keyArn, settings.Region, ["sqs", "states", "scheduler"])));
        Schedule = new Aws.Scheduler.Schedule("schedule", new()
        {
            Name = Name("reports"),
            GroupName = group.Name,
            Description = $"The last {settings.Schedule.RecomputeDays} business days",
            ScheduleExpression = settings.Schedule.Expression,
            ScheduleExpressionTimezone = settings.BusinessZone,
            State = settings.Schedule.Enabled ? "ENABLED" : "DISABLED",
            KmsKeyArn = keyArn,
            FlexibleTimeWindow = new Aws.Scheduler.Inputs.ScheduleFlexibleTimeWindowArgs { Mode = "OFF" },
            Target = new Aws.Scheduler.Inputs.ScheduleTargetArgs
            {
                Arn = machineArn,
                RoleArn = role.Arn,
                Input = """{"scheduled_time": "<aws.scheduler.scheduled-time>"}""",
                DeadLetterConfig = new Aws.Scheduler.Inputs.ScheduleTargetDeadLetterConfigArgs { Arn = MissedStarts.Arn },
                RetryPolicy = new Aws.Scheduler.Inputs.ScheduleTargetRetryPolicyArgs { MaximumEventAgeInSeconds = 3600, MaximumRetryAttempts = 10 },
            },
        }, Child);
        RegisterOutputs();
    }

    public Aws.Scheduler.Schedule Schedule { get; }

    public Aws.Sqs.Queue MissedStarts { get; }
}
