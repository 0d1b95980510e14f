using Nonolive.Infra.Iam;
using Nonolive.Infra.StateMachine;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>The alternative to a cluster: an EMR Serverless application with Hive, which costs nothing while it is idle.</summary>
internal sealed class ServerlessCluster : Stage
{
    private ServerlessCluster(ComputeArgs args, ComponentResourceOptions? options) : base("Serverless", args.Settings, options)
    {
        var settings = args.Settings;
        var account = settings.AccountId;
        JobRole = Role("emr-jobs", "EMR Serverless jobs run Hive",
            PolicyDocument.Trust("emr-serverless.amazonaws.com", FromThisAccount,
                Condition.ArnLike("aws:SourceArn", $"arn:aws:emr-serverless:{settings.Region}:{account}:/applications/*")),
            new([.. HiveRights.Of(settings, args.Lake, args.KeyArn),
                Statement.Allow("WriteScratch", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], PolicySets.Objects(args.Lake.Data.Arn, "scratch/")),
                Statement.Allow("WriteLogs", ["s3:PutObject"], PolicySets.Objects(args.Lake.Logs.Arn, "emr/")),
                Statement.Allow("EncryptLogs", ["kms:Decrypt", "kms:GenerateDataKey"], args.KeyArn)]));
        Application = new Aws.EmrServerless.Application("hive", new()
        {
            Name = Name("hive"),
            Type = "hive",
            ReleaseLabel = settings.Compute.Release,
            Architecture = "X86_64",
            AutoStartConfiguration = new Aws.EmrServerless.Inputs.ApplicationAutoStartConfigurationArgs { Enabled = true },
            AutoStopConfiguration = new Aws.EmrServerless.Inputs.ApplicationAutoStopConfigurationArgs
            {
                Enabled = true,
                IdleTimeoutMinutes = Math.Min(settings.Compute.IdleMinutes, 15),
            },
            MaximumCapacity = new Aws.EmrServerless.Inputs.ApplicationMaximumCapacityArgs
            {
                Cpu = $"{settings.Compute.ServerlessVcpu} vCPU",
                // A Hive worker has 4 GB for each vCPU.
                Memory = $"{settings.Compute.ServerlessVcpu * 4} GB",
            },
            NetworkConfiguration = new Aws.EmrServerless.Inputs.ApplicationNetworkConfigurationArgs
            {
                SubnetIds = args.Place.SubnetIds,
                SecurityGroupIds = args.Network.Nodes.Id,
            },
        }, Child);
        RegisterOutputs();
    }

    public Aws.EmrServerless.Application Application { get; }

    public Aws.Iam.Role JobRole { get; }

    public static Compute Compute(ComputeArgs args, ComponentResourceOptions? options)
    {
        var stage = new ServerlessCluster(args, options);
        return new(
            Output.Tuple(stage.Application.Id, stage.JobRole.Arn).Apply(x => (RuntimeSettings)new ServerlessRuntime(x.Item1, x.Item2)),
            new(null, stage.JobRole.Arn, stage.Application.Arn));
    }
}
