using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Cli;

internal static class CliErrors
{
    public static UserErrorException RunFailed(ExecutionResult execution) =>
        new(ErrorCode.RunFailed, $"The run {execution.Name} ended as {execution.Status}: {execution.Error}: {execution.Cause}", $"What happened before:\n{execution.Log()}");

    public static UserErrorException NotAPrice(string text) =>
        new(ErrorCode.NotAPrice, $"'{text}' is no price.", "Write it as --price NAME=USD, such as --price m5.xlarge-hour=0.24; the cost table names them.");

    public static UserErrorException NotAnAssumption(string text, IEnumerable<string> names) =>
        new(ErrorCode.NotAnAssumption, $"'{text}' is no assumption of the cost.", $"Write it as --assume NAME=VALUE, such as --assume log-gb=5; the names are {string.Join(", ", names)}.");

    public static UserErrorException NoEarlierRegistration(string reference, string reason, Exception? inner = null) =>
        new(ErrorCode.NoEarlierRegistration, $"What '{reference}' registers is not known: {reason}", $"Compare with another commit. {Saving}", inner: inner);

    public static UserErrorException NoSuchCommit(string reference, string reason, string? remedy = null) =>
        new(ErrorCode.NoSuchCommit, $"'{reference}' is neither a file nor a commit, branch or tag: {reason}", remedy ?? "git log --oneline --decorate --all shows their names.");

    public static UserErrorException NoGitRepository(string root, string reference, string reason) =>
        new(ErrorCode.NoGitRepository, $"'{reference}' is no file, and git knows no commits of '{root}': {reason}", Saving);

    public static UserErrorException CannotSave(string file, Exception inner) =>
        new(ErrorCode.CannotSave, $"The registration cannot be saved in '{file}': {inner.Message}", "Name a file in a folder that is there, such as --save before.json.", inner: inner);

    private const string Saving = "Where the earlier program is at hand, it saves a file to compare with: ./nono preview --stack STACK --save FILE";

    public static UserErrorException NoSqlTests(string[] jobs, string? part) =>
        new(ErrorCode.NoSqlTests, $"There is no SQL test of {(jobs.Length == 0 ? "any job" : string.Join(", ", jobs))}{(part is null ? "" : $" whose name contains '{part}'")}.", "Tests lie in jobs/tests/NAME.yml; docs/jobs.md shows one.");

    public static UserErrorException NoTestResults(string folder) =>
        new(ErrorCode.NoTestResults, $"The test run left no results in '{folder}'.", "Its output above says why; a build fault is the usual cause.");
}
