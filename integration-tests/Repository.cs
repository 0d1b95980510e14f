namespace Nonolive.IntegrationTests;

/// <summary>The project's folder around the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pulumi.yaml")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
