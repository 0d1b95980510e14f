using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Infra.StateMachine;

/// <summary>Everything that the state machine's definition names.</summary>
public sealed record MachineSettings
{
    /// <summary>The stack's settings.</summary>
    public required StackSettings Stack { get; init; }

    /// <summary>The jobs, their order and their files.</summary>
    public required JobCatalog Jobs { get; init; }

    /// <summary>The data bucket's name.</summary>
    public required string DataBucket { get; init; }

    /// <summary>The result bucket's name.</summary>
    public required string ResultBucket { get; init; }

    /// <summary>The code bucket's name.</summary>
    public required string CodeBucket { get; init; }

    /// <summary>The logs bucket's name.</summary>
    public required string LogsBucket { get; init; }

    /// <summary>The topic that failures are told to.</summary>
    public required string TopicArn { get; init; }

    /// <summary>The ARN of the key that EMR's logs are encrypted with.</summary>
    public required string KeyArn { get; init; }

    /// <summary>The function that sets damaged event objects aside.</summary>
    public required string SetAsideArn { get; init; }

    /// <summary>What runs the Hive scripts.</summary>
    public required RuntimeSettings Runtime { get; init; }
}

/// <summary>What runs the Hive scripts.</summary>
public abstract record RuntimeSettings;

/// <summary>A cluster that lives for one run.</summary>
/// <param name="SubnetIds">Subnets to choose from.</param>
/// <param name="PrimaryGroupId">Security group of the primary node.</param>
/// <param name="NodeGroupId">Security group of core and task nodes.</param>
/// <param name="ServiceGroupId">Security group that the EMR service reaches the cluster through.</param>
/// <param name="ServiceRoleArn">The role of the EMR service.</param>
/// <param name="InstanceProfileName">The instance profile of the nodes; its name is its role's.</param>
/// <param name="SecurityConfigurationName">Encryption and metadata settings.</param>
public sealed record ClusterRuntime(
    IReadOnlyList<string> SubnetIds, string PrimaryGroupId, string NodeGroupId, string ServiceGroupId, string ServiceRoleArn,
    string InstanceProfileName, string SecurityConfigurationName) : RuntimeSettings;

/// <summary>An EMR Serverless application.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="JobRoleArn">The role of its jobs.</param>
public sealed record ServerlessRuntime(string ApplicationId, string JobRoleArn) : RuntimeSettings;
