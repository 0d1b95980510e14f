using System.Collections.Concurrent;

namespace Nonolive.Hive.Tests.Conformance;

/// <summary>
/// Measures the engine against recorded answers of Apache Hive: <c>NONO_HIVE_GOLDEN</c> names the folder
/// (<see cref="GoldenSuite"/>), <c>NONO_HIVE_GOLDEN_OUT</c> where each statement's outcome goes, <c>NONO_HIVE_GOLDEN_HALF=odd</c>
/// the other half. docs/hive-conformance.md has the figures and the reasons of the differences.
/// </summary>
public sealed class ConformanceTests
{
    [Test]
    public async Task No_recorded_answer_of_Hive_differs_without_a_listed_reason()
    {
        if (Environment.GetEnvironmentVariable("NONO_HIVE_GOLDEN") is not { Length: > 0 } folder)
        {
            Assert.Ignore("NONO_HIVE_GOLDEN is not set: no recorded answers to compare with.");
            return;
        }
        var half = Environment.GetEnvironmentVariable("NONO_HIVE_GOLDEN_HALF") != "odd";
        var only = Environment.GetEnvironmentVariable("NONO_HIVE_GOLDEN_TEST")?.Split(',');
        var zone = Environment.GetEnvironmentVariable("NONO_HIVE_GOLDEN_ZONE") is { Length: > 0 } named ? named : null;
        var outcomes = new ConcurrentBag<Outcome>();
        var ofHive = Directory.Exists(Path.Combine(folder, "ql/src/test/results"));
        var tests = (ofHive ? QueryFileSuite.Read(folder) : GoldenSuite.Read(folder, half).Concat(only is null ? [] : GoldenSuite.Read(folder, !half))).Where(test => only is null || only.Contains(test.Name));
        await Parallel.ForEachAsync(tests, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (test, cancellation) =>
        {
            foreach (var outcome in await new GoldenRunner(folder, zone, ofHive ? GoldenRunner.HiveTables : GoldenRunner.SparkTables).RunAsync(test, cancellation))
                outcomes.Add(outcome);
        });
        var all = outcomes.OrderBy(outcome => outcome.Test, StringComparer.Ordinal).ThenBy(outcome => outcome.Index).ToList();
        foreach (var group in all.GroupBy(outcome => outcome.IsSelect ? "select" : "other"))
        {
            TestContext.Out.WriteLine($"{group.Key}: {group.Count()} statements; " + string.Join(", ",
                Enum.GetValues<Verdict>().Select(verdict => $"{verdict} {group.Count(outcome => outcome.Verdict == verdict)}")));
        }
        if (Environment.GetEnvironmentVariable("NONO_HIVE_GOLDEN_OUT") is { Length: > 0 } output)
            await File.WriteAllLinesAsync(output, all.Select(Line));
        var suite = ofHive ? "hive31" : half ? "even" : "odd";
        var used = FunctionUse.Count(all);
        if (Environment.GetEnvironmentVariable("NONO_HIVE_GOLDEN_UPDATE") == "1" && only is null)
            FunctionUse.Write(suite, used);
        Assert.That(all.Where(outcome => outcome.Reason.StartsWith("DEFECT", StringComparison.Ordinal)).Select(Line), Is.Empty);
        if (only is null)
            Assert.That(FunctionUse.Claimed(suite).Except(used.Keys), Is.Empty, "Functions that functions.tsv says were checked here, and were not.");
    }

    [Test]
    public void Each_function_that_claims_a_check_against_Hive_has_an_exact_recorded_statement()
    {
        var counted = FunctionUse.Read();
        var golden = Functions.FunctionCatalog.Instance.All.Where(one => one.Status == Functions.FunctionStatus.Golden).Select(one => one.Name);
        // Names of one row of the tables are one function of Hive's.
        var proved = counted.Keys.Select(name => Functions.FunctionCatalog.Instance.Find(name)?.Overloads[0]).ToHashSet();
        Assert.That(golden.Where(name => !proved.Contains(Functions.FunctionCatalog.Instance.Find(name)!.Overloads[0])), Is.Empty);
    }

    private static string Line(Outcome outcome) => string.Join('\u001F', outcome.Test, outcome.Index, outcome.IsSelect ? "select" : "other", outcome.Verdict,
        outcome.Reason.ReplaceLineEndings(" "), outcome.Statement.ReplaceLineEndings(" "), string.Join(" ⏎ ", outcome.Expected.Take(12)), string.Join(" ⏎ ", outcome.Actual.Take(12)));
}
