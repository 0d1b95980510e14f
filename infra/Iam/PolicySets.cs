using Pulumi;

namespace Nonolive.Infra.Iam;

/// <summary>Statements that several roles need.</summary>
internal static class PolicySets
{
    /// <summary>Use of the stack's key, by way of the given services only.</summary>
    public static Statement UseKey(string sid, Input<string> keyArn, string region, IReadOnlyList<string> services, bool write = true) =>
        Statement.Allow(
            sid, write ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"], keyArn,
            Condition.Equal("kms:ViaService", [.. services.Select(service => $"{service}.{region}.amazonaws.com")]));

    /// <summary>Listing a bucket below some prefixes.</summary>
    public static Statement List(string sid, Input<string> bucketArn, params string[] prefixes) => prefixes.Length == 0
        ? Statement.Allow(sid, ["s3:ListBucket", "s3:GetBucketLocation"], bucketArn)
        : Statement.Allow(sid, ["s3:ListBucket"], bucketArn, Condition.Like("s3:prefix", prefixes));

    /// <summary>ARNs of the objects below some prefixes of a bucket.</summary>
    public static InputList<string> Objects(Input<string> bucketArn, params string[] prefixes)
    {
        var arns = new InputList<string>();
        foreach (var prefix in prefixes)
            arns.Add(Output.Format($"{bucketArn}/{prefix}*"));
        return arns;
    }
}
