namespace Nonolive.Cli.Preview;

/// <summary>What a file of the repository means for what a stack registers.</summary>
internal static class CommitFiles
{
    /// <summary>
    /// Folders that neither the program nor anything it is built of reads; a test holds this. What is not listed counts as the
    /// program, so a new folder costs a build at worst.
    /// </summary>
    public static IReadOnlySet<string> Elsewhere { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        ".ci", ".github", "benchmarks", "cli", "console", "docs", "engines", "integration-tests", "unit-tests",
    };

    /// <summary>Whether the file is part of the program; otherwise it is what the program reads, or nothing to it.</summary>
    public static bool IsProgram(string path) => path.Split('/') switch
    {
        [var file] => !IsStackFile(file) && file is not ("nono" or "nonolive.slnx" or ".gitignore" or ".gitattributes" or ".editorconfig") && !file.EndsWith(".md", StringComparison.Ordinal),
        ["jobs", ..] => false,
        [var folder, ..] => !Elsewhere.Contains(folder),
        _ => true,
    };

    private static bool IsStackFile(string file) => file.StartsWith("Pulumi.", StringComparison.Ordinal) && file.EndsWith(".yaml", StringComparison.Ordinal);
}
