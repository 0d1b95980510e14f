using System.Text.Json.Nodes;
using Nonolive.Infra.Iam;
using Nonolive.Infra.StateMachine;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>
/// What follows a run that was aborted or timed out: such an execution runs no more states, so an event starts another
/// machine that ends what the run left behind (https://github.com/aws/aws-cdk/issues/28697).
/// </summary>
internal sealed class CleanUp : MachineStage
{
    public CleanUp(OrchestrationArgs args, Output<string> reportsMachineArn, ComponentResourceOptions? options = null) : base("CleanUp", args.Settings, options)
    {
        MachineArn = Machine("clean-up", "clean-up", "Ends what a run that was stopped left behind", args.KeyArn,
            CleanUpRights.Of(args), args.Machine.Apply(CleanUpMachine.Define), new()).Arn;
        var rule = new Aws.CloudWatch.EventRule("run-left-behind", new()
        {
            Name = Name("run-left-behind"),
            Description = "A run ended before it could clean up",
            EventPattern = reportsMachineArn.Apply(arn => new JsonObject
            {
                ["source"] = new JsonArray("aws.states"),
                ["detail-type"] = new JsonArray("Step Functions Execution Status Change"),
                ["detail"] = new JsonObject
                {
                    ["stateMachineArn"] = new JsonArray(arn),
                    // A failed run has tried to clean up; where even that failed, this tries again.
                    ["status"] = new JsonArray("FAILED", "TIMED_OUT", "ABORTED"),
                },
            }.ToJsonString()),
        }, Child);
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
        var role = Role("clean-up-starter", "A run's end starts the clean-up",
            PolicyDocument.Trust("events.amazonaws.com", FromThisAccount, Condition.ArnEquals("aws:SourceArn", rule.Arn)), new(
                Statement.Allow("Start", ["states:StartExecution"], MachineArn),
                PolicySets.UseKey("UseKey", args.KeyArn, Settings.Region, ["states"])));
        _ = new Aws.CloudWatch.EventTarget("run-left-behind", new()
        {
            Rule = rule.Name,
            TargetId = "clean-up",
            Arn = MachineArn,
            RoleArn = role.Arn,
            InputPath = "$.detail",
        }, Child);
        RegisterOutputs();
    }

    public Output<string> MachineArn { get; }
}
