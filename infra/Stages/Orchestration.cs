using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Nonolive.Infra.StateMachine;
using Nonolive.Pipeline.Jobs;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>What the orchestration stage needs.</summary>
internal sealed record OrchestrationArgs(
    StackSettings Settings, JobCatalog Jobs, JobFiles Files, Lake Lake, Output<string> KeyArn, Output<string> TopicArn, Output<RuntimeSettings> Runtime, RuntimeRoles Roles);

/// <summary>The state machine that runs the jobs of a day and publishes the reports.</summary>
internal sealed class Orchestration : Stage
{
    public Orchestration(OrchestrationArgs args, ComponentResourceOptions? options = null) : base("Orchestration", args.Settings, options)
    {
        var settings = args.Settings;
        var logs = new Aws.CloudWatch.LogGroup("machine-logs", new()
        {
            // Under this prefix the service's log policies cannot outgrow their limit:
            // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
            Name = $"/aws/vendedlogs/states/{Name("reports")}",
            RetentionInDays = settings.Retention.LogDays,
            KmsKeyId = args.KeyArn,
        }, Child);
        var role = Role("state-machine", "The state machine runs Hive jobs and publishes reports",
            PolicyDocument.Trust("states.amazonaws.com", FromThisAccount,
                Condition.ArnLike("aws:SourceArn", $"arn:aws:states:{settings.Region}:{settings.AccountId}:stateMachine:{settings.Prefix}-*")));
        var rights = Grant("state-machine", role, new([.. MachineRights.Of(args)]));
        Machine = new Aws.Sfn.StateMachine("reports-machine", new()
        {
            Name = Name("reports"),
            Type = "STANDARD",
            RoleArn = role.Arn,
            Definition = Definition(args),
            LoggingConfiguration = new Aws.Sfn.Inputs.StateMachineLoggingConfigurationArgs
            {
                Level = "ALL",
                IncludeExecutionData = true,
                LogDestination = Output.Format($"{logs.Arn}:*"),
            },
            TracingConfiguration = new Aws.Sfn.Inputs.StateMachineTracingConfigurationArgs { Enabled = true },
            EncryptionConfiguration = new Aws.Sfn.Inputs.StateMachineEncryptionConfigurationArgs
            {
                Type = "CUSTOMER_MANAGED_KMS_KEY",
                KmsKeyId = args.KeyArn,
                KmsDataKeyReusePeriodSeconds = 900,
            },
        }, new CustomResourceOptions { Parent = this, DependsOn = DependsOn(args, rights) });
        MachineArn = Machine.Arn;
        RoleArn = role.Arn;
        RegisterOutputs();
    }

    public Aws.Sfn.StateMachine Machine { get; }

    public Output<string> MachineArn { get; }

    public Output<string> RoleArn { get; }

    // A definition is checked against its role's rights, and it names files that must be there before a run reads them.
    private static InputList<Resource> DependsOn(OrchestrationArgs args, Resource rights) => args.Files.Uploads.Concat(rights);

    private static Output<string> Definition(OrchestrationArgs args) =>
        Output.Tuple(args.Lake.Data.Name, args.Lake.Result.Name, args.Lake.Code.Name, args.Lake.Logs.Name, args.KeyArn, args.TopicArn, args.Runtime)
            .Apply(x => ReportingMachine.Define(new MachineSettings
            {
                Stack = args.Settings,
                Jobs = args.Jobs,
                DataBucket = x.Item1,
                ResultBucket = x.Item2,
                CodeBucket = x.Item3,
                LogsBucket = x.Item4,
                KeyArn = x.Item5,
                TopicArn = x.Item6,
                Runtime = x.Item7,
            }));
}
