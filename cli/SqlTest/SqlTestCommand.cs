using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nonolive.Pipeline.Errors;
using Nonolive.SqlTesting;

namespace Nonolive.Cli.SqlTest;

/// <summary><c>nono sql-test</c>: the tests of the jobs' SQL, alone and in seconds.</summary>
internal static class SqlTestCommand
{
    public static Command Create()
    {
        var jobs = new Argument<string[]>("jobs") { Arity = ArgumentArity.ZeroOrMore, Description = "Jobs or folders, such as stg_events or reports; all by default." };
        var name = new Option<string?>("--name") { Description = "Only tests whose name contains this." };
        var accept = new Option<bool>("--accept") { Description = "Write the rows that the jobs give into the tests that fail; look at the difference before you commit it." };
        var command = new Command("sql-test", "Run the tests of the jobs' SQL (jobs/tests/*.yml).") { jobs, name, accept };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(jobs) ?? [], parsed.GetValue(name), parsed.GetValue(accept), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] names, string? part, bool accept, CancellationToken cancellation)
    {
        var root = Repository.Root();
        var folder = Path.Combine(root, "jobs");
        using var bench = new SqlTestBench(folder);
        var all = SqlTestFile.ReadAll(folder);
        var scripts = names.Length == 0 ? null : bench.ScriptsOf(names).ToHashSet(StringComparer.Ordinal);
        var tests = all.Where(test => (scripts is null || scripts.Contains(bench.FileOf(test.Job, test.Location)))
            && (part is null || test.Name.Contains(part, StringComparison.OrdinalIgnoreCase))).ToList();
        if (tests.Count == 0)
            throw CliErrors.NoSqlTests(names, part);
        var watch = Stopwatch.StartNew();
        var outcomes = new (IReadOnlyList<string> Differences, TimeSpan Time)[tests.Count];
        await Parallel.ForAsync(0, tests.Count, cancellation, async (index, token) =>
        {
            var one = Stopwatch.StartNew();
            outcomes[index] = (await DifferencesAsync(bench, tests[index], token), one.Elapsed);
        });
        var failed = 0;
        foreach (var (test, outcome) in tests.Zip(outcomes))
        {
            if (outcome.Differences.Count == 0)
                continue;
            failed++;
            Console.WriteLine($"failed  {Path.GetRelativePath(root, test.Location)}: {test}");
            foreach (var difference in outcome.Differences)
                Console.WriteLine($"  {difference}");
        }
        if (accept && failed > 0)
            await AcceptAsync(bench, tests.Zip(outcomes).Where(pair => pair.Second.Differences.Count > 0).Select(pair => pair.First), root, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tests.Count - failed} passed, {failed} {(accept ? "written" : "failed")} in {watch.Elapsed.TotalSeconds:0.0} s"));
        return failed == 0 || accept ? 0 : 1;
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(SqlTestBench bench, SqlTesting.SqlTest test, CancellationToken cancellation)
    {
        try
        {
            return await new SqlTestRun(bench, test).RunAsync(cancellation: cancellation);
        }
        catch (UserErrorException e)
        {
            return [e.Message];
        }
    }

    private static async Task AcceptAsync(SqlTestBench bench, IEnumerable<SqlTesting.SqlTest> failing, string root, CancellationToken cancellation)
    {
        foreach (var ofFile in failing.GroupBy(test => test.Path))
        {
            await SqlTestAccept.RewriteAsync(bench, ofFile.Key, ofFile.Select(test => test.Name).ToHashSet(StringComparer.Ordinal), cancellation);
            Console.WriteLine($"wrote   {Path.GetRelativePath(root, ofFile.Key)}");
        }
    }
}
