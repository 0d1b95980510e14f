namespace Nonolive.Infra.Preview;

/// <summary>A unit price.</summary>
/// <param name="Usd">US dollars.</param>
/// <param name="Source">Where it is from, and of what date.</param>
public sealed record Price(decimal Usd, string Source);

/// <summary>
/// Unit prices of ap-southeast-1. Those that could not be found are missing on purpose: an estimate then names the price
/// that it lacks instead of inventing one.
/// </summary>
internal static class Prices
{
    private const string List = "AWS price list as quoted in public repositories, 2026-08-12";
    private const string Weak = "a public cost table that calls it approximate, 2026-08-12";
    private const string Elsewhere = "us-east-1 value, 2026-08-12";

    private const string StepFunctions = "aws.amazon.com/step-functions/pricing, table of regions, 2026-11-25";
    private const string CloudWatch = "a public cost guide that gives it for all regions, 2026-06-13; three of an account are free";
    private const string Addresses = "AWS News Blog on public IPv4 addresses, for all regions, 2023-07-28";

    private static readonly Dictionary<string, Price> Known = new()
    {
        ["s3-standard-gb"] = new(0.025m, List),
        ["s3-put-1000"] = new(0.005m, List),
        ["kms-key"] = new(1m, List),
        ["kms-requests-10000"] = new(0.03m, List),
        ["secret"] = new(0.40m, List),
        ["alarm"] = new(0.10m, List),
        ["logs-ingest-gb"] = new(0.70m, List),
        ["logs-store-gb"] = new(0.03m, List),
        ["dashboard"] = new(3m, CloudWatch),
        ["sfn-transitions-1000"] = new(0.025m, StepFunctions),
        ["lambda-arm-gb-second"] = new(0.0000133334m, Elsewhere),
        ["public-ipv4-hour"] = new(0.005m, Addresses),
        ["endpoint-hour"] = new(0.013m, List),
        ["endpoint-gb"] = new(0.01m, List),
        ["nat-hour"] = new(0.059m, List),
        ["nat-gb"] = new(0.059m, List),
        ["ebs-gp3-gb"] = new(0.096m, List),
        ["emr-serverless-vcpu-hour"] = new(0.065728m, List),
        ["emr-serverless-gb-hour"] = new(0.007189m, List),
        ["m5.xlarge-hour"] = new(0.24m, Weak),
        ["m5.large-hour"] = new(0.12m, Weak),
        ["emr-fee-m5.xlarge-hour"] = new(0.048m, Elsewhere),
    };

    public static Price? Find(string name) => Known.GetValueOrDefault(name);
}
