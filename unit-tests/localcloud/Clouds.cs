using Nonolive.Pipeline.Errors;

namespace Nonolive.LocalCloud.Tests;

/// <summary>Starts local clouds for tests; a part that is missing ignores the test on a laptop and fails it on CI.</summary>
internal static class Clouds
{
    public static async Task<LocalCloud> StartAsync(LocalCloudOptions? options = null, IProgress<LocalCloudEvent>? progress = null)
    {
        try
        {
            return await LocalCloud.StartAsync(options, progress);
        }
        catch (UserErrorException e) when (e.Code is ErrorCode.NoAwsEmulator or ErrorCode.NoPostgres && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Ignore(e.Message);
            throw;
        }
    }
}
