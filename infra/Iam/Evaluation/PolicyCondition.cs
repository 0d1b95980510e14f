using System.Globalization;

namespace Nonolive.Infra.Iam.Evaluation;

/// <summary>
/// One condition: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
/// A key that the request lacks fails an affirmative operator and passes a negated one.
/// </summary>
internal sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    private const string IfExists = "IfExists";

    public bool Holds(IReadOnlyDictionary<string, string> context)
    {
        var optional = Operator.EndsWith(IfExists, StringComparison.Ordinal);
        var name = optional ? Operator[..^IfExists.Length] : Operator;
        var found = context.FirstOrDefault(pair => string.Equals(pair.Key, Key, StringComparison.OrdinalIgnoreCase)).Value;
        if (name == "Null")
            return (found is null) == (Values[0] == "true");
        if (found is null)
            return optional || name.Contains("Not", StringComparison.Ordinal);
        return name switch
        {
            "StringEquals" => Values.Contains(found),
            "StringNotEquals" => !Values.Contains(found),
            "StringLike" => Values.Any(value => Wildcard.Matches(value, found)),
            "StringNotLike" => !Values.Any(value => Wildcard.Matches(value, found)),
            "ArnEquals" or "ArnLike" => Values.Any(value => Wildcard.MatchesArn(value, found)),
            "ArnNotEquals" or "ArnNotLike" => !Values.Any(value => Wildcard.MatchesArn(value, found)),
            "Bool" => Values.Contains(found, StringComparer.OrdinalIgnoreCase),
            "NumericLessThan" => Values.Any(value => Number(found) < Number(value)),
            _ => throw new NotSupportedException($"The condition operator '{Operator}' is not evaluated."),
        };
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
