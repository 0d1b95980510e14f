using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;

namespace Nonolive.Cli.Preview;

/// <summary>The commits of the project's folder, which may be a part of a larger repository.</summary>
internal sealed class GitRepository(string root)
{
    /// <summary>The commit that a person means.</summary>
    /// <exception cref="Nonolive.Pipeline.Errors.UserErrorException">Git is not here, the folder is in no repository, or it has no such commit.</exception>
    public async Task<string> ResolveAsync(string reference, CancellationToken cancellation)
    {
        var inside = await AskAsync(reference, ["rev-parse", "--is-inside-work-tree"], cancellation);
        if (inside.Exit != 0)
            throw CliErrors.NoGitRepository(root, reference, Plain(inside.Errors));
        // Whatever a person types is a name here and never an option of git.
        var found = await AskAsync(reference, ["rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"], cancellation);
        return found.Exit == 0 ? found.Output.Trim() : throw await UnknownAsync(reference, cancellation);
    }

    /// <summary>The id of the folder's content in a commit, or null where the commit does not have the folder.</summary>
    public async Task<string?> ContentAsync(string commit, CancellationToken cancellation)
    {
        var tree = await AskAsync(commit, ["rev-parse", "--verify", "--quiet", commit + ":./"], cancellation);
        return tree.Exit == 0 ? tree.Output.Trim() : null;
    }

    /// <summary>The files that differ between a commit and the folder as it is, committed or not, by path in the folder.</summary>
    public async Task<IReadOnlyList<string>> ChangedSinceAsync(string commit, CancellationToken cancellation)
    {
        var tracked = await AskAsync(commit, ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", commit, "--", "."], cancellation);
        var others = await AskAsync(commit, ["ls-files", "-z", "--others", "--exclude-standard", "--", "."], cancellation);
        if (tracked.Exit != 0 || others.Exit != 0)
            throw CliErrors.NoEarlierRegistration(commit, Plain(tracked.Errors + others.Errors));
        return (tracked.Output + others.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Writes the folder as it was in a commit. A work tree would do it too, and would stay known to git after a kill.</summary>
    public async Task ExtractAsync(string commit, string folder, CancellationToken cancellation)
    {
        using var archive = Start(["archive", "--format=tar", commit]);
        try
        {
            var errors = archive.StandardError.ReadToEndAsync(cancellation);
            var content = archive.StandardOutput.BaseStream;
            try
            {
                await TarFile.ExtractToDirectoryAsync(content, folder, overwriteFiles: false, cancellation);
            }
            catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
            {
                throw CliErrors.NoEarlierRegistration(commit, $"{Plain(await errors)} {e.Message}", e);
            }
            // What git pads after the archive's end must be read too, or git waits for ever.
            await content.CopyToAsync(Stream.Null, cancellation);
            await archive.WaitForExitAsync(cancellation);
            if (archive.ExitCode != 0)
                throw CliErrors.NoEarlierRegistration(commit, Plain(await errors));
        }
        finally
        {
            if (!archive.HasExited)
                archive.Kill();
        }
    }

    private async Task<Exception> UnknownAsync(string reference, CancellationToken cancellation)
    {
        var head = await AskAsync(reference, ["rev-parse", "--verify", "--quiet", "HEAD"], cancellation);
        if (head.Exit != 0)
            return CliErrors.NoSuchCommit(reference, "this repository has no commit yet.", "Commit first, or compare with a file that ./nono preview --save FILE wrote.");
        var remotes = await AskAsync(reference, ["for-each-ref", "--format=%(refname:short)", $"refs/remotes/*/{reference}"], cancellation);
        if (remotes.Output.Trim().Split('\n') is [{ Length: > 0 } remote, ..])
            return CliErrors.NoSuchCommit(reference, "it is a branch of a remote only.", $"Run: ./nono preview --against {remote}");
        var shallow = await AskAsync(reference, ["rev-parse", "--is-shallow-repository"], cancellation);
        if (shallow.Output.Trim() == "true")
            return CliErrors.NoSuchCommit(reference, "this clone is shallow and may lack it.", $"Run: git fetch --depth=1 origin {reference} && ./nono preview --against FETCH_HEAD (or git fetch --unshallow, for short hashes)");
        // Git says more where a short hash fits several commits, and where the name is of something else.
        var said = await AskAsync(reference, ["rev-parse", "--verify", "--end-of-options", reference + "^{commit}"], cancellation);
        var words = Plain(said.Errors);
        return CliErrors.NoSuchCommit(reference, words.Contains("single revision", StringComparison.Ordinal) ? "this repository has none of that name." : $"git says: {words}.");
    }

    private async Task<ProgramRun> AskAsync(string reference, string[] arguments, CancellationToken cancellation)
    {
        try
        {
            using var git = Start(arguments);
            var errors = git.StandardError.ReadToEndAsync(cancellation);
            var output = await git.StandardOutput.ReadToEndAsync(cancellation);
            await git.WaitForExitAsync(cancellation);
            return new ProgramRun(git.ExitCode, output, await errors);
        }
        catch (Win32Exception e)
        {
            throw CliErrors.NoGitRepository(root, reference, $"git cannot be run ({e.Message}).");
        }
    }

    private Process Start(string[] arguments) =>
        Process.Start(new ProcessStartInfo("git", ["-C", root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    // Git's own words, which often name the command that mends it.
    private static string Plain(string errors) => string.Join(' ', errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Replace("fatal: ", "", StringComparison.Ordinal).Replace("error: ", "", StringComparison.Ordinal)));
}
