using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>What every stage shares: its settings, its place in the tree, and how roles are made.</summary>
internal abstract class Stage : ComponentResource
{
    protected Stage(string type, StackSettings settings, ComponentResourceOptions? options)
        : base($"nonolive:stage:{type}", type.ToLowerInvariant(), options)
    {
        Settings = settings;
    }

    protected StackSettings Settings { get; }

    protected CustomResourceOptions Child => new() { Parent = this };

    /// <summary>Options of a resource whose loss loses data.</summary>
    protected CustomResourceOptions Kept => new() { Parent = this, Protect = Settings.Production };

    protected string Name(string part) => $"{Settings.Prefix}-{part}";

    protected Aws.Iam.Role Role(string part, string description, PolicyDocument trust, PolicyDocument? rights = null)
    {
        var role = new Aws.Iam.Role($"{part}-role", new()
        {
            Name = Name(part),
            Description = description,
            AssumeRolePolicy = trust.ToJson(),
        }, Child);
        if (rights is not null)
            Grant(part, role, rights);
        return role;
    }

    protected Aws.Iam.RolePolicy Grant(string part, Aws.Iam.Role role, PolicyDocument rights) =>
        new($"{part}-policy", new() { Name = Name(part), Role = role.Name, Policy = rights.ToJson() }, Child);

    /// <summary>Only this account's own resources may send a service to take a role on (the confused deputy).</summary>
    protected Condition FromThisAccount => Condition.Equal("aws:SourceAccount", Settings.AccountId);
}
