using Nonolive.Infra.Settings;
using Nonolive.Infra.StateMachine;
using Nonolive.Pipeline.Jobs;
using Pulumi;

namespace Nonolive.Infra.Stages;

/// <summary>What the stages with state machines need.</summary>
internal sealed record OrchestrationArgs(
    StackSettings Settings, JobCatalog Jobs, JobFiles Files, Lake Lake, Output<string> SetAsideArn, Output<string> KeyArn, Output<string> TopicArn, Output<RuntimeSettings> Runtime, RuntimeRoles Roles)
{
    /// <summary>What the machines' definitions name, once it is known.</summary>
    public Output<MachineSettings> Machine { get; } =
        Output.Tuple(Lake.Data.Name, Lake.Result.Name, Lake.Code.Name, Lake.Logs.Name, SetAsideArn, KeyArn, TopicArn, Runtime).Apply(x => new MachineSettings
        {
            Stack = Settings,
            Jobs = Jobs,
            DataBucket = x.Item1,
            ResultBucket = x.Item2,
            CodeBucket = x.Item3,
            LogsBucket = x.Item4,
            SetAsideArn = x.Item5,
            KeyArn = x.Item6,
            TopicArn = x.Item7,
            Runtime = x.Item8,
        });
}

/// <summary>The state machine that runs the jobs of a day and publishes the reports.</summary>
internal sealed class Orchestration : MachineStage
{
    public Orchestration(OrchestrationArgs args, ComponentResourceOptions? options = null) : base("Orchestration", args.Settings, options)
    {
        MachineArn = Machine("reports", "state-machine", "The state machine runs Hive jobs and publishes reports", args.KeyArn,
            MachineRights.Of(args), args.Machine.Apply(ReportingMachine.Define), args.Files.Uploads).Arn;
        RegisterOutputs();
    }

    public Output<string> MachineArn { get; }
}
