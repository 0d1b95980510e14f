using System.CommandLine;
using Nonolive.SqlTesting;
using Nonolive.SqlTesting.Mutation;

namespace Nonolive.Cli.SqlTest;

/// <summary><c>nono mutate</c>: which mistakes in the jobs' SQL no test would notice.</summary>
internal static class MutateCommand
{
    private const double Wanted = 90;

    public static Command Create()
    {
        var jobs = new Argument<string[]>("jobs") { Arity = ArgumentArity.ZeroOrMore, Description = "Jobs or folders, such as stg_events or reports; all by default." };
        var json = new Option<bool>("--json") { Description = "Write every mutant as JSON." };
        var atLeast = new Option<double>("--at-least") { Description = "The score in percent below which the exit code is 1.", DefaultValueFactory = _ => Wanted };
        var command = new Command("mutate", "Change the jobs' SQL in small ways and tell which changes no test notices.") { jobs, json, atLeast };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(jobs) ?? [], parsed.GetValue(json), parsed.GetValue(atLeast), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] names, bool json, double atLeast, CancellationToken cancellation)
    {
        var folder = Path.Combine(Repository.Root(), "jobs");
        using var bench = new SqlTestBench(folder);
        var files = bench.ScriptsOf(names);
        // What is told on the way goes to the error stream where the output is for a program.
        var told = json ? Console.Error : Console.Out;
        var run = new MutationRun(bench, SqlTestFile.ReadAll(folder), EquivalentMutants.Read(folder));
        var result = await run.RunAsync(files, (file, mutants) => told.WriteLine(MutationText.Line(file, mutants)), cancellation);
        if (json)
        {
            await Console.Out.WriteLineAsync(MutationText.ToJson(result).AsMemory(), cancellation);
        }
        else
        {
            foreach (var line in MutationText.Survivors(result, "jobs"))
                Console.WriteLine(line);
        }
        foreach (var stale in result.Stale)
            await told.WriteLineAsync($"NONO-1415: {stale}".AsMemory(), cancellation);
        foreach (var untested in result.Untested)
            await told.WriteLineAsync($"jobs/{untested} has no test.".AsMemory(), cancellation);
        await told.WriteLineAsync(MutationText.Summary(result).AsMemory(), cancellation);
        return result.Score >= atLeast && result.Stale.Count == 0 ? 0 : 1;
    }
}
