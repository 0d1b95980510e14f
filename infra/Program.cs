using Nonolive.Infra;
using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Errors;
using Pulumi;

return await Deployment.RunAsync(() =>
{
    try
    {
        var settings = SettingsReader.Read(PulumiConfigSource.FromEngine(Deployment.Instance.StackName));
        if (Promotion.Warning(settings, Deployment.Instance.RootDirectory, Deployment.Instance.IsDryRun) is { } warning)
            Log.Warn(warning);
        return ReportingProgram.Define(settings, ProgramFiles.Of(Deployment.Instance.RootDirectory));
    }
    catch (UserErrorException fault)
    {
        // The engine prints a RunException's message alone, without the stack trace of a crash.
        throw new RunException(fault.Message);
    }
});
