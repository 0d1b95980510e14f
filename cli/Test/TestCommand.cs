using System.CommandLine;
using System.Diagnostics;

namespace Nonolive.Cli.Test;

/// <summary><c>nono test</c>: every test project, then one line that counts.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var filter = new Option<string?>("--filter") { Description = "Run only tests that match, e.g. \"FullyQualifiedName~Replication\"." };
        var command = new Command("test", "Run all tests; the last line is `N passed, N failed, N skipped`.") { filter };
        command.SetAction((parsed, cancellation) => RunAsync(Repository.Root(), parsed.GetValue(filter), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string root, string? filter, CancellationToken cancellation)
    {
        var results = Path.Combine(root, "artifacts", "test-results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);
        Directory.CreateDirectory(results);

        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = root };
        foreach (var argument in (string[])["test", "--solution", Path.Combine(root, "nonolive.slnx"), "--configuration", "Release", "--no-build", "--max-parallel-test-modules", "3", "--results-directory", results, "--report-trx"])
            start.ArgumentList.Add(argument);
        if (filter is not null)
        {
            // A project in which nothing matches is no failure when a person asked for a part.
            foreach (var argument in (string[])["--filter", filter, "--ignore-exit-code", "8"])
                start.ArgumentList.Add(argument);
        }
        using var run = Process.Start(start)!;
        await run.WaitForExitAsync(cancellation);

        var summary = TestSummary.Read(results);
        if (summary.IsEmpty)
            throw CliErrors.NoTestResults(results);
        summary.Write(Console.Out);
        return run.ExitCode == 0 && summary.Failed == 0 ? 0 : 1;
    }
}
