namespace Nonolive.Pipeline.Yaml;

/// <summary>Finds the name that a person probably meant.</summary>
public static class Nearest
{
    // Past this share of the name, two names have nothing to do with each other.
    private const double WorthSuggesting = 0.5;

    /// <summary>The candidate closest to <paramref name="name"/> by edit distance, or null where none is close.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(name, candidate)))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate is not null && best.Distance <= Math.Max(1, name.Length * WorthSuggesting) ? best.Candidate : null;
    }

    /// <summary>"Did you mean 'x'?" for the closest candidate, otherwise the list of all.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> candidates) =>
        To(name, candidates) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"Known are: {string.Join(", ", candidates.Order(StringComparer.Ordinal))}.";

    // Levenshtein's distance by two rows.
    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = previous[j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, replace);
            }
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}
