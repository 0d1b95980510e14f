using System.Diagnostics;
using Nonolive.Infra.Preview;

namespace Nonolive.Cli.Preview;

/// <summary>What a stack registered at another time: saved in a file, or recorded by the program of another commit.</summary>
internal static class EarlierRegistration
{
    public static Task<StackRegistration> LoadAsync(string root, string stack, string reference, CancellationToken cancellation) =>
        File.Exists(reference) ? StackRegistration.LoadAsync(reference, cancellation) : RecordAsync(root, stack, reference, cancellation);

    // The other commit's own program and stack file say what it registered, so it is built and asked.
    private static async Task<StackRegistration> RecordAsync(string root, string stack, string reference, CancellationToken cancellation)
    {
        var commit = await CommitAsync(root, reference, cancellation);
        var work = Directory.CreateTempSubdirectory("nono-preview-").FullName;
        var tree = Path.Combine(work, "tree");
        var saved = Path.Combine(work, "registration.json");
        try
        {
            await RunAsync("git", ["-C", root, "worktree", "add", "--detach", "--force", tree, commit], work, reference, cancellation);
            var choice = Path.Combine(root, "PulumiSdk.local.props");
            if (File.Exists(choice))
                File.Copy(choice, Path.Combine(tree, Path.GetFileName(choice)), overwrite: true);
            await Console.Error.WriteLineAsync($"nono: building {reference} ({commit[..10]})");
            // Its style was checked when it was committed; without that the build takes a third of the time.
            await RunAsync(
                "dotnet", ["run", "--project", Path.Combine(tree, "cli"), "--property:RunAnalyzers=false", "--property:EnforceCodeStyleInBuild=false", "--", "preview", "--stack", stack, "--save", saved], tree, reference, cancellation);
            return await StackRegistration.LoadAsync(saved, cancellation);
        }
        finally
        {
            await RemoveAsync(root, work);
        }
    }

    private static async Task<string> CommitAsync(string root, string reference, CancellationToken cancellation)
    {
        // Whatever a person types is a name here and never an option of git.
        var found = await RunAsync("git", ["-C", root, "rev-parse", "--verify", "--end-of-options", reference + "^{commit}"], root, reference, cancellation);
        return found.Trim();
    }

    // Also after Ctrl-C and after a fault: the folder goes, and git forgets it.
    private static async Task RemoveAsync(string root, string work)
    {
        Directory.Delete(work, recursive: true);
        using var prune = Process.Start(Silent("git", ["-C", root, "worktree", "prune"]))!;
        var output = prune.StandardOutput.ReadToEndAsync();
        await prune.StandardError.ReadToEndAsync();
        await output;
        await prune.WaitForExitAsync();
    }

    private static ProcessStartInfo Silent(string program, string[] arguments) =>
        new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, string reference, CancellationToken cancellation)
    {
        var start = Silent(program, arguments);
        start.WorkingDirectory = folder;
        start.Environment["NONO_ROOT"] = folder;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? await output
                : throw CliErrors.NoEarlierRegistration(reference, $"{program} ended with {process.ExitCode}: {Last(await errors)} {Last(await output)}".TrimEnd());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    // A build's faults come last; all that it says would bury them.
    private static string Last(string text) => string.Join('\n', text.Trim().Split('\n').TakeLast(10)).Trim();
}
