namespace Nonolive.LocalCloud;

/// <summary>The repository around the current folder, or around the program where the current folder is elsewhere.</summary>
internal static class Repository
{
    private const string Mark = "Pulumi.yaml";

    public static string Find() =>
        Upwards(Directory.GetCurrentDirectory()) ?? Upwards(AppContext.BaseDirectory)
        ?? throw LocalCloudErrors.NoStackSettings(Path.Combine(Directory.GetCurrentDirectory(), Mark));

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
