using Testcontainers.LocalStack;

namespace Nonolive.LocalCloud.Aws;

/// <summary>LocalStack in a container.</summary>
internal sealed class LocalStackEmulator : IAwsEmulator
{
    // The last version that runs without an account: later images stop at start without a token.
    // https://github.com/testcontainers/testcontainers-dotnet/issues/1663
    public const string Image = "localstack/localstack:4.14.0";

    private readonly LocalStackContainer _container;

    private LocalStackEmulator(LocalStackContainer container) => _container = container;

    public string Name => "LocalStack 4.14.0";

    public Uri Endpoint => new(_container.GetConnectionString());

    public static async Task<LocalStackEmulator> StartAsync(CancellationToken cancellation)
    {
        var container = new LocalStackBuilder(Image).Build();
        try
        {
            await container.StartAsync(cancellation);
            return new LocalStackEmulator(container);
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();
}
