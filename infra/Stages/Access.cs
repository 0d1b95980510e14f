using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Lake;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>What the application and the console may do with the lake: one writes events, the other reads published reports.</summary>
internal sealed class Access : Stage
{
    public Access(StackSettings settings, Place place, Lake lake, Input<string> keyArn, ComponentResourceOptions? options = null)
        : base("Access", settings, options)
    {
        ApplicationPolicy = Attach("application", "Sends app events", place.ApplicationRole, new(
            Statement.Allow("SendEvents", ["s3:PutObject", "s3:AbortMultipartUpload"], PolicySets.Objects(lake.Data.Arn, LakeLayout.Events)),
            PolicySets.UseKey("EncryptEvents", keyArn, settings.Region, ["s3"])));
        ConsolePolicy = Attach("console", "Reads published reports", place.ConsoleRole, new(
            Statement.Allow("ReadReports", ["s3:GetObject"], PolicySets.Objects(lake.Result.Arn, LakeLayout.Reports)),
            PolicySets.List("FindReports", lake.Result.Arn, $"{LakeLayout.Reports}*"),
            PolicySets.UseKey("DecryptReports", keyArn, settings.Region, ["s3"], write: false)));
        RegisterOutputs();
    }

    public Aws.Iam.Policy ApplicationPolicy { get; }

    public Aws.Iam.Policy ConsolePolicy { get; }

    private Aws.Iam.Policy Attach(string part, string description, Input<string> role, PolicyDocument rights)
    {
        var policy = new Aws.Iam.Policy($"{part}-access", new() { Name = Name(part), Description = description, PolicyDocument = rights.ToJson() }, Child);
        _ = new Aws.Iam.RolePolicyAttachment($"{part}-access", new() { Role = role, PolicyArn = policy.Arn }, Child);
        return policy;
    }
}
