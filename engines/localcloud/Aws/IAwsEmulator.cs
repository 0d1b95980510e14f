using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

namespace Nonolive.LocalCloud.Aws;

/// <summary>Something that speaks the AWS protocols on this machine.</summary>
public interface IAwsEmulator : IAsyncDisposable
{
    /// <summary>What it is, for a person: <c>LocalStack 4.14.0</c>, <c>moto</c>, or an address given by hand.</summary>
    string Name { get; }

    /// <summary>Where it listens.</summary>
    Uri Endpoint { get; }
}

/// <summary>Clients of an emulator.</summary>
public static class AwsEmulatorClients
{
    /// <summary>The account of everything by default; LocalStack's own.</summary>
    public const string AccountId = "000000000000";

    /// <summary>A client of S3, with bucket names in the path.</summary>
    public static IAmazonS3 CreateS3(this IAwsEmulator emulator, string region, string accountId = AccountId) =>
        For(new AmazonS3Client(Credentials(accountId), new AmazonS3Config
        {
            ServiceURL = emulator.Endpoint.ToString(),
            AuthenticationRegion = region,
            ForcePathStyle = true,
        }), accountId);

    /// <summary>A client of S3 of the emulator that <c>NONO_AWS_ENDPOINT</c> names; null where it names none.</summary>
    /// <param name="region">The region to sign for.</param>
    /// <exception cref="Pipeline.Errors.UserErrorException">The address is none.</exception>
    public static IAmazonS3? CreateGivenS3(string region) => GivenEmulator.FromEnvironment()?.CreateS3(region);

    /// <summary>A client of SQS.</summary>
    public static IAmazonSQS CreateSqs(this IAwsEmulator emulator, string region, string accountId = AccountId) =>
        For(new AmazonSQSClient(Credentials(accountId), new AmazonSQSConfig
        {
            ServiceURL = emulator.Endpoint.ToString(),
            AuthenticationRegion = region,
        }), accountId);

    // LocalStack takes the account from the access key, moto from a header.
    private static BasicAWSCredentials Credentials(string accountId) => new(accountId, "test");

    private static T For<T>(T client, string accountId)
        where T : AmazonServiceClient
    {
        client.BeforeRequestEvent += (_, e) => ((WebServiceRequestEventArgs)e).Headers["x-moto-account-id"] = accountId;
        return client;
    }
}
