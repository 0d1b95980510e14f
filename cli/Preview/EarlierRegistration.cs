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
        var work = Directory.CreateTempSubdirectory("nono-preview-").FullName;
        var tree = Path.Combine(work, "tree");
        var saved = Path.Combine(work, "registration.json");
        try
        {
            await RunAsync("git", ["-C", root, "worktree", "add", "--detach", "--force", tree, reference], work, reference, cancellation);
            var choice = Path.Combine(root, "PulumiSdk.local.props");
            if (File.Exists(choice))
                File.Copy(choice, Path.Combine(tree, Path.GetFileName(choice)));
            await Console.Error.WriteLineAsync($"nono: building {reference}");
            await RunAsync(
                "dotnet", ["run", "--project", Path.Combine(tree, "cli"), "--", "preview", "--stack", stack, "--save", saved], tree, reference, cancellation);
            return await StackRegistration.LoadAsync(saved, cancellation);
        }
        finally
        {
            using var remove = Process.Start("git", ["-C", root, "worktree", "remove", "--force", tree]);
            await remove.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task RunAsync(string program, string[] arguments, string folder, string reference, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NONO_ROOT"] = folder;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw CliErrors.NoEarlierRegistration(reference, $"{program} ended with {process.ExitCode}: {errors.Trim()} {(await output).Trim()}");
    }
}
