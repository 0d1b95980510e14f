using System.Security.Cryptography;
using System.Text;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>The account that a stack is deployed to, as far as the program asks about it.</summary>
public sealed record AccountFixture
{
    /// <value>The account id; LocalStack's <c>000000000000</c> by default.</value>
    public string AccountId { get; init; } = Aws.AwsEmulatorClients.AccountId;

    /// <value>The Region; Singapore by default.</value>
    public string Region { get; init; } = "ap-southeast-1";

    /// <value>The partition; <c>aws</c> by default.</value>
    public string Partition { get; init; } = "aws";

    /// <summary>An ARN in this account.</summary>
    public string Arn(string service, string resource, bool regional = true) =>
        $"arn:{Partition}:{service}:{(regional ? Region : "")}:{AccountId}:{resource}";

    /// <summary>A hexadecimal text that is always the same for the same seed: ids that AWS would make up.</summary>
    internal static string Hash(string seed, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..length];

    /// <summary>A UUID that is always the same for the same seed.</summary>
    internal static string Uuid(string seed)
    {
        var hex = Hash(seed, 32);
        return $"{hex[..8]}-{hex[8..12]}-4{hex[13..16]}-8{hex[17..20]}-{hex[20..]}";
    }
}
