using System.Text.RegularExpressions;

namespace Nonolive.PulumiSdk.Generator.Typings;

/// <summary>What only the .js beside a .d.ts holds: token, secret arguments, defaults, former types.</summary>
internal sealed partial record ScriptFacts(
    string Token,
    IReadOnlySet<string> SecretInputs,
    IReadOnlySet<string> JsonInputs,
    IReadOnlyDictionary<string, string> Defaults,
    IReadOnlyList<string> AliasTypes,
    IReadOnlyList<string> SecretOutputs)
{
    public static ScriptFacts Read(string path)
    {
        var text = File.ReadAllText(path);
        var token = PulumiType().Match(text) is { Success: true } type ? type.Groups[1].Value
            : Invoke().Match(text) is { Success: true } invoke ? invoke.Groups[1].Value
            : throw new GeneratorException($"{path} names no resource type and no function token.");
        return new ScriptFacts(
            token,
            SecretInput().Matches(text).Select(match => match.Groups[1].Value).ToHashSet(),
            JsonInput().Matches(text).Select(match => match.Groups[1].Value).ToHashSet(),
            DefaultInput().Matches(text).DistinctBy(match => match.Groups[1].Value)
                .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim()),
            [.. AliasOptions().Matches(text).SelectMany(match => AliasType().Matches(match.Value)).Select(match => match.Groups[1].Value)],
            [.. SecretOptions().Matches(text).SelectMany(match => Quoted().Matches(match.Groups[1].Value)).Select(match => match.Groups[1].Value)]);
    }

    [GeneratedRegex("__pulumiType = '([^']+)'")]
    private static partial Regex PulumiType();

    [GeneratedRegex("runtime\\.invoke\\(\"([^\"]+)\"")]
    private static partial Regex Invoke();

    [GeneratedRegex("resourceInputs\\[\"(\\w+)\"\\] = args\\?\\.\\w+ \\? pulumi\\.secret\\(")]
    private static partial Regex SecretInput();

    [GeneratedRegex("resourceInputs\\[\"(\\w+)\"\\] = pulumi\\.output\\(.*\\)\\.apply\\(JSON\\.stringify\\)")]
    private static partial Regex JsonInput();

    [GeneratedRegex("resourceInputs\\[\"(\\w+)\"\\] = (?:pulumi\\.output\\()?\\(args\\?\\.\\w+\\) \\?\\? (.+?)(?:\\)\\.apply\\(JSON\\.stringify\\))?;")]
    private static partial Regex DefaultInput();

    [GeneratedRegex("aliasOpts = \\{.*\\}")]
    private static partial Regex AliasOptions();

    [GeneratedRegex("type: \"([^\"]+)\"")]
    private static partial Regex AliasType();

    [GeneratedRegex("additionalSecretOutputs: \\[(.*)\\]")]
    private static partial Regex SecretOptions();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
