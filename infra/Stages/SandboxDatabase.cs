using System.Text.Json.Nodes;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>The sandbox's Aurora PostgreSQL, set up so that DMS can read changes from it.</summary>
internal sealed class SandboxDatabase
{
    private const string Version = "16.6";
    private const string Administrator = "nonolive_admin";

    public SandboxDatabase(Sandbox sandbox, StackSettings settings, Aws.Ec2.Vpc vpc, IReadOnlyList<Aws.Ec2.Subnet> subnets, Input<string> keyArn)
    {
        var child = sandbox.ChildOptions;
        var password = Output.CreateSecret(settings.SandboxPassword);
        SecurityGroup = new Aws.Ec2.SecurityGroup("aurora-group", new()
        {
            Name = sandbox.NameOf("aurora"),
            Description = "The sandbox's Aurora cluster",
            VpcId = vpc.Id,
            Tags = { ["Name"] = sandbox.NameOf("aurora") },
        }, child);
        var group = new Aws.Rds.SubnetGroup("aurora-subnets", new()
        {
            Name = sandbox.NameOf("aurora"),
            Description = "Private subnets of the sandbox",
            SubnetIds = new() { subnets[0].Id, subnets[1].Id },
        }, child);
        // Static parameters: a new cluster starts with them, an existing one must be restarted
        // (https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Source.PostgreSQL.html).
        var parameters = new Aws.Rds.ClusterParameterGroup("aurora-parameters", new()
        {
            Name = sandbox.NameOf("aurora"),
            Family = "aurora-postgresql16",
            Description = "Logical replication for DMS",
            Parameters =
            {
                Parameter("rds.logical_replication", "1", "pending-reboot"),
                Parameter("wal_sender_timeout", "0", "immediate"),
                Parameter("rds.force_ssl", "1", "immediate"),
            },
        }, child);
        var cluster = new Aws.Rds.Cluster("aurora-cluster", new()
        {
            ClusterIdentifier = sandbox.NameOf("aurora"),
            Engine = Aws.Rds.EngineType.AuroraPostgresql,
            EngineMode = "provisioned",
            EngineVersion = Version,
            DatabaseName = settings.Source.Database,
            Port = settings.Source.Port,
            MasterUsername = Administrator,
            MasterPassword = password,
            StorageEncrypted = true,
            KmsKeyId = keyArn,
            BackupRetentionPeriod = 1,
            CopyTagsToSnapshot = true,
            IamDatabaseAuthenticationEnabled = true,
            SkipFinalSnapshot = true,
            DbSubnetGroupName = group.Name,
            DbClusterParameterGroupName = parameters.Name,
            VpcSecurityGroupIds = SecurityGroup.Id,
            EnabledCloudwatchLogsExports = "postgresql",
            Serverlessv2ScalingConfiguration = new Aws.Rds.Inputs.ClusterServerlessv2ScalingConfigurationArgs { MinCapacity = 0.5, MaxCapacity = 2 },
        }, child);
        _ = new Aws.Rds.ClusterInstance("aurora-writer", new()
        {
            Identifier = sandbox.NameOf("aurora-writer"),
            ClusterIdentifier = cluster.Id,
            InstanceClass = "db.serverless",
            Engine = Aws.Rds.EngineType.AuroraPostgresql,
            EngineVersion = Version,
            PubliclyAccessible = false,
            AutoMinorVersionUpgrade = true,
        }, child);
        // DMS reads host and port from the secret as well, so the one that RDS would manage is not enough:
        // https://docs.aws.amazon.com/dms/latest/userguide/security_iam_secretsmanager.html
        var secret = new Aws.SecretsManager.Secret("aurora-secret", new()
        {
            Name = $"{settings.Prefix}/aurora",
            Description = "How DMS reaches the sandbox's Aurora cluster",
            KmsKeyId = keyArn,
            // A sandbox is made and removed often; a name in its recovery window could not be used again.
            RecoveryWindowInDays = 0,
        }, child);
        _ = new Aws.SecretsManager.SecretVersion("aurora-secret-value", new()
        {
            SecretId = secret.Id,
            SecretString = Output.Tuple(cluster.Endpoint, password).Apply(x => new JsonObject
            {
                ["username"] = Administrator,
                ["password"] = x.Item2,
                ["host"] = x.Item1,
                ["port"] = settings.Source.Port,
                ["dbname"] = settings.Source.Database,
            }.ToJsonString()),
        }, child);
        SecretArn = secret.Arn;
    }

    public Aws.Ec2.SecurityGroup SecurityGroup { get; }

    public Output<string> SecretArn { get; }

    private static Aws.Rds.Inputs.ClusterParameterGroupParameterArgs Parameter(string name, string value, string method) =>
        new() { Name = name, Value = value, ApplyMethod = method };
}
