using Nonolive.Pipeline.Errors;

namespace Nonolive.LocalCloud;

/// <summary>The faults of the local cloud that a person can mend.</summary>
internal static class LocalCloudErrors
{
    public static UserErrorException BadStateMachine(string machine, IReadOnlyList<string> faults) => new(
        ErrorCode.BadStateMachine,
        $"The state machine '{machine}' cannot be deployed:{string.Concat(faults.Select(fault => $"\n  - {fault}"))}",
        "\nMend its definition in infra/; docs/local-cloud.md lists what is understood.");

    public static UserErrorException ExecutionExists(string machine, string name) => new(
        ErrorCode.ExecutionExists,
        $"The state machine '{machine}' has an execution named '{name}' already.",
        "Give another name; Step Functions keeps a name for 90 days.");
}
