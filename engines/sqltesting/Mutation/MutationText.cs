using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nonolive.SqlTesting.Mutation;

/// <summary>How a mutation run is told to people and to programs.</summary>
internal static class MutationText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>One line on a finished script.</summary>
    public static string Line(string file, IReadOnlyList<MutantResult> mutants)
    {
        int Count(MutantFate fate) => mutants.Count(mutant => mutant.Fate == fate);
        var rest = new[]
        {
            (Count(MutantFate.Survived), "survived"), (Count(MutantFate.Equivalent), "equivalent"), (Count(MutantFate.Invalid), "invalid"), (Count(MutantFate.TimedOut), "timed out"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{MutationResult.Of(mutants),5:0.0} %  {file}: {Count(MutantFate.Killed)} killed")
            + string.Concat(rest.Where(pair => pair.Item1 > 0).Select(pair => $", {pair.Item1} {pair.Item2}"));
    }

    /// <summary>The survivors as places and diff lines.</summary>
    public static IEnumerable<string> Survivors(MutationResult result, string jobsFolder) =>
        result.Mutants.Where(mutant => mutant.Fate == MutantFate.Survived).SelectMany(mutant => new[]
        {
            $"{Path.Combine(jobsFolder, mutant.File)}:{mutant.Line}:{mutant.Column}: {mutant.Kind}",
            $"  - {mutant.Was}",
            $"  + {mutant.Becomes}",
        });

    /// <summary>The last line.</summary>
    public static string Summary(MutationResult result) => string.Create(CultureInfo.InvariantCulture,
        $"mutation score {result.Score:0.0} %: {result.Count(MutantFate.Killed)} killed, {result.Count(MutantFate.TimedOut)} timed out, {result.Count(MutantFate.Survived)} survived, {result.Count(MutantFate.Equivalent)} equivalent, {result.Count(MutantFate.Invalid)} invalid");

    /// <summary>The whole run as JSON.</summary>
    public static string ToJson(MutationResult result) => JsonSerializer.Serialize(new
    {
        Score = Math.Round(result.Score, 2),
        Killed = result.Count(MutantFate.Killed),
        TimedOut = result.Count(MutantFate.TimedOut),
        Survived = result.Count(MutantFate.Survived),
        Equivalent = result.Count(MutantFate.Equivalent),
        Invalid = result.Count(MutantFate.Invalid),
        result.Stale,
        result.Untested,
        result.Mutants,
    }, Json);
}
