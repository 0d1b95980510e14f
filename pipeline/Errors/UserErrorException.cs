namespace Nonolive.Pipeline.Errors;

/// <summary>
/// A fault that a person can mend: what is wrong with which value, where it stands, and what to do. The command line prints
/// it without a stack trace and exits with 2.
/// </summary>
/// <param name="code">The fault's number; <c>docs/errors.md</c> explains each.</param>
/// <param name="problem">What is wrong, quoting the bad value.</param>
/// <param name="remedy">What mends it, as a command where there is one; null where the problem says it all.</param>
/// <param name="location">Where it stands, as <c>file:line:column</c>; null where no file is concerned.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class UserErrorException(
    ErrorCode code, string problem, string? remedy = null, string? location = null, Exception? inner = null)
    : Exception(Format(code, problem, remedy, location), inner)
{
    /// <summary>The fault's number.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>What is wrong, quoting the bad value.</summary>
    public string Problem { get; } = problem;

    /// <summary>What mends it, or null.</summary>
    public string? Remedy { get; } = remedy;

    /// <summary>Where it stands as <c>file:line:column</c>, or null.</summary>
    public string? Location { get; } = location;

    private static string Format(ErrorCode code, string problem, string? remedy, string? location) =>
        $"{(location is null ? "" : location + ": ")}NONO-{(int)code:0000}: {problem}{(remedy is null ? "" : " " + remedy)}";
}
