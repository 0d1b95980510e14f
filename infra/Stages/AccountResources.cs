using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>
/// What exists once in an account and Region: the roles that DMS finds by name, and EMR's block of public access. Only one
/// stack of an account owns them (setting <c>ownsAccountResources</c>).
/// </summary>
internal sealed class AccountResources : Stage
{
    public AccountResources(StackSettings settings, ComponentResourceOptions? options = null) : base("Account", settings, options)
    {
        DmsReady =
        [
            DmsRole("dms-vpc-role", "DMS manages network interfaces", "AmazonDMSVPCManagementRole"),
            DmsRole("dms-cloudwatch-logs-role", "DMS writes task logs", "AmazonDMSCloudWatchLogsRole"),
        ];
        _ = new Aws.Emr.BlockPublicAccessConfiguration("emr-public-access", new() { BlockPublicSecurityGroupRules = true }, Child);
        RegisterOutputs();
    }

    /// <summary>What DMS resources must wait for: the policies' attachments, not the roles.</summary>
    public InputList<Resource> DmsReady { get; }

    private Input<Resource> DmsRole(string name, string description, string policy)
    {
        var role = new Aws.Iam.Role(name, new()
        {
            Name = name,
            Description = description,
            AssumeRolePolicy = PolicyDocument.Trust("dms.amazonaws.com", FromThisAccount).ToJson(),
        }, Child);
        return new Aws.Iam.RolePolicyAttachment(name, new()
        {
            Role = role.Name,
            PolicyArn = $"arn:aws:iam::aws:policy/service-role/{policy}",
        }, Child);
    }
}
