using System.Collections.Immutable;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>Answers the provider's functions from the account fixture.</summary>
internal static class AccountInvokes
{
    public static ImmutableDictionary<string, object> Answer(string token, IReadOnlyDictionary<string, object> args, AccountFixture account)
    {
        Dictionary<string, object> answer = token switch
        {
            "aws:index/getCallerIdentity:getCallerIdentity" => new()
            {
                ["accountId"] = account.AccountId,
                ["arn"] = $"arn:{account.Partition}:iam::{account.AccountId}:root",
                ["userId"] = account.AccountId,
                ["id"] = account.AccountId,
            },
            "aws:index/getRegion:getRegion" => new()
            {
                ["region"] = account.Region,
                ["id"] = account.Region,
                ["description"] = account.Region,
                ["endpoint"] = $"ec2.{account.Region}.amazonaws.com",
            },
            "aws:index/getPartition:getPartition" => new()
            {
                ["partition"] = account.Partition,
                ["dnsSuffix"] = "amazonaws.com",
                ["reverseDnsPrefix"] = "com.amazonaws",
                ["id"] = account.Partition,
            },
            "aws:index/getAvailabilityZones:getAvailabilityZones" => new()
            {
                ["names"] = Zones(account),
                ["zoneIds"] = Zones(account),
                ["id"] = account.Region,
            },
            "aws:ec2/getSubnet:getSubnet" when Arg(args, "id") is { } id => new()
            {
                ["id"] = id,
                ["vpcId"] = "vpc-local",
                ["arn"] = account.Arn("ec2", $"subnet/{id}"),
                ["availabilityZone"] = account.Region + "a",
                ["cidrBlock"] = "10.0.0.0/24",
            },
            "aws:ec2/getPrefixList:getPrefixList" => new()
            {
                ["id"] = "pl-local",
                ["name"] = Arg(args, "name") ?? $"com.amazonaws.{account.Region}.s3",
                ["cidrBlocks"] = ImmutableArray<object>.Empty,
            },
            "aws:secretsmanager/getSecret:getSecret" => new()
            {
                ["arn"] = Arg(args, "arn") ?? account.Arn("secretsmanager", $"secret:{Arg(args, "name")}"),
                ["name"] = Arg(args, "name") ?? "local",
                ["id"] = Arg(args, "arn") ?? "local",
            },
            _ => throw LocalCloudErrors.UnknownInvoke(token),
        };
        return answer.ToImmutableDictionary();
    }

    private static string? Arg(IReadOnlyDictionary<string, object> args, string name) => args.GetValueOrDefault(name) as string;

    private static ImmutableArray<object> Zones(AccountFixture account) => [account.Region + "a", account.Region + "b", account.Region + "c"];
}
