using Nonolive.Pipeline.Errors;

namespace Nonolive.Cli.Preview;

/// <summary>The program of another commit, built in a folder of its own and asked what it registers.</summary>
internal static class CommitProgram
{
    private const string Folder = ".preview";

    // Only the program is built, with this on top; the command line and the engines of that commit are not needed.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="../infra/Nonolive.Infra.csproj" />
          </ItemGroup>
        </Project>
        """;

    private const string Source = """
        try
        {
            var report = await Nonolive.Infra.Preview.PreviewReport.CreateAsync(args[0], new() { Repository = args[1] });
            await File.WriteAllTextAsync(args[2], report.Registration.ToJson());
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        """;

    /// <summary>What the program in a folder registers, as it saves it itself.</summary>
    /// <exception cref="UserErrorException">It is not there, cannot be built or ends with a fault.</exception>
    public static async Task<string> RecordAsync(CommitTree tree, string stack, TextWriter progress, CancellationToken cancellation)
    {
        await BuildAsync(tree, progress, cancellation);
        return await AskAsync(tree, stack, cancellation);
    }

    /// <summary>Builds the program.</summary>
    public static async Task BuildAsync(CommitTree tree, TextWriter progress, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(tree.Folder, "infra", "Nonolive.Infra.csproj")))
            throw CliErrors.NoEarlierRegistration(tree.Reference, $"the commit {tree.ShortId} has no infra/Nonolive.Infra.csproj.");
        var folder = Directory.CreateDirectory(Path.Combine(tree.Folder, Folder)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Registration.csproj"), Project, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Source, cancellation);

        // Its style was checked when it was committed; without that the build takes a third of the time.
        var built = await ProgramRun.RunAsync(
            "dotnet", ["build", folder, "--configuration", "Release", "--nologo", "-verbosity:minimal", "-nodeReuse:false", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-p:TreatWarningsAsErrors=false"],
            tree.Folder, line => Tell(line, progress), cancellation);
        if (built.Exit != 0)
            throw CliErrors.NoEarlierRegistration(tree.Reference, $"the build of {tree.ShortId} ended with {built.Exit}:\n{Faults(built).Replace(tree.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)}\n");
    }

    /// <summary>Asks the program that was built.</summary>
    public static async Task<string> AskAsync(CommitTree tree, string stack, CancellationToken cancellation)
    {
        var folder = Path.Combine(tree.Folder, Folder);
        var saved = Path.Combine(folder, "registration.json");
        var program = Directory.GetFiles(Path.Combine(folder, "bin"), "Registration.dll", SearchOption.AllDirectories)[0];
        var asked = await ProgramRun.RunAsync("dotnet", [program, stack, tree.Folder, saved], tree.Folder, null, cancellation);
        return asked.Exit == 0
            ? await File.ReadAllTextAsync(saved, cancellation)
            : throw CliErrors.NoEarlierRegistration(tree.Reference, $"the program of {tree.ShortId} says: {asked.Summary}");
    }

    private static void Tell(string line, TextWriter progress)
    {
        if (line.Split(" -> ") is [var project, _])
            progress.WriteLine($"nono:   {project.Trim()} is built");
    }

    // Each fault is told twice, and its project's path is a folder that will be gone.
    private static string Faults(ProgramRun build)
    {
        var faults = build.Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Split(" [")[0].Trim()).Distinct().Take(10).ToList();
        return faults.Count > 0 ? string.Join('\n', faults) : build.Summary;
    }
}

/// <summary>The files of a commit, in a folder that is there for a while.</summary>
/// <param name="Reference">What a person called the commit.</param>
/// <param name="Id">Its id.</param>
/// <param name="Folder">Where its files are.</param>
internal sealed record CommitTree(string Reference, string Id, string Folder)
{
    public string ShortId => Id[..10];
}
