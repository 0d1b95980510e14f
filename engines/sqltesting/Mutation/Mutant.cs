using System.Text.RegularExpressions;

namespace Nonolive.SqlTesting.Mutation;

/// <summary>One small change of a script: the text from <paramref name="Start"/> to <paramref name="End"/> becomes another.</summary>
/// <param name="Kind">What sort of change it is, as reports name it.</param>
/// <param name="Start">Where the changed text begins in the script.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Replacement">What stands there instead.</param>
internal sealed partial record Mutant(string Kind, int Start, int End, string Replacement)
{
    /// <summary>The script with the change.</summary>
    public string Apply(string script) => string.Concat(script.AsSpan(0, Start), Replacement, script.AsSpan(End));

    /// <summary>Line and column, both from 1.</summary>
    public (int Line, int Column) Place(string script)
    {
        var before = script.AsSpan(0, Start);
        return (before.Count('\n') + 1, Start - before.LastIndexOf('\n'));
    }

    /// <summary>The lines that the change touches, before and after, with single spaces: how people and lists know it.</summary>
    public (string Was, string Becomes) Lines(string script)
    {
        var from = script.LastIndexOf('\n', Math.Max(0, Start - 1)) + 1;
        var to = script.IndexOf('\n', End) is >= 0 and var end ? end : script.Length;
        return (Collapse(script[from..to]), Collapse(script[from..Start] + Replacement + script[End..to]));
    }

    private static string Collapse(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
