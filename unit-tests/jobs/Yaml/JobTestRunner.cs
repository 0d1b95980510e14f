using Nonolive.Pipeline.Errors;

namespace Nonolive.Jobs.Tests.Yaml;

/// <summary>Runs one test: given rows into a fresh lake, the job, then the rows found against those expected.</summary>
internal static class JobTestRunner
{
    private const string Run = "run-1";

    /// <summary>What is wrong, one sentence each.</summary>
    /// <param name="test">The test.</param>
    /// <param name="shuffle">0: as written, job run once. 1: rows reversed and spread over files, job run twice; nothing may change.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(JobTest test, int shuffle)
    {
        using var lake = new JobsLake(test.Zone);
        var given = new GivenRows(lake.Store, test.Day, new TestClock(test.Day, test.Zone));
        await lake.DefineAsync(test.Day, Run);
        foreach (var table in test.Given)
        {
            var columns = lake.Tables.FirstOrDefault(known => known.Name == table.Table)?.Columns.ToDictionary(column => column.Name, column => column.Type.ToString());
            var location = lake.Tables.FirstOrDefault(known => known.Name == table.Table)?.Location ?? "";
            if (columns is null && table.Table != "events")
                return [$"{table.Location}: there is no table '{table.Table}'."];
            await given.PutAsync(table, columns ?? [], location, shuffle);
        }
        // Partitions that a test lays down are known to nobody yet.
        foreach (var table in test.Given.Where(table => table.Table != "events" && !table.Table.StartsWith("raw_", StringComparison.Ordinal)))
        {
            foreach (var day in table.Rows.Select(row => row.GetValueOrDefault("dt") ?? test.Day.ToString("yyyy-MM-dd")).Distinct())
                await lake.RunScriptAsync($"use nonolive_test; alter table {table.Table} add if not exists partition (dt = '{day}');", "given", test.Day, Run);
        }
        try
        {
            for (var times = 0; times <= shuffle; times++)
                await lake.RunAsync(test.Job, test.Day, Run);
        }
        catch (UserErrorException e) when (test.Fails is { } failure)
        {
            return e.Message.Contains(failure) ? [] : [$"The job must fail with '{failure}' and says: {e.Message}"];
        }
        if (test.Fails is not null)
            return [$"The job must fail with '{test.Fails}'."];
        return await DifferencesAsync(lake, given, test);
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(JobsLake lake, GivenRows given, JobTest test)
    {
        var differences = new List<string>();
        foreach (var table in test.Expected)
        {
            var known = lake.Tables.FirstOrDefault(candidate => candidate.Name == table.Table);
            if (known is null)
                return [$"{table.Location}: there is no table '{table.Table}'."];
            var types = known.Columns.ToDictionary(column => column.Name, column => column.Type.ToString());
            var expected = table.Rows.Select(row => (IReadOnlyDictionary<string, string?>)row.ToDictionary(
                cell => cell.Key, cell => Expectation.Text(given.Cell(cell.Key, types.GetValueOrDefault(cell.Key, ""), cell.Value)))).ToList();
            var found = await lake.QueryAsync($"select * from {table.Table} where {JobsLake.Partition(test.Day)};", test.Day, Run);
            differences.AddRange(Expectation.Differences(table.Table, expected, found));
        }
        return differences;
    }
}
