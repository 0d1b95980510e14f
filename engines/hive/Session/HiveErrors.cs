using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Session;

internal static class HiveErrors
{
    public static UserErrorException Fault(HiveFault fault, string location) =>
        new(fault.Kind == FaultClass.ParseException ? ErrorCode.HiveParse : fault.Kind == FaultClass.SemanticException ? ErrorCode.HiveSemantic : ErrorCode.HiveExecution,
            $"{fault.Kind} {LineAndColumn(location)}: {fault.Message}", fault.Remedy, location);

    public static UserErrorException AssertionFailed(string location) =>
        new(ErrorCode.HiveAssertion, $"HiveException {LineAndColumn(location)}: ASSERT_TRUE(): assertion failed.", null, location);

    public static UserErrorException Execution(string location, string message, Exception inner) =>
        new(ErrorCode.HiveExecution, $"HiveException {LineAndColumn(location)}: {message}", "EXPLAIN shows the SQL that the engine ran.", location, inner);

    /// <summary><c>line 3:7</c>, as Hive writes it; columns count from 0 there, from 1 in the location.</summary>
    private static string LineAndColumn(string location)
    {
        var parts = location.Split(':');
        return parts.Length >= 3 && int.TryParse(parts[^1], out var column) ? $"line {parts[^2]}:{column - 1}" : location;
    }
}
