using Nonolive.Cli.Preview;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Cli.Tests.Preview;

/// <summary>A small program of another commit is really built and asked; the project's own takes half a minute.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CommitProgramTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
        </Project>
        """;

    private const string Program = """"
        namespace Nonolive.Infra.Preview;

        public sealed class PreviewOptions { public required string Repository { get; init; } }

        public sealed class Registration(string stack)
        {
            public string ToJson() => """{"stack":"STACK","resources":[{"type":"aws:sns/topic:Topic","name":"alerts","parent":"","inputs":{}}],"outputs":{}}""".Replace("STACK", stack);
        }

        public sealed class PreviewReport
        {
            public required Registration Registration { get; init; }

            public static Task<PreviewReport> CreateAsync(string stack, PreviewOptions options) => stack == "test" && File.Exists(Path.Combine(options.Repository, "Pulumi.test.yaml"))
                ? Task.FromResult(new PreviewReport { Registration = new Registration(stack) })
                : throw new InvalidOperationException("there is no such stack");
        }
        """";

    [Test]
    public async Task The_program_of_a_commit_is_built_and_asked_and_its_faults_are_told()
    {
        using var repository = WithProgram();
        var folder = "";
        async Task<string> RecordAsync(CommitTree tree, CancellationToken cancellation)
        {
            folder = tree.Folder;
            var json = await CommitProgram.RecordAsync(tree, "test", repository.Progress, cancellation);
            Assert.That(() => CommitProgram.AskAsync(tree, "other", cancellation), Fault().With.Message.Contains("there is no such stack"));
            await File.WriteAllTextAsync(Path.Combine(tree.Folder, "infra", "Program.cs"), "this is no program", cancellation);
            Assert.That(() => CommitProgram.BuildAsync(tree, repository.Progress, cancellation), Fault().With.Message.Contains("\ninfra/Program.cs(1,").And.Message.Contains("error CS"));
            return json;
        }

        var (registration, _) = await repository.Earlier(RecordAsync).LoadAsync("main", default);

        Assert.That(registration.Resources.Single().Key, Is.EqualTo("aws:sns/topic:Topic alerts"));
        Assert.That(repository.Progress.ToString(), Does.Contain("nono:   Nonolive.Infra is built"));
        Assert.That(Directory.Exists(folder), Is.False);
    }

    [Test]
    public void A_commit_without_a_program_is_refused()
    {
        using var repository = SmallRepository.Empty();
        repository.Write("Pulumi.test.yaml", "config: {}");
        repository.Commit("first");
        repository.Write("infra/Nonolive.Infra.csproj", Project);

        Assert.That(() => new EarlierRegistration(repository.Root, "test", repository.Progress).LoadAsync("main", default), Fault().With.Message.Contains("has no infra/Nonolive.Infra.csproj"));
    }

    private static SmallRepository WithProgram()
    {
        var repository = SmallRepository.Empty();
        repository.Write("infra/Nonolive.Infra.csproj", Project);
        repository.Write("infra/Program.cs", Program);
        repository.Write("Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        repository.Write("Pulumi.test.yaml", "config: {}");
        repository.Write(".gitignore", ".nono/\n");
        repository.Commit("first");
        repository.Write("infra/Program.cs", "// the second program");
        return repository;
    }

    private static NUnit.Framework.Constraints.EqualConstraint<ErrorCode> Fault() =>
        Throws.TypeOf<UserErrorException>().With.Property(nameof(UserErrorException.Code)).EqualTo(ErrorCode.NoEarlierRegistration);
}
