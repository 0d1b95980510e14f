namespace Nonolive.Infra.Iam.Evaluation;

/// <summary>Patterns with <c>*</c> for any characters and <c>?</c> for one.</summary>
internal static class Wildcard
{
    private const int ArnParts = 6;

    public static bool Matches(string pattern, string text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, mark) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++mark);
            else
                return false;
        }
        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    /// <summary>As <see cref="Matches"/>, but a <c>*</c> does not reach over a colon into the next part of an ARN.</summary>
    public static bool MatchesArn(string pattern, string arn)
    {
        var (patterns, parts) = (pattern.Split(':', ArnParts), arn.Split(':', ArnParts));
        return patterns.Length == parts.Length && patterns.Zip(parts).All(pair => Matches(pair.First, pair.Second));
    }
}
