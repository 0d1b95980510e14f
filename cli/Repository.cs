using Nonolive.Pipeline.Errors;

namespace Nonolive.Cli;

/// <summary>Where the project's files lie: the folder of Pulumi.yaml.</summary>
internal static class Repository
{
    /// <summary>The root that <c>./nono</c> names, else the nearest folder above with Pulumi.yaml.</summary>
    /// <exception cref="UserErrorException">Neither is there.</exception>
    public static string Root() =>
        Environment.GetEnvironmentVariable("NONO_ROOT")
        ?? Ancestors(Environment.CurrentDirectory).Concat(Ancestors(AppContext.BaseDirectory)).FirstOrDefault(IsRoot)
        ?? throw CliErrors.NoRepository(Environment.CurrentDirectory);

    private static bool IsRoot(string folder) => File.Exists(Path.Combine(folder, "Pulumi.yaml"));

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
