namespace Nonolive.SqlTesting.Mutation;

/// <summary>What became of a mutant.</summary>
internal enum MutantFate
{
    /// <summary>A test failed, as it should.</summary>
    Killed,

    /// <summary>A test took too long, which a person would notice.</summary>
    TimedOut,

    /// <summary>All tests passed: nothing would tell if a person made this mistake.</summary>
    Survived,

    /// <summary>Listed as one that nothing can tell from the script.</summary>
    Equivalent,

    /// <summary>No script any more: it does not parse or bind.</summary>
    Invalid,
}

/// <summary>A mutant after its tests.</summary>
/// <param name="File">The script, below the jobs folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Kind">What sort of change it is.</param>
/// <param name="Was">The lines as they are.</param>
/// <param name="Becomes">The lines with the change.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="By">The test that killed it, the reason of the list, or the error that makes it invalid.</param>
internal sealed record MutantResult(string File, int Line, int Column, string Kind, string Was, string Becomes, MutantFate Fate, string? By);

/// <summary>The result of a mutation run.</summary>
/// <param name="Mutants">Every mutant, by script and place.</param>
/// <param name="Stale">Entries of the list that fit no mutant, or one that a test kills; a sentence each.</param>
/// <param name="Untested">Scripts without a test; all their mutants survive.</param>
internal sealed record MutationResult(IReadOnlyList<MutantResult> Mutants, IReadOnlyList<string> Stale, IReadOnlyList<string> Untested)
{
    public int Count(MutantFate fate) => Mutants.Count(mutant => mutant.Fate == fate);

    /// <summary>Killed ones in percent of those that could be; 100 where there were none.</summary>
    public double Score => Of(Mutants);

    /// <summary>The score of some mutants.</summary>
    public static double Of(IEnumerable<MutantResult> mutants)
    {
        var (killed, survived) = (0, 0);
        foreach (var mutant in mutants)
        {
            killed += mutant.Fate is MutantFate.Killed or MutantFate.TimedOut ? 1 : 0;
            survived += mutant.Fate == MutantFate.Survived ? 1 : 0;
        }
        return killed + survived == 0 ? 100 : 100.0 * killed / (killed + survived);
    }
}
