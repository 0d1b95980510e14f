using Nonolive.LocalCloud.Processes;

namespace Nonolive.LocalCloud.Aws;

/// <summary>Chooses the emulator: the one given by hand, LocalStack where its image can be had, otherwise moto.</summary>
internal static class AwsEmulator
{
    public static async Task<IAwsEmulator> StartAsync(string folder, IProgress<LocalCloudEvent>? progress, CancellationToken cancellation)
    {
        if (GivenEmulator.FromEnvironment() is { } given)
            return given;
        var missing = new List<string>();
        if (await ContainerEngine.IsReachableAsync(cancellation))
        {
            try
            {
                return await LocalStackEmulator.StartAsync(cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                var reason = $"the image {LocalStackEmulator.Image} cannot be run: {e.Message.Split('\n')[0].Trim()}";
                missing.Add(reason);
                progress?.Report(new(LocalCloudEventKind.PartFellBack, "AWS emulator", reason));
            }
        }
        else
        {
            missing.Add("no container engine is reachable");
        }
        if (SearchPath.Find(MotoServer.Program) is { } program)
            return await MotoServer.StartAsync(program, folder, cancellation);
        throw LocalCloudErrors.NoAwsEmulator(missing);
    }
}
