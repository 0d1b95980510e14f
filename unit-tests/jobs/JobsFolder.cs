using System.Runtime.CompilerServices;

namespace Nonolive.Jobs.Tests;

internal static class JobsFolder
{
    /// <summary>The repository's jobs folder.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", "..", "jobs"));

    private static string Here([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
