using System.Text.Json;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator;
using Nonolive.Simulator.Expected;

namespace Nonolive.Jobs.Benchmarks;

/// <summary>What runs wrote.</summary>
internal static class Reports
{
    /// <summary>Compares every number of every report with what the simulation knows, and prints the result.</summary>
    public static async Task<bool> AreRightAsync(IObjectStore store, Simulation world, DateOnly day)
    {
        var wrong = 0;
        foreach (var expected in world.ExpectedReports(day))
        {
            var rows = (await LinesAsync(store, expected.Report, day)).ConvertAll(line => JsonElement.Parse(line));
            var differences = ReportComparison.Differences(expected, rows);
            wrong += differences.Count;
            Console.WriteLine($"{expected.Report,-18} {rows.Count,8:N0} rows, {differences.Count} differences {(differences.Count > 0 ? differences[0] : "")}");
        }
        return wrong == 0;
    }

    /// <summary>A report's rows in an order of their own.</summary>
    public static async Task<List<string>> LinesAsync(IObjectStore store, string report, DateOnly day)
    {
        var lines = new List<string>();
        await foreach (var found in store.ListAsync("result", LakeLayout.ReportRunFolder(report, day, DayRun.RunId)))
        {
            if (!found.Key.Contains("/_", StringComparison.Ordinal))
                lines.AddRange((await store.ReadTextAsync(found.Uri)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
