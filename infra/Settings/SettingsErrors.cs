using Nonolive.Pipeline.Errors;

namespace Nonolive.Infra.Settings;

internal static class SettingsErrors
{
    public static UserErrorException NoStackFile(string path, string stack) =>
        new(ErrorCode.NoStackFile, $"There is no stack file {path}.", $"Make one from Pulumi.test.yaml, or run: pulumi stack init {stack}");

    public static UserErrorException NotAStackFile(string path, long line, long column, string why) =>
        new(ErrorCode.NotAStackFile, $"The stack file cannot be read: {why}.", "Compare it with Pulumi.test.yaml.", $"{path}:{line}:{column}");

    public static UserErrorException BadSettings(string stack, IReadOnlyList<SettingsFault> faults)
    {
        var lines = faults.Select(fault => $"{Environment.NewLine}  {fault.Key}: {fault.Problem}{Environment.NewLine}      {fault.Remedy}");
        return new(ErrorCode.BadSettings, $"The settings of stack '{stack}' have {Count(faults.Count)}:{string.Concat(lines)}");
    }

    public static UserErrorException NoFunctionPackage(string folder) =>
        new(ErrorCode.NoFunctionPackage, $"The functions that the stack deploys are not built: there is nothing in {folder}.", "Run: dotnet build functions");

    private static string Count(int faults) => faults == 1 ? "1 fault" : $"{faults} faults";
}
