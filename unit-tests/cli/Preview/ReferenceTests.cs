using Nonolive.Cli.Preview;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Cli.Tests.Preview;

/// <summary>What a person may write after <c>--against</c>, and what is said where it names nothing.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ReferenceTests
{
    [Test]
    public async Task A_commit_is_found_by_branch_tag_hash_and_ancestry()
    {
        using var repository = SmallRepository.Empty();
        repository.Write("a", "1");
        var first = repository.Commit("first");
        repository.Git("tag", "light");
        repository.Git("tag", "--annotate", "--message", "annotated", "v1.0");
        repository.Git("branch", "feature/one");
        repository.Write("a", "2");
        repository.Commit("second");
        var git = new GitRepository(repository.Root);

        foreach (var name in (string[])["light", "v1.0", "refs/tags/v1.0", "feature/one", first, first[..8], "HEAD~1", "main^", "main@{1}"])
            Assert.That(await git.ResolveAsync(name, default), Is.EqualTo(first), name);
    }

    [TestCase("nowhere")]
    [TestCase("", Description = "nothing at all")]
    [TestCase("saved.json", Description = "a file that is not there")]
    [TestCase("--help", Description = "an option of git")]
    [TestCase("HEAD:a", Description = "a file of a commit")]
    [TestCase("HEAD~9", Description = "before the first commit")]
    [TestCase("main..HEAD", Description = "a range")]
    [TestCase("a\nb", Description = "two lines")]
    public void A_name_of_nothing_is_refused_with_the_name(string name)
    {
        using var repository = SmallRepository.Empty();
        repository.Write("a", "1");
        repository.Commit("first");

        Assert.That(() => repository.Earlier().LoadAsync(name, default), Fault(ErrorCode.NoSuchCommit).With.Message.Contains($"'{name}'").And.Message.Contains("git log"));
    }

    [Test]
    public void A_branch_of_the_remote_is_named_in_full()
    {
        using var repository = SmallRepository.Empty();
        repository.Write("a", "1");
        repository.Commit("first");
        repository.Git("branch", "release");
        var clone = Clone(repository);

        Assert.That(() => Resolve(clone, "release"), Fault(ErrorCode.NoSuchCommit).With.Message.Contains("--against origin/release"));
        Assert.That(() => Resolve(clone, "origin/release"), Throws.Nothing);
    }

    [Test]
    public async Task A_shallow_clone_names_the_command_that_fetches_the_commit()
    {
        using var repository = SmallRepository.Empty();
        repository.Write("a", "1");
        var first = repository.Commit("first");
        repository.Git("tag", "v1.0");
        repository.Write("a", "2");
        repository.Commit("second");
        var clone = Clone(repository, "--depth=1");

        Assert.That(() => Resolve(clone, "v1.0"), Fault(ErrorCode.NoSuchCommit).With.Message.Contains("git fetch --depth=1 origin v1.0 && ./nono preview --against FETCH_HEAD"));
        repository.Git("-C", clone, "fetch", "--quiet", "--depth=1", "origin", "v1.0");
        Assert.That(await new GitRepository(clone).ResolveAsync("FETCH_HEAD", default), Is.EqualTo(first));
    }

    [Test]
    public void A_repository_without_commits_says_so()
    {
        using var repository = SmallRepository.Empty();
        Assert.That(() => Resolve(repository.Root, "main"), Fault(ErrorCode.NoSuchCommit).With.Message.Contains("no commit yet"));
    }

    [Test]
    public void A_folder_that_is_no_repository_names_the_way_without_git()
    {
        using var repository = SmallRepository.Empty();
        Directory.Delete(Path.Combine(repository.Root, ".git"), recursive: true);
        Assert.That(() => Resolve(repository.Root, "main"), Fault(ErrorCode.NoGitRepository).With.Message.Contains("--save FILE"));
    }

    private static Task<string> Resolve(string folder, string name) => new GitRepository(folder).ResolveAsync(name, default);

    private static string Clone(SmallRepository repository, params string[] options)
    {
        var clone = Path.Combine(repository.Around, "clone");
        repository.Git(["clone", "--quiet", .. options, $"file://{repository.Root}", clone]);
        return clone;
    }

    private static NUnit.Framework.Constraints.EqualConstraint<ErrorCode> Fault(ErrorCode code) =>
        Throws.TypeOf<UserErrorException>().With.Property(nameof(UserErrorException.Code)).EqualTo(code);
}
