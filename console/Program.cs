using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.S3;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Storage;
using Nonolive.WebConsole;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    // Credentials and region: the AWS SDK's own chain (instance profile, task role, environment).
    using var s3 = new AmazonS3Client();
    await ConsoleHost.RunAsync(EnvironmentOptions.Read(Environment.GetEnvironmentVariable, new S3ObjectStore(s3)), stop.Token);
    return 0;
}
catch (UserErrorException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (AmazonClientException e)
{
    // The SDK knows neither region nor credentials.
    await Console.Error.WriteLineAsync(ConsoleErrors.NoAws(e).Message);
    return 2;
}
