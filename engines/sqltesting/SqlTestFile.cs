using System.Globalization;
using Nonolive.Pipeline.Yaml;

namespace Nonolive.SqlTesting;

/// <summary>Reads <c>jobs/tests/*.yml</c>.</summary>
internal static class SqlTestFile
{
    // Files of the folder that hold no tests.
    private const string Exceptions = "equivalent-mutants.yml";

    private static readonly TimeSpan RunsAt = TimeSpan.FromHours(26);

    /// <summary>The tests of every file of the jobs folder, in the order of the files.</summary>
    public static IReadOnlyList<SqlTest> ReadAll(string jobsFolder) =>
        [.. Directory.EnumerateFiles(Path.Combine(jobsFolder, "tests"), "*.yml").Where(path => Path.GetFileName(path) != Exceptions)
            .Order(StringComparer.Ordinal).SelectMany(Read)];

    public static IReadOnlyList<SqlTest> Read(string path) => Parse(File.ReadAllText(path), path);

    public static IReadOnlyList<SqlTest> Parse(string text, string path)
    {
        var root = YamlFile.Parse(text, path);
        var job = root.Text("job");
        var day = root.OptionalText("day") ?? "2026-03-10";
        var zone = root.OptionalText("zone") ?? "Asia/Jakarta";
        var tests = root.Maps("tests").Select(map => Test(map, job, day, zone)).ToList();
        root.RefuseTheRest();
        return tests;
    }

    private static SqlTest Test(YamlMap map, string job, string fileDay, string fileZone)
    {
        var dayText = map.OptionalText("day") ?? fileDay;
        if (!DateOnly.TryParseExact(dayText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw SqlTestErrors.WrongDay(map.Has("day") ? map.LocationOf("day") : map.Location, dayText);
        var zone = map.OptionalText("zone") ?? fileZone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            throw SqlTestErrors.UnknownZone(map.Has("zone") ? map.LocationOf("zone") : map.Location, zone);
        var clock = new TestClock(day, zone);
        var test = new SqlTest(
            map.Text("name"), map.OptionalText("job") ?? job, day, zone,
            // The schedule runs a day at two o'clock of the next.
            map.OptionalText("now") is { } now ? clock.Parse(now) : clock.Parse("00:00:00") + RunsAt, map.Location)
        {
            Given = Tables(map.Map("given")),
            Expected = Tables(map.Map("expect")),
            Ctes = Tables(map.Map("ctes")),
            Fails = map.OptionalText("fails"),
        };
        map.RefuseTheRest();
        if (test.Expected.Count == 0 && test.Ctes.Count == 0 && test.Fails is null)
            throw SqlTestErrors.NothingExpected(test.Location, test.Name);
        return test;
    }

    private static List<TableRows> Tables(YamlMap? map) =>
        map is null ? [] : [.. map.Keys.Select(table => new TableRows(
            table,
            [.. map.Maps(table).Select(row => (IReadOnlyDictionary<string, string?>)row.Entries().ToDictionary(entry => entry.Key, entry => entry.Value))],
            map.LocationOf(table)))];
}
