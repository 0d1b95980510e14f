using System.Xml.Linq;

namespace Nonolive.Cli.Test;

/// <summary>What the TRX files of one test run say, over all projects.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failures">Names of the tests that failed.</param>
/// <param name="Skips">Skipped tests, each with its reason.</param>
internal sealed record TestSummary(int Passed, IReadOnlyList<string> Failures, IReadOnlyList<(string Test, string Reason)> Skips)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public int Failed => Failures.Count;

    public bool IsEmpty => Passed + Failures.Count + Skips.Count == 0;

    public static TestSummary Read(string folder)
    {
        var results = Directory.EnumerateFiles(folder, "*.trx", SearchOption.AllDirectories).Order()
            .SelectMany(file => XDocument.Load(file).Descendants(Trx + "UnitTestResult"))
            .Select(result => (
                Test: (string)result.Attribute("testName")!,
                Outcome: (string)result.Attribute("outcome")!,
                Message: (string?)result.Descendants(Trx + "Message").FirstOrDefault() ?? "no reason given"))
            .ToList();
        return new TestSummary(
            results.Count(result => result.Outcome == "Passed"),
            [.. results.Where(result => result.Outcome is not ("Passed" or "NotExecuted")).Select(result => result.Test)],
            [.. results.Where(result => result.Outcome == "NotExecuted").Select(result => (result.Test, result.Message.Trim()))]);
    }

    public void Write(TextWriter output)
    {
        output.WriteLine();
        foreach (var reason in Skips.GroupBy(skip => skip.Reason, skip => skip.Test))
            output.WriteLine($"skipped ({reason.Count()}): {reason.Key}\n  {string.Join("\n  ", reason)}");
        foreach (var failure in Failures)
            output.WriteLine($"failed: {failure}");
        output.WriteLine($"{Passed} passed, {Failed} failed, {Skips.Count} skipped");
    }
}
