using System.Collections.Concurrent;
using Nonolive.Pipeline.Errors;

namespace Nonolive.SqlTesting.Mutation;

/// <summary>
/// Changes scripts in every way that <see cref="MutantFinder"/> knows and runs their tests on each change, all in this process,
/// side by side, until the first test fails.
/// </summary>
internal sealed class MutationRun(SqlTestBench bench, IReadOnlyList<SqlTest> tests, IReadOnlyList<EquivalentMutant> equivalent)
{
    /// <summary>A test that takes longer on a mutant kills it; a test of a script as it is takes a hundredth of that.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    /// <summary>Runs the mutants of some scripts.</summary>
    /// <param name="files">Scripts below the jobs folder.</param>
    /// <param name="progress">Is told each finished script with its mutants.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="UserErrorException">A test fails on a script as it is.</exception>
    public async Task<MutationResult> RunAsync(IReadOnlyList<string> files, Action<string, IReadOnlyList<MutantResult>> progress, CancellationToken cancellation)
    {
        var results = new List<MutantResult>();
        foreach (var file in files)
        {
            var ofFile = await RunAsync(file, cancellation);
            progress(file, ofFile);
            results.AddRange(ofFile);
        }
        return new MutationResult(
            results, [.. equivalent.SelectMany(entry => Stale(entry, files, results))], [.. files.Where(file => !TestsOf(file).Any())]);
    }

    private IEnumerable<SqlTest> TestsOf(string file) => tests.Where(test => bench.FileOf(test.Job, test.Location) == file);

    private async Task<IReadOnlyList<MutantResult>> RunAsync(string file, CancellationToken cancellation)
    {
        var script = bench.ScriptOf(file);
        var mutants = MutantFinder.Find(script);
        var trials = TestsOf(file).Select(test => new Trial(test)).ToList();
        await RequireGreenAsync(trials, cancellation);
        var results = new ConcurrentBag<MutantResult>();
        await Parallel.ForEachAsync(mutants, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, async (mutant, token) =>
        {
            var (line, column) = mutant.Place(script);
            var (was, becomes) = mutant.Lines(script);
            var listed = equivalent.FirstOrDefault(entry => entry.Covers(file) && entry.Was == was && entry.Becomes == becomes);
            var (fate, by) = await TryAsync(trials, mutant.Apply(script), token);
            results.Add(fate == MutantFate.Survived && listed is not null
                ? new MutantResult(file, line, column, mutant.Kind, was, becomes, MutantFate.Equivalent, listed.Reason)
                : new MutantResult(file, line, column, mutant.Kind, was, becomes, fate, by));
        });
        return [.. results.OrderBy(result => result.Line).ThenBy(result => result.Column).ThenBy(result => result.Becomes, StringComparer.Ordinal)];
    }

    private async Task RequireGreenAsync(List<Trial> trials, CancellationToken cancellation)
    {
        foreach (var trial in trials)
        {
            var differences = await new SqlTestRun(bench, trial.Test).RunAsync(cancellation: cancellation);
            if (differences.Count > 0)
                throw MutationErrors.TestFails(trial.Test, differences[0]);
        }
    }

    private async Task<(MutantFate Fate, string? By)> TryAsync(List<Trial> trials, string script, CancellationToken cancellation)
    {
        // Those that killed most so far go first.
        foreach (var trial in trials.OrderByDescending(trial => trial.Kills).ToList())
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(MostTime);
            try
            {
                if ((await new SqlTestRun(bench, trial.Test).RunAsync(script, limit.Token)).Count == 0)
                    continue;
                trial.Kills++;
                return (MutantFate.Killed, trial.Test.Name);
            }
            catch (UserErrorException e) when (e.Code is ErrorCode.HiveParse or ErrorCode.HiveSemantic)
            {
                return (MutantFate.Invalid, e.Problem);
            }
            catch (UserErrorException)
            {
                trial.Kills++;
                return (MutantFate.Killed, trial.Test.Name);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return (MutantFate.TimedOut, trial.Test.Name);
            }
        }
        return (MutantFate.Survived, null);
    }

    // An entry is judged only when all scripts that it speaks of are in the run; one that speaks of none, when all are.
    private IEnumerable<string> Stale(EquivalentMutant entry, IReadOnlyList<string> files, List<MutantResult> results)
    {
        var covered = bench.Scripts.Where(entry.Covers).ToList();
        if (!(covered.Count > 0 ? covered : bench.Scripts).All(files.Contains))
            yield break;
        var meant = results.Where(result => entry.Covers(result.File) && result.Was == entry.Was && result.Becomes == entry.Becomes).ToList();
        if (meant.Count == 0)
            yield return $"{entry.Location}: fits no mutant: {entry.Was} => {entry.Becomes}";
        else if (meant.TrueForAll(result => result.Fate is not (MutantFate.Equivalent or MutantFate.Survived)))
            yield return $"{entry.Location}: '{meant[0].By}' tells it from the script: {entry.Was} => {entry.Becomes}";
    }

    private sealed class Trial(SqlTest test)
    {
        public SqlTest Test { get; } = test;

        public int Kills { get; set; }
    }
}
