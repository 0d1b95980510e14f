using Nonolive.Pipeline.Errors;

namespace Nonolive.LocalCloud;

/// <summary>The faults of the local cloud that a person can mend.</summary>
internal static class LocalCloudErrors
{
    private const string Docs = "docs/local-cloud.md lists what is understood.";

    public static UserErrorException NoAwsEmulator(IEnumerable<string> reasons) => new(
        ErrorCode.NoAwsEmulator,
        $"No AWS emulator can be had: {string.Join("; ", reasons)}; moto_server is not on PATH.",
        "Run: pip install 'moto[server]' (or start Docker, or set NONO_AWS_ENDPOINT to an emulator's address).");

    public static UserErrorException BadEndpoint(string variable, string value) => new(
        ErrorCode.NoAwsEmulator, $"{variable} is '{value}', which is no address.", $"Run: export {variable}=http://127.0.0.1:4566");

    public static UserErrorException NoPostgres(IEnumerable<string> reasons) => new(
        ErrorCode.NoPostgres,
        $"No PostgreSQL can be had: {string.Join("; ", reasons)}.",
        "Run: apt-get install -y postgresql (or start Docker, or set NONO_POSTGRES to the connection string of a server with wal_level=logical).");

    public static UserErrorException WrongPostgres(string variable, string problem) => new(
        ErrorCode.NoPostgres, $"The server that {variable} names cannot be used: {problem}.", "Run on it: alter system set wal_level = logical; and restart it.");

    public static UserErrorException PartDied(string program, int code, string output) => new(
        ErrorCode.PartDied,
        $"{Path.GetFileName(program)} exited with {code} before it was ready. It wrote:{string.Concat(output.Split('\n').Select(line => $"\n    {line.TrimEnd()}")).TrimEnd()}");

    public static UserErrorException UnknownResourceType(string type, string name, string? nearest) => new(
        ErrorCode.UnknownResourceType,
        $"The program registers '{name}' of the type '{type}', which the local cloud does not understand{(nearest is null ? "" : $" (the nearest that it does is {nearest})")}.",
        $"Add a handler in engines/localcloud/Mocks; {Docs}");

    public static UserErrorException UnknownResourceInput(string type, string name, IReadOnlyCollection<string> inputs) => new(
        ErrorCode.UnknownResourceInput,
        $"The resource '{name}' ({type}) has {(inputs.Count == 1 ? "an input" : "inputs")} that the local cloud does not understand: {string.Join(", ", inputs)}.",
        Docs);

    public static UserErrorException WrongInput(string type, string name, string input, string problem) => new(
        ErrorCode.UnknownResourceInput, $"The input '{input}' of the resource '{name}' ({type}) {problem}.", Docs);

    public static UserErrorException ResourceFailed(string type, string name, Exception cause) => new(
        ErrorCode.ResourceFailed, $"The resource '{name}' ({type}) could not be created: {cause.Message}", inner: cause);

    public static UserErrorException UnknownInvoke(string token) => new(
        ErrorCode.UnknownInvoke, $"The program calls '{token}', which the local cloud does not understand.", Docs);

    public static UserErrorException DuplicateResource(string type, string name, string what) => new(
        ErrorCode.DuplicateResource, $"The resource '{name}' ({type}) claims {what}, which another resource of the stack has.", "Give it a name of its own.");

    public static UserErrorException BadStateMachine(string machine, IReadOnlyList<string> faults) => new(
        ErrorCode.BadStateMachine,
        $"The state machine '{machine}' cannot be deployed:{string.Concat(faults.Select(fault => $"\n  - {fault}"))}",
        $"\nMend its definition in infra/; {Docs}");

    public static UserErrorException ExecutionExists(string machine, string name) => new(
        ErrorCode.ExecutionExists,
        $"The state machine '{machine}' has an execution named '{name}' already.",
        "Give another name; Step Functions keeps a name for 90 days.");

    public static UserErrorException StackLacks(string stack, string what) => new(
        ErrorCode.StackLacks, $"The stack '{stack}' has no {what}.", "Look at what it registers: ./nono preview --stack " + stack);

    public static UserErrorException NoRepository(string folder) => new(
        ErrorCode.NoRepository, $"Neither '{folder}' nor a folder above it holds Pulumi.yaml.", "Run nono inside a clone of the project, or set NONO_ROOT.");
}
