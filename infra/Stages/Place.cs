using Nonolive.Infra.Settings;
using Pulumi;

namespace Nonolive.Infra.Stages;

/// <summary>What the pipeline finds where it is put: given in the stack's settings, or made by the sandbox.</summary>
internal sealed record Place
{
    public required Input<string> VpcId { get; init; }

    public required InputList<string> SubnetIds { get; init; }

    public required InputList<string> RouteTableIds { get; init; }

    public required Input<string> AuroraSecurityGroupId { get; init; }

    public required Input<string> AuroraSecretArn { get; init; }

    public required Input<string>? AuroraSecretKeyArn { get; init; }

    public required Input<string> ApplicationRole { get; init; }

    public required Input<string> ConsoleRole { get; init; }

    public static Place Existing(StackSettings settings) => new()
    {
        VpcId = settings.Network.VpcId,
        SubnetIds = settings.Network.PrivateSubnetIds.ToArray(),
        RouteTableIds = settings.Network.RouteTableIds.ToArray(),
        AuroraSecurityGroupId = settings.Source.SecurityGroupId,
        AuroraSecretArn = settings.Source.SecretArn,
        AuroraSecretKeyArn = settings.Source.SecretKeyArn is { Length: > 0 } key ? (Input<string>)key : null,
        ApplicationRole = settings.Access.ApplicationRole,
        ConsoleRole = settings.Access.ConsoleRole,
    };
}
