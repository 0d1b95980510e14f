using System.ComponentModel;
using System.Diagnostics;
using Nonolive.Cli.Preview;
using Nonolive.LocalCloud;
using Nonolive.Pipeline.Processes;

namespace Nonolive.Cli.Tests.Preview;

/// <summary>A git repository of a test's own, with nobody's configuration.</summary>
internal sealed class SmallRepository : IDisposable
{
    private readonly ScratchFolder _scratch = ScratchFolder.Create("test");

    private SmallRepository(string name) => Root = _scratch.Sub(name);

    public string Root { get; }

    /// <summary>The scratch folder around it, for clones.</summary>
    public string Around => _scratch.Path;

    public StringWriter Progress { get; } = new();

    /// <summary>An empty repository.</summary>
    public static SmallRepository Empty(string name = "project")
    {
        var repository = new SmallRepository(name);
        repository.Git("init", "--quiet", "--initial-branch=main");
        return repository;
    }

    /// <summary>A repository with one commit that holds the project's own stacks, and a program in name only.</summary>
    /// <param name="under">The folder of it that is the project.</param>
    /// <param name="withJobs">Whether it has the project's jobs too, which only a program that is really asked reads.</param>
    public static SmallRepository WithProject(string under = "", bool withJobs = false)
    {
        var repository = Empty();
        repository.Write($"{under}infra/Program.cs", "// the first program");
        repository.Write($"{under}docs/preview.md", "text");
        repository.Write(".gitignore", ".nono/\nbin\n");
        var own = Repository.Root();
        // What a build left; it is not part of any commit.
        Directory.CreateDirectory(Path.Combine(repository.Root, under, "functions"));
        File.CreateSymbolicLink(Path.Combine(repository.Root, under, "functions", "bin"), Path.Combine(own, "functions", "bin"));
        foreach (var file in Directory.GetFiles(own, "Pulumi*.yaml").Concat(withJobs ? Directory.GetFiles(Path.Combine(own, "jobs"), "*", SearchOption.AllDirectories) : []))
            repository.Write(under + Path.GetRelativePath(own, file), File.ReadAllText(file));
        repository.Commit("first");
        return repository;
    }

    public EarlierRegistration Earlier(Func<CommitTree, CancellationToken, Task<string>>? record = null, string stack = "test", string under = "") =>
        new(Path.Combine(Root, under), stack, Progress, record ?? ((tree, _) => throw new InvalidOperationException($"The program of {tree.Reference} was built.")));

    public void Write(string path, string content)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public void Change(string path, string before, string after)
    {
        var file = Path.Combine(Root, path);
        var content = File.ReadAllText(file);
        Assert.That(content, Does.Contain(before));
        File.WriteAllText(file, content.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Commits everything and gives the commit's id.</summary>
    public string Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--message", message);
        return Git("rev-parse", "HEAD");
    }

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", Root, "-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (start.Environment["GIT_CONFIG_GLOBAL"], start.Environment["GIT_CONFIG_NOSYSTEM"]) = (Path.Combine(_scratch.Path, "none"), "1");
        try
        {
            using var git = Process.Start(start)!;
            var errors = git.StandardError.ReadToEndAsync();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            Assert.That(git.ExitCode, Is.Zero, errors.Result);
            return output.Trim();
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            throw new IgnoreException("There is no git on PATH.");
        }
    }

    public void Dispose() => _scratch.Dispose();
}
