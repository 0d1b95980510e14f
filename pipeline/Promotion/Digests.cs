using System.Text;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Promotion;

/// <summary>What is deployed, as two numbers: evidence is worth something only for the very same.</summary>
/// <param name="Program">SHA-256 over the sources of the infrastructure program and of what it deploys, 64 hexadecimal digits.</param>
/// <param name="Jobs">The job catalog's digest, which the contracts are part of.</param>
public sealed record Digests(string Program, string Jobs)
{
    // infra/ is the program, pipeline/ what it reads the jobs with, functions/ what it uploads; the packages are what all call.
    private static readonly string[] Folders = ["infra", "pipeline", "functions"];
    private static readonly string[] Extensions = [".cs", ".csproj", ".sql"];
    private static readonly string[] Built = ["bin", "obj"];
    private const string Packages = "Directory.Packages.props";

    /// <summary>Eight digits that stand for both.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Short => Program[..4] + Jobs[..4];

    /// <summary>Those of a repository.</summary>
    /// <param name="root">The folder with <c>Pulumi.yaml</c>.</param>
    /// <exception cref="Errors.UserErrorException">The job catalog has faults.</exception>
    public static Digests Of(string root) => Of(root, JobCatalog.Load(Path.Combine(root, "jobs")));

    /// <summary>Those of a repository whose job catalog is read already.</summary>
    /// <param name="root">The folder with <c>Pulumi.yaml</c>.</param>
    /// <param name="jobs">Its job catalog.</param>
    public static Digests Of(string root, JobCatalog jobs) => new(ProgramOf(root), jobs.Digest);

    // A checkout on Windows has other line ends, and is the same program.
    private static string ProgramOf(string root) => Convert.ToHexStringLower(ContentDigest.Of(Sources(root)
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => (file.Name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(File.ReadAllText(file.Path).ReplaceLineEndings("\n"))))));

    private static IEnumerable<(string Name, string Path)> Sources(string root) => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
        .Where(path => Extensions.Contains(Path.GetExtension(path)))
        .Append(Path.Combine(root, Packages))
        .Select(path => (Name: Path.GetRelativePath(root, path).Replace('\\', '/'), path))
        .Where(file => !file.Name.Split('/').Any(Built.Contains));
}
