using System.Text.Json.Nodes;
using Nonolive.Infra.Iam;
using Nonolive.Infra.StateMachine;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>What every transient cluster is started with: encryption, the EMR service's role and the nodes' role.</summary>
internal sealed class Cluster : Stage
{
    /// <summary>Where the nodes' certificates lie in the code bucket; docs/infrastructure.md has the command that makes them.</summary>
    public const string Certificates = "emr/certificates.zip";

    private Cluster(ComputeArgs args, ComponentResourceOptions? options) : base("Cluster", args.Settings, options)
    {
        Encryption = new Aws.Emr.SecurityConfiguration("emr-security", new()
        {
            Name = Name("emr"),
            Configuration = Output.Tuple(args.KeyArn, args.Lake.Code.Name).Apply(x => SecurityConfiguration(x.Item1, x.Item2)),
        }, Child);
        ServiceRole = Role("emr-service", "The EMR service starts and ends clusters",
            PolicyDocument.Trust("elasticmapreduce.amazonaws.com", FromThisAccount));
        _ = new Aws.Iam.RolePolicyAttachment("emr-service-v2", new()
        {
            Role = ServiceRole.Name,
            PolicyArn = "arn:aws:iam::aws:policy/service-role/AmazonEMRServicePolicy_v2",
        }, Child);
        NodeRole = Role("emr-nodes", "EMR nodes run Hive", PolicyDocument.Trust("ec2.amazonaws.com"), new(NodeRights(args)));
        Grant("emr-service", ServiceRole, new(ServiceRights(args)));
        // EMR looks the role up by the profile's name, so the two are the same.
        Profile = new Aws.Iam.InstanceProfile("emr-nodes-profile", new() { Name = Name("emr-nodes"), Role = NodeRole.Name }, Child);
        RegisterOutputs();
    }

    public Aws.Emr.SecurityConfiguration Encryption { get; }

    public Aws.Iam.Role ServiceRole { get; }

    public Aws.Iam.Role NodeRole { get; }

    public Aws.Iam.InstanceProfile Profile { get; }

    public static Compute Compute(ComputeArgs args, ComponentResourceOptions? options)
    {
        var (stage, network) = (new Cluster(args, options), args.Network);
        var runtime = Output.Tuple(
            args.Place.SubnetIds.ToOutput(), network.Primary.Id, network.Nodes.Id, network.Service.Id,
            stage.ServiceRole.Arn, stage.Profile.Name, stage.Encryption.Name);
        return new(
            runtime.Apply(x => (RuntimeSettings)new ClusterRuntime(x.Item1, x.Item2, x.Item3, x.Item4, x.Item5, x.Item6, x.Item7)),
            new(stage.ServiceRole.Arn, stage.NodeRole.Arn, null));
    }

    // https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html
    private static string SecurityConfiguration(string keyArn, string codeBucket) => new JsonObject
    {
        ["EncryptionConfiguration"] = new JsonObject
        {
            ["EnableAtRestEncryption"] = true,
            ["AtRestEncryptionConfiguration"] = new JsonObject
            {
                ["S3EncryptionConfiguration"] = new JsonObject { ["EncryptionMode"] = "SSE-KMS", ["AwsKmsKey"] = keyArn },
                ["LocalDiskEncryptionConfiguration"] = new JsonObject
                {
                    ["EncryptionKeyProviderType"] = "AwsKms",
                    ["AwsKmsKey"] = keyArn,
                    ["EnableEbsEncryption"] = true,
                },
            },
            ["EnableInTransitEncryption"] = true,
            ["InTransitEncryptionConfiguration"] = new JsonObject
            {
                ["TLSCertificateConfiguration"] = new JsonObject { ["CertificateProviderType"] = "PEM", ["S3Object"] = $"s3://{codeBucket}/{Certificates}" },
            },
        },
        ["InstanceMetadataServiceConfiguration"] = new JsonObject { ["MinimumInstanceMetadataServiceVersion"] = 2, ["HttpPutResponseHopLimit"] = 1 },
    }.ToJsonString();

    // The managed policy starts and ends tagged instances; it passes no role of ours and knows no key of ours.
    private Statement[] ServiceRights(ComputeArgs args) =>
    [
        Statement.Allow("PassNodeRole", ["iam:PassRole"], NodeRole.Arn, Condition.Equal("iam:PassedToService", "ec2.amazonaws.com")),
        Statement.Allow(
            "EncryptDisks", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey"],
            args.KeyArn),
        Statement.Allow("LendKeyToDisks", ["kms:CreateGrant"], args.KeyArn, Condition.Is("kms:GrantIsForAWSResource", true)),
    ];

    private static Statement[] NodeRights(ComputeArgs args) => HiveRights.Of(args.Settings, args.Lake, args.KeyArn).Concat(
    [
        Statement.Allow("ReadCertificates", ["s3:GetObject"], PolicySets.Objects(args.Lake.Code.Arn, Certificates[..^4])),
        Statement.Allow("WriteLogs", ["s3:PutObject"], PolicySets.Objects(args.Lake.Logs.Arn, "emr/")),
        // Local disks and EMR's logs are encrypted by the nodes themselves, not by way of S3.
        Statement.Allow("EncryptLocalDisksAndLogs", ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"], args.KeyArn),
    ]).ToArray();
}
