using System.Globalization;
using Nonolive.SqlTesting;
using Nonolive.SqlTesting.Benchmarks;

// What one test of jobs/tests costs when everything is warm, one after the other: its two executions and comparisons, beside
// plain DuckDB running the same queries over the same files. Times are those of the process on its processors, so that what
// else the machine does is measured little, and the best of some rounds.
//   dotnet run -c Release --project benchmarks/sqltesting -- [jobs=jobs] [job=PREFIX] [rounds=5] [detail=true]
var options = args.Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
var rounds = int.Parse(options.GetValueOrDefault("rounds", "5"), CultureInfo.InvariantCulture);
var jobs = options.GetValueOrDefault("jobs", "jobs");
var tests = SqlTestFile.ReadAll(jobs).Where(test => test.Job.StartsWith(options.GetValueOrDefault("job", ""), StringComparison.Ordinal)).ToList();
using var bench = new SqlTestBench(jobs);

var cold = Cpu.Milliseconds;
foreach (var test in tests)
{
    var differences = await new SqlTestRun(bench, test).RunAsync();
    if (differences.Count > 0)
        Console.WriteLine($"{test}: {differences[0]}");
}
Console.WriteLine($"{tests.Count} tests, first round {(Cpu.Milliseconds - cold) / tests.Count:N1} ms each");

var costs = new List<(SqlTest Test, double Milliseconds, double Plain)>();
foreach (var test in tests)
{
    var times = new List<double>();
    for (var round = 0; round < rounds; round++)
    {
        var before = Cpu.Milliseconds;
        await new SqlTestRun(bench, test).RunAsync();
        times.Add(Cpu.Milliseconds - before);
    }
    costs.Add((test, times.Min(), test.Fails is null ? await PlainDuckDb.MeasureAsync(bench, test, rounds) : double.NaN));
}
if (options.GetValueOrDefault("detail") == "true")
{
    foreach (var (test, milliseconds, plain) in costs.OrderByDescending(cost => cost.Milliseconds))
        Console.WriteLine($"{milliseconds,8:N1} ms  {milliseconds / plain,6:N1} x  {test}");
}
var compared = costs.Where(cost => !double.IsNaN(cost.Plain)).ToList();
Console.WriteLine($"warm, processor time: median {Median(costs.Select(cost => cost.Milliseconds)):N1} ms, mean {costs.Average(cost => cost.Milliseconds):N1} ms, most {costs.Max(cost => cost.Milliseconds):N1} ms a test");
Console.WriteLine($"plain DuckDB for the same two executions: {compared.Average(cost => cost.Plain):N1} ms; ratio {compared.Sum(cost => cost.Milliseconds) / compared.Sum(cost => cost.Plain):N2}");

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return sorted[sorted.Count / 2];
}
