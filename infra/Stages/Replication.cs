using Nonolive.Infra.Iam;
using Nonolive.Infra.Replication;
using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Lake;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>What the replication stage needs.</summary>
internal sealed record ReplicationArgs(StackSettings Settings, Place Place, Network Network, Lake Lake, Output<string> KeyArn, AccountResources? Account);

/// <summary>Aurora to the data bucket by DMS: full load, then changes.</summary>
internal sealed class ReplicationStage : Stage
{
    public ReplicationStage(ReplicationArgs args, ComponentResourceOptions? options = null) : base("Replication", args.Settings, options)
    {
        var settings = args.Settings;
        var subnets = new Aws.Dms.ReplicationSubnetGroup("replication-subnets", new()
        {
            ReplicationSubnetGroupId = Name("replication"),
            ReplicationSubnetGroupDescription = "Private subnets of the reporting pipeline's replication",
            SubnetIds = args.Place.SubnetIds,
        }, new CustomResourceOptions { Parent = this, DependsOn = args.Account is { } account ? account.DmsReady : new InputList<Resource>() });
        var source = Source(args);
        var target = Target(args);
        if (settings.Replication.Serverless)
            TaskArn = Serverless(args, subnets, source, target).Arn;
        else
            TaskArn = Provisioned(args, subnets, source, target).ReplicationTaskArn;
        RegisterOutputs();
    }

    /// <summary>The task, or the serverless replication.</summary>
    public Output<string> TaskArn { get; }

    /// <summary>The instance's and task's identifiers, as metrics name them.</summary>
    public string InstanceId => Name("replication");

    public string TaskId => Name("aurora-to-lake");

    /// <summary>The last part of the task's ARN, which its metrics carry; DMS allows 31 characters.</summary>
    public string TaskResourceId => $"{Settings.Stack}-to-lake";

    /// <summary>What tells the task's metrics from others'.</summary>
    public InputMap<string> TaskDimensions => Settings.Replication.Serverless
        ? new() { ["ReplicationConfigIdentifier"] = TaskResourceId }
        : new() { ["ReplicationInstanceIdentifier"] = InstanceId, ["ReplicationTaskIdentifier"] = TaskResourceId };

    private Aws.Dms.Endpoint Source(ReplicationArgs args)
    {
        var (settings, source) = (args.Settings, args.Settings.Source);
        var secretRole = Role("replication-secret", "DMS reads the secret of Aurora", TrustDms(), new(SecretRights(args.Place)));
        return new Aws.Dms.Endpoint("aurora", new()
        {
            EndpointId = Name("aurora"),
            EndpointType = "source",
            EngineName = source.Engine,
            DatabaseName = source.IsPostgreSql ? source.Database : null!,
            SecretsManagerArn = args.Place.AuroraSecretArn,
            SecretsManagerAccessRoleArn = secretRole.Arn,
            SslMode = source.SslMode,
            CertificateArn = source.CertificateArn.Length > 0 ? source.CertificateArn : null!,
            KmsKeyArn = args.KeyArn,
            PostgresSettings = source.IsPostgreSql ? PostgreSql() : null!,
            MysqlSettings = source.IsPostgreSql ? null! : new Aws.Dms.Inputs.EndpointMysqlSettingsArgs { ServerTimezone = "UTC", EventsPollInterval = 5 },
        }, Child);
    }

    private static Aws.Dms.Inputs.EndpointPostgresSettingsArgs PostgreSql() => new()
    {
        // A slot on a quiet database would keep all WAL since its last change.
        HeartbeatEnable = true,
        HeartbeatFrequency = 5,
        HeartbeatSchema = LakeLayout.AuroraSchema,
        // The S3 endpoint has no such setting of its own, and without this one booleans arrive as the texts 'true' and 'false'.
        MapBooleanAsBoolean = true,
        PluginName = "test_decoding",
        FailTasksOnLobTruncation = true,
    };

    private Aws.Dms.S3Endpoint Target(ReplicationArgs args)
    {
        var replication = args.Settings.Replication;
        var role = Role("replication-target", "DMS writes table changes to the data bucket", TrustDms(), new(
            Statement.Allow("WriteChanges", ["s3:PutObject", "s3:DeleteObject", "s3:PutObjectTagging"], PolicySets.Objects(args.Lake.Data.Arn, LakeLayout.Aurora)),
            PolicySets.List("FindChanges", args.Lake.Data.Arn),
            PolicySets.UseKey("EncryptChanges", args.KeyArn, args.Settings.Region, ["s3"])));
        return new Aws.Dms.S3Endpoint("lake", new()
        {
            EndpointId = Name("lake"),
            EndpointType = "target",
            BucketName = args.Lake.Data.Name,
            BucketFolder = LakeLayout.Aurora.TrimEnd('/'),
            ExpectedBucketOwner = args.Settings.AccountId,
            ServiceAccessRoleArn = role.Arn,
            DataFormat = "parquet",
            ParquetVersion = "parquet-1-0",
            CompressionType = "GZIP",
            EncodingType = "rle-dictionary",
            EnableStatistics = true,
            EncryptionMode = "SSE_KMS",
            ServerSideEncryptionKmsKeyId = args.KeyArn,
            IncludeOpForFullLoad = true,
            TimestampColumnName = "dms_commit_ts",
            UseTaskStartTimeForFullLoadTimestamp = true,
            ParquetTimestampInMillisecond = false,
            DatePartitionEnabled = replication.DatePartitions,
            DatePartitionSequence = "YYYYMMDD",
            DatePartitionDelimiter = "SLASH",
            CdcMaxBatchInterval = replication.BatchSeconds,
            CdcMinFileSize = replication.MinFileKb,
            PreserveTransactions = replication.PreserveTransactions,
            GlueCatalogGeneration = false,
            SslMode = "none",
        }, new CustomResourceOptions { Parent = this, DependsOn = { args.Lake.Data.Policy } });
    }

    private Aws.Dms.ReplicationTask Provisioned(
        ReplicationArgs args, Aws.Dms.ReplicationSubnetGroup subnets, Aws.Dms.Endpoint source, Aws.Dms.S3Endpoint target)
    {
        var replication = args.Settings.Replication;
        var instance = new Aws.Dms.ReplicationInstance("replication-instance", new()
        {
            ReplicationInstanceId = InstanceId,
            ReplicationInstanceClass = replication.InstanceClass,
            AllocatedStorage = replication.StorageGb,
            EngineVersion = replication.EngineVersion,
            AutoMinorVersionUpgrade = true,
            AllowMajorVersionUpgrade = false,
            // A test stack changes at once; production waits for its quiet hour.
            ApplyImmediately = !args.Settings.Production,
            MultiAz = replication.MultiAz,
            PubliclyAccessible = false,
            KmsKeyArn = args.KeyArn,
            PreferredMaintenanceWindow = "sun:18:00-sun:19:00",
            ReplicationSubnetGroupId = subnets.Id,
            VpcSecurityGroupIds = args.Network.Replication.Id,
        }, new CustomResourceOptions { Parent = this, DependsOn = args.Account is { } account ? account.DmsReady : new InputList<Resource>() });
        return new Aws.Dms.ReplicationTask("replication-task", new()
        {
            ReplicationTaskId = TaskId,
            ResourceIdentifier = TaskResourceId,
            MigrationType = "full-load-and-cdc",
            ReplicationInstanceArn = instance.ReplicationInstanceArn,
            SourceEndpointArn = source.EndpointArn,
            TargetEndpointArn = target.EndpointArn,
            TableMappings = TableMappings.Of(args.Settings.Source.Tables),
            ReplicationTaskSettings = TaskSettings.Document,
            StartReplicationTask = replication.StartTask,
        }, new CustomResourceOptions
        {
            Parent = this,
            // DMS adds settings of its own to the document that it returns, which would be a difference for ever:
            // https://github.com/hashicorp/terraform-provider-aws/issues/36936. Replace the task to change them.
            IgnoreChanges = { "replicationTaskSettings" },
        });
    }

    private Aws.Dms.ReplicationConfig Serverless(
        ReplicationArgs args, Aws.Dms.ReplicationSubnetGroup subnets, Aws.Dms.Endpoint source, Aws.Dms.S3Endpoint target)
    {
        var replication = args.Settings.Replication;
        return new Aws.Dms.ReplicationConfig("replication-task", new()
        {
            ReplicationConfigIdentifier = TaskId,
            ResourceIdentifier = TaskResourceId,
            ReplicationType = "full-load-and-cdc",
            SourceEndpointArn = source.EndpointArn,
            TargetEndpointArn = target.EndpointArn,
            TableMappings = TableMappings.Of(args.Settings.Source.Tables),
            ReplicationSettings = TaskSettings.Document,
            StartReplication = replication.StartTask,
            ComputeConfig = new Aws.Dms.Inputs.ReplicationConfigComputeConfigArgs
            {
                MinCapacityUnits = replication.MinCapacity,
                MaxCapacityUnits = replication.MaxCapacity,
                MultiAz = replication.MultiAz,
                KmsKeyId = args.KeyArn,
                ReplicationSubnetGroupId = subnets.Id,
                VpcSecurityGroupIds = args.Network.Replication.Id,
                PreferredMaintenanceWindow = "sun:18:00-sun:19:00",
            },
        }, new CustomResourceOptions { Parent = this, IgnoreChanges = { "replicationSettings" } });
    }

    // Both names are needed: endpoints test as the global service and run as the Region's
    // (https://docs.aws.amazon.com/dms/latest/userguide/security_iam_secretsmanager.html).
    private PolicyDocument TrustDms() => new(
        new Statement("Trust", "Allow", ["sts:AssumeRole"], new InputList<string>()) { Conditions = [FromThisAccount] }
            .To(Principal.Service("dms.amazonaws.com", $"dms.{Settings.Region}.amazonaws.com")));

    private Statement[] SecretRights(Place place)
    {
        var read = Statement.Allow("ReadSecret", ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], place.AuroraSecretArn);
        return place.AuroraSecretKeyArn is { } key
            ? [read, PolicySets.UseKey("DecryptSecret", key, Settings.Region, ["secretsmanager"], write: false)]
            : [read];
    }
}
