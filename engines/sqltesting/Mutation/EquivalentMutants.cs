using System.IO.Enumeration;
using Nonolive.Pipeline.Yaml;

namespace Nonolive.SqlTesting.Mutation;

/// <summary>A change of a script that no test can tell from the script, and why.</summary>
/// <param name="Scripts">Scripts of the jobs folder, <c>*</c> for any characters: <c>snapshots/*.sql</c>.</param>
/// <param name="Was">The lines that the change touches, with single spaces, as the report shows them.</param>
/// <param name="Becomes">The same lines after it.</param>
/// <param name="Reason">Why nothing can be seen of it.</param>
/// <param name="Location">Where the entry is written.</param>
internal sealed record EquivalentMutant(string Scripts, string Was, string Becomes, string Reason, string Location)
{
    public bool Covers(string file) => FileSystemName.MatchesSimpleExpression(Scripts, file, ignoreCase: false);
}

/// <summary>
/// The committed list <c>jobs/tests/equivalent-mutants.yml</c>. Entries are found by the text of the changed lines, so they stay
/// true when other lines move, and become stale when the line itself changes.
/// </summary>
internal static class EquivalentMutants
{
    public const string File = "tests/equivalent-mutants.yml";

    public static IReadOnlyList<EquivalentMutant> Read(string jobsFolder)
    {
        var path = Path.Combine(jobsFolder, File);
        return System.IO.File.Exists(path) ? Parse(System.IO.File.ReadAllText(path), path) : [];
    }

    public static IReadOnlyList<EquivalentMutant> Parse(string text, string path)
    {
        var root = YamlFile.Parse(text, path);
        var entries = root.Maps("mutants").Select(map =>
        {
            var entry = new EquivalentMutant(map.Text("scripts"), map.Text("was"), map.OptionalText("becomes") ?? "", map.Text("reason"), map.Location);
            map.RefuseTheRest();
            return entry;
        }).ToList();
        root.RefuseTheRest();
        return entries;
    }
}
