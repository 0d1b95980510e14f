namespace Nonolive.Replication.Postgres;

/// <summary>Where PostgreSQL's programs are on this machine.</summary>
internal static class PostgresBinaries
{
    // Where Debian and its kin, Fedora and its kin, and Homebrew put the versions.
    private static readonly string[] Roots = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>, the newest version first, or null.</summary>
    public static string? Find()
    {
        foreach (var folder in Candidates())
        {
            var initdb = new FileInfo(Path.Combine(folder, "initdb"));
            // A link on PATH leads to the folder where the other programs are.
            var target = initdb.Exists ? (FileInfo)(initdb.ResolveLinkTarget(returnFinalTarget: true) ?? initdb) : initdb;
            if (target.Exists && File.Exists(Path.Combine(target.DirectoryName!, "postgres")))
                return target.DirectoryName;
        }
        return null;
    }

    public static IEnumerable<string> Candidates()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        foreach (var root in Roots.Where(Directory.Exists))
        {
            foreach (var version in Directory.GetDirectories(root).OrderByDescending(VersionOf))
                yield return Path.Combine(version, "bin");
        }
    }

    private static double VersionOf(string path) =>
        double.TryParse(new string([.. Path.GetFileName(path).Where(char.IsAsciiDigit)]), out var number) ? number : 0;
}
