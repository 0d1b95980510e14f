namespace Nonolive.LocalCloud.Aws;

/// <summary>An emulator that somebody else runs.</summary>
internal sealed class GivenEmulator : IAwsEmulator
{
    public const string Variable = "NONO_AWS_ENDPOINT";

    private GivenEmulator(Uri endpoint) => Endpoint = endpoint;

    public string Name => Endpoint.ToString();

    public Uri Endpoint { get; }

    /// <summary>The one that the variable names; null where it names none.</summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">The address is none.</exception>
    public static GivenEmulator? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? Parse(address) : null;

    public static GivenEmulator Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new GivenEmulator(uri)
            : throw LocalCloudErrors.BadEndpoint(Variable, address);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
