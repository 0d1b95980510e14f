using Nonolive.Cli.Preview;
using Nonolive.Infra.Preview;
using Nonolive.LocalCloud;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Cli.Tests.Preview;

/// <summary>When another commit's program is built, of which files, and what is left when that ends.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class EarlierRegistrationTests
{
    private static readonly StackRegistration Recorded = new("test", [new("aws:sns/topic:Topic", "alerts", "", [])], new Dictionary<string, string>());

    [Test]
    public async Task Settings_and_jobs_alone_need_no_build()
    {
        using var repository = SmallRepository.WithProject(withJobs: true);
        repository.Git("tag", "before");
        repository.Change("Pulumi.test.yaml", "nonolive:cdcBatchSeconds: 60", "nonolive:cdcBatchSeconds: 120");
        repository.Write("docs/preview.md", "other text");
        repository.Write("unit-tests/cli/New.cs", "// not added to git");

        var (before, name) = await repository.Earlier().LoadAsync("before", default);
        var report = (await PreviewReport.CreateAsync("test", new() { Repository = repository.Root })).ComparedWith(before, name);

        Assert.That(report.AgainstName, Does.Match(@"^before \([0-9a-f]{10}\)$"));
        Assert.That(report.Changes.Single().Properties, Is.EqualTo(new[] { new PropertyChange("cdcMaxBatchInterval", "60", "120", false) }));
        Assert.That(report.ExitCode, Is.EqualTo(PreviewReport.SomethingDiffers));
        Assert.That(repository.Progress.ToString(), Is.Empty);
    }

    [Test]
    public async Task Nothing_differs_from_a_commit_with_the_same_content()
    {
        using var repository = SmallRepository.WithProject(withJobs: true);

        var (before, name) = await repository.Earlier().LoadAsync("HEAD", default);
        var report = (await PreviewReport.CreateAsync("test", new() { Repository = repository.Root })).ComparedWith(before, name);

        Assert.That(report.ExitCode, Is.EqualTo(PreviewReport.NothingDiffers));
    }

    [TestCase("infra/Program.cs")]
    [TestCase("infra/Added.cs", Description = "not yet known to git")]
    [TestCase("pipeline/Jobs/JobCatalog.cs")]
    [TestCase("Directory.Packages.props")]
    [TestCase("functions/Function.cs", Description = "a folder that nobody has listed")]
    public async Task Another_program_is_asked_in_the_commit_s_own_files_once(string changed)
    {
        using var repository = SmallRepository.WithProject();
        repository.Write(changed, "// the second program");
        var asked = new List<string>();
        Task<string> RecordAsync(CommitTree tree, CancellationToken cancellation)
        {
            asked.Add(File.ReadAllText(Path.Combine(tree.Folder, "infra/Program.cs")));
            Assert.That(tree.Id, Does.StartWith(tree.ShortId));
            Assert.That(Path.Exists(Path.Combine(tree.Folder, changed)), Is.EqualTo(changed == "infra/Program.cs"));
            return Task.FromResult(Recorded.ToJson());
        }

        var (first, _) = await repository.Earlier(RecordAsync).LoadAsync("main", default);
        var (second, _) = await repository.Earlier(RecordAsync).LoadAsync("HEAD", default);

        Assert.That(asked, Is.EqualTo(new[] { "// the first program" }));
        Assert.That(first.ToJson(), Is.EqualTo(Recorded.ToJson()));
        Assert.That(second.ToJson(), Is.EqualTo(first.ToJson()));
        Assert.That(repository.Progress.ToString(), Does.StartWith("nono: building the program of main").And.Not.Contain("HEAD"));
    }

    [Test]
    public async Task The_project_may_be_a_folder_of_a_larger_repository()
    {
        using var repository = SmallRepository.WithProject("reporting/");
        repository.Write("infra/Program.cs", "// another team's");
        repository.Write("reporting/infra/Program.cs", "// the second program");
        var (other, _) = await repository.Earlier((tree, _) => Task.FromResult(new StackRegistration(File.ReadAllText(Path.Combine(tree.Folder, "infra/Program.cs")), [], new Dictionary<string, string>()).ToJson()), under: "reporting").LoadAsync("main", default);
        Assert.That(other.Stack, Is.EqualTo("// the first program"));
    }

    [Test]
    public async Task A_stack_that_did_not_exist_is_new_altogether()
    {
        using var repository = SmallRepository.WithProject();
        repository.Write("Pulumi.staging.yaml", File.ReadAllText(Path.Combine(repository.Root, "Pulumi.test.yaml")));

        var (registration, _) = await repository.Earlier(stack: "staging").LoadAsync("main", default);

        Assert.That(registration.Resources, Is.Empty);
        Assert.That(repository.Progress.ToString(), Does.Contain("has no Pulumi.staging.yaml: the whole stack is new"));
    }

    [Test]
    public void A_fault_of_the_commit_s_settings_is_told_as_the_commit_s()
    {
        using var repository = SmallRepository.WithProject();
        repository.Change("Pulumi.test.yaml", "nonolive:cdcBatchSeconds: 60", "nonolive:cdcBatchSeconds: soon");
        repository.Commit("wrong");
        repository.Change("Pulumi.test.yaml", "nonolive:cdcBatchSeconds: soon", "nonolive:cdcBatchSeconds: 60");

        Assert.That(() => repository.Earlier().LoadAsync("HEAD", default), Throws.TypeOf<UserErrorException>()
            .With.Property(nameof(UserErrorException.Code)).EqualTo(ErrorCode.NoEarlierRegistration).And.Message.Contains("'HEAD'").And.Message.Contains("nonolive:cdcBatchSeconds"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_commit_s_files_go_when_it_fails_or_is_interrupted(bool interrupted)
    {
        using var repository = SmallRepository.WithProject();
        repository.Write("infra/Program.cs", "// the second program");
        using var interrupt = new CancellationTokenSource();
        var folder = "";
        async Task<string> RecordAsync(CommitTree tree, CancellationToken cancellation)
        {
            folder = tree.Folder;
            if (!interrupted)
                throw new IOException("no space");
            await interrupt.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return "";
        }

        Assert.That(() => repository.Earlier(RecordAsync).LoadAsync("main", interrupt.Token), interrupted ? Throws.InstanceOf<OperationCanceledException>() : Throws.TypeOf<IOException>());
        Assert.That(folder, Is.Not.Empty);
        Assert.That(Directory.Exists(folder), Is.False);
        Assert.That(repository.Git("worktree", "list").Split('\n'), Has.Length.EqualTo(1));
        // What failed is not kept: the next time it is asked again.
        var (registration, _) = await repository.Earlier((_, _) => Task.FromResult(Recorded.ToJson())).LoadAsync("main", default);
        Assert.That(registration.ToJson(), Is.EqualTo(Recorded.ToJson()));
    }

    [Test]
    public void The_program_is_built_of_nothing_in_the_folders_that_are_listed_as_elsewhere()
    {
        var root = Repository.Root();
        var projects = new Queue<string>([Path.Combine(root, "infra", "Nonolive.Infra.csproj")]);
        var seen = new HashSet<string>();
        while (projects.TryDequeue(out var project))
        {
            if (!seen.Add(project))
                continue;
            foreach (var reference in System.Xml.Linq.XDocument.Load(project).Descendants("ProjectReference").Select(element => (string)element.Attribute("Include")!).Where(path => !path.Contains('$', StringComparison.Ordinal)))
                projects.Enqueue(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference)));
        }
        var paths = seen.Select(project => Path.GetRelativePath(root, project)).ToList();
        Assert.That(paths, Has.Some.StartsWith("pipeline"));
        Assert.That(paths.Where(path => !CommitFiles.IsProgram(path.Replace('\\', '/'))), Is.Empty);
    }
}
