using System.Text.RegularExpressions;

namespace Nonolive.Infra.Settings;

/// <summary>What a setting's text must be; the names are those of Pulumi.yaml's schema.</summary>
public enum SettingKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A list of texts.</summary>
    Array,
}

/// <summary>One setting of a stack as the schema declares it.</summary>
/// <param name="Name">The key without its namespace.</param>
/// <param name="Kind">What the text must be.</param>
/// <param name="Default">What holds where it is not set; null where it must be set.</param>
/// <param name="Example">A value that is right, for messages.</param>
public sealed partial record SettingKey(string Name, SettingKind Kind, string? Default, string Example)
{
    /// <value>The pattern that each text must match as a whole; none by default.</value>
    public Regex? Pattern { get; init; }

    /// <value>What the pattern means, in words; empty by default.</value>
    public string Meaning { get; init; } = "";

    /// <value>The texts that are allowed; any by default.</value>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <value>The least number.</value>
    public long Minimum { get; init; } = long.MinValue;

    /// <value>The greatest number.</value>
    public long Maximum { get; init; } = long.MaxValue;

    /// <value>Whether the value may only be stored encrypted; false by default.</value>
    public bool Secret { get; init; }

    /// <value>Whether an empty text or list is an answer ("none"); false by default.</value>
    public bool MayBeEmpty { get; init; }

    /// <value>Whose setting it is; this project's by default.</value>
    public string Namespace { get; init; } = SettingsSchema.Project;

    /// <summary>The key with its namespace.</summary>
    public string FullName => $"{Namespace}:{Name}";

    /// <summary>The command that sets it to the example.</summary>
    public string Remedy => Kind == SettingKind.Array
        ? $"pulumi config set --path '{FullName}[0]' {Shell(Example)}"
        : $"pulumi config set {(Secret ? "--secret " : "")}{FullName} {Shell(Example)}";

    internal static string Shell(string text) => Plain().IsMatch(text) ? text : "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"^[A-Za-z0-9_:./@%+=-]+$")]
    private static partial Regex Plain();
}
