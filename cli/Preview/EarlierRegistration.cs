using Nonolive.Infra;
using Nonolive.Infra.Preview;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Processes;

namespace Nonolive.Cli.Preview;

/// <summary>What a stack registered at another time: saved in a file, or recorded by the program of another commit.</summary>
/// <param name="root">The project's folder.</param>
/// <param name="stack">The stack's name.</param>
/// <param name="progress">Where it says what takes long.</param>
/// <param name="record">Asks the program in a commit's files; <see cref="CommitProgram"/> where null.</param>
internal sealed class EarlierRegistration(string root, string stack, TextWriter progress, Func<CommitTree, CancellationToken, Task<string>>? record = null)
{
    /// <summary>The file by which a machine chooses its Pulumi packages; git ignores it.</summary>
    public const string SdkChoice = "PulumiSdk.local.props";

    /// <summary>Loads it, with a name for it.</summary>
    /// <param name="reference">A file, or a commit, branch or tag.</param>
    /// <param name="cancellation">Ends what was started for it.</param>
    /// <exception cref="UserErrorException">It is neither, or its program cannot be asked.</exception>
    public async Task<(StackRegistration Registration, string Name)> LoadAsync(string reference, CancellationToken cancellation)
    {
        if (File.Exists(reference))
            return (await StackRegistration.LoadAsync(reference, cancellation), reference);
        var git = new GitRepository(root);
        var commit = await git.ResolveAsync(reference, cancellation);
        var content = await git.ContentAsync(commit, cancellation)
            ?? throw CliErrors.NoEarlierRegistration(reference, $"the commit {commit[..10]} does not have the folder '{root}'.");
        return (await RecordAsync(git, reference, commit, content, cancellation), commit.StartsWith(reference, StringComparison.Ordinal) ? reference : $"{reference} ({commit[..10]})");
    }

    private async Task<StackRegistration> RecordAsync(GitRepository git, string reference, string commit, string content, CancellationToken cancellation)
    {
        var isSameProgram = !(await git.ChangedSinceAsync(commit, cancellation)).Any(CommitFiles.IsProgram);
        var cache = new RegistrationCache(root);
        if (!isSameProgram && await cache.FindAsync(content, stack, cancellation) is { } known)
            return known;

        using var scratch = ScratchFolder.Create("preview");
        var tree = new CommitTree(reference, commit, scratch.Sub("tree"));
        await git.ExtractAsync(commit, tree.Folder, cancellation);
        if (!File.Exists(Path.Combine(tree.Folder, $"Pulumi.{stack}.yaml")))
        {
            await progress.WriteLineAsync($"nono: {reference} ({tree.ShortId}) has no Pulumi.{stack}.yaml: the whole stack is new");
            return new StackRegistration(stack, [], new Dictionary<string, string>());
        }
        // Settings and jobs are all that differs, so the program that runs here is the commit's own.
        if (isSameProgram)
            return await AskThisProgramAsync(tree);

        if (File.Exists(Path.Combine(root, SdkChoice)))
            File.Copy(Path.Combine(root, SdkChoice), Path.Combine(tree.Folder, SdkChoice), overwrite: true);
        await progress.WriteLineAsync($"nono: building the program of {reference} ({tree.ShortId}), which takes up to a minute, and none the next time");
        var json = await (record ?? Build)(tree, cancellation);
        var registration = StackRegistration.Parse(json, $"what {reference} registers");
        await cache.KeepAsync(content, stack, json, cancellation);
        return registration;
    }

    private Task<string> Build(CommitTree tree, CancellationToken cancellation) => CommitProgram.RecordAsync(tree, stack, progress, cancellation);

    private async Task<StackRegistration> AskThisProgramAsync(CommitTree tree)
    {
        try
        {
            // The functions belong to the program, and only this folder has them built.
            var files = ProgramFiles.Of(tree.Folder) with { Functions = ProgramFiles.Of(root).Functions };
            return (await PreviewReport.CreateAsync(stack, new PreviewOptions { Repository = tree.Folder, Files = files })).Registration;
        }
        catch (UserErrorException e)
        {
            throw CliErrors.NoEarlierRegistration(tree.Reference, $"the program says of {tree.ShortId}: {e.Message}", e);
        }
    }
}
