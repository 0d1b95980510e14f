namespace Nonolive.LocalCloud.Tests;

/// <summary>One emulator for all tests that need no PostgreSQL; each test takes names of its own.</summary>
[SetUpFixture]
public class SharedCloud
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static LocalCloud? _cloud;

    public static async Task<LocalCloud> GetAsync()
    {
        await Gate.WaitAsync();
        try
        {
            return _cloud ??= await Clouds.StartAsync(new LocalCloudOptions { WithPostgres = false });
        }
        finally
        {
            Gate.Release();
        }
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_cloud is not null)
            await _cloud.DisposeAsync();
        Gate.Dispose();
    }
}
