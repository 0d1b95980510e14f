using Nonolive.Pipeline.Yaml;

namespace Nonolive.Jobs.Tests.Yaml;

/// <summary>A test of one job: the rows that its tables hold before and the rows that a table must hold after.</summary>
/// <param name="Name">The test's name, a sentence.</param>
/// <param name="Job">The job's name in the catalog.</param>
/// <param name="Day">The business day.</param>
/// <param name="Zone">The business zone.</param>
/// <param name="Given">Rows by table; the pseudo table <c>events</c> holds event lines.</param>
/// <param name="Expected">Rows by table; only the columns that the rows name are compared.</param>
/// <param name="Fails">Part of the error that the job must end with; null where it must succeed.</param>
/// <param name="Location">Where the test is written.</param>
internal sealed record JobTest(
    string Name, string Job, DateOnly Day, string Zone, IReadOnlyList<TableRows> Given, IReadOnlyList<TableRows> Expected, string? Fails,
    string Location)
{
    public override string ToString() => $"{Job}: {Name}";
}

/// <summary>Rows of one table as YAML has them.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Rows">Texts by column; null is null.</param>
/// <param name="Location">Where they are written.</param>
internal sealed record TableRows(string Table, IReadOnlyList<IReadOnlyDictionary<string, string?>> Rows, string Location);

/// <summary>Reads <c>jobs/tests/*.yml</c>.</summary>
internal static class JobTestReader
{
    public static IEnumerable<JobTest> ReadAll(string folder) =>
        Directory.EnumerateFiles(folder, "*.yml").Order(StringComparer.Ordinal).SelectMany(Read);

    private static List<JobTest> Read(string path)
    {
        var root = YamlFile.Parse(File.ReadAllText(path), path);
        var job = root.Text("job");
        var day = root.OptionalText("day") ?? "2026-03-10";
        var zone = root.OptionalText("zone") ?? "Asia/Jakarta";
        var tests = root.Maps("tests").Select(map =>
        {
            var test = new JobTest(
                map.Text("name"), map.OptionalText("job") ?? job, DateOnly.ParseExact(map.OptionalText("day") ?? day, "yyyy-MM-dd"),
                map.OptionalText("zone") ?? zone, Tables(map.Map("given")), Tables(map.Map("expect")), map.OptionalText("fails"), map.Location);
            map.RefuseTheRest();
            return test;
        }).ToList();
        root.RefuseTheRest();
        return tests;
    }

    private static List<TableRows> Tables(YamlMap? map) =>
        map is null ? [] : [.. map.Keys.Select(table => new TableRows(
            table,
            [.. map.Maps(table).Select(row => (IReadOnlyDictionary<string, string?>)row.Entries().ToDictionary(entry => entry.Key, entry => entry.Value))],
            map.LocationOf(table)))];
}
