using Nonolive.Pipeline.Errors;

namespace Nonolive.LocalCloud;

/// <summary>Where the project's files lie: the folder of Pulumi.yaml.</summary>
public static class Repository
{
    private const string Mark = "Pulumi.yaml";

    /// <summary>
    /// The folder that <c>./nono</c> names in NONO_ROOT, else the one around the current folder, or around the program where
    /// the current folder is elsewhere.
    /// </summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static string Root() =>
        Environment.GetEnvironmentVariable("NONO_ROOT") ?? Upwards(Directory.GetCurrentDirectory()) ?? Upwards(AppContext.BaseDirectory)
        ?? throw LocalCloudErrors.NoRepository(Directory.GetCurrentDirectory());

    private static string? Upwards(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Mark)))
                return at.FullName;
        }
        return null;
    }
}
