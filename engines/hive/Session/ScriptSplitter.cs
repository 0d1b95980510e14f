namespace Nonolive.Hive.Session;

/// <summary>A statement as written; <paramref name="At"/> is the offset of its first character in the script.</summary>
internal readonly record struct RawStatement(string Text, int At);

/// <summary>Cuts a script at semicolons outside of strings, backticks and comments.</summary>
internal static class ScriptSplitter
{
    public static IEnumerable<RawStatement> Split(string script)
    {
        var start = 0;
        var at = 0;
        while (at < script.Length)
        {
            if (script[at] == ';')
            {
                if (Trimmed(script, start, at) is { } statement)
                    yield return statement;
                start = ++at;
            }
            else
            {
                at = Next(script, at);
            }
        }
        if (Trimmed(script, start, script.Length) is { } last)
            yield return last;
    }

    private static int Next(string script, int at)
    {
        switch (script[at])
        {
            case '\'' or '"' or '`':
                var quote = script[at];
                for (at++; at < script.Length && script[at] != quote; at++)
                {
                    if (script[at] == '\\' && quote != '`')
                        at++;
                }
                return Math.Min(at + 1, script.Length);
            case '-' when string.CompareOrdinal(script, at, "--", 0, 2) == 0:
                return script.IndexOf('\n', at) is >= 0 and var line ? line : script.Length;
            case '/' when string.CompareOrdinal(script, at, "/*", 0, 2) == 0:
                return script.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : script.Length;
            default:
                return at + 1;
        }
    }

    /// <summary>The statement without the blanks and comments around it, or null where nothing else is there.</summary>
    private static RawStatement? Trimmed(string script, int start, int end)
    {
        while (start < end)
        {
            var next = char.IsWhiteSpace(script[start]) || script[start] == '\uFEFF' ? start + 1
                : script[start] is '-' or '/' ? Next(script, start) : start;
            if (next == start || (script[start] is '-' or '/' && next == start + 1))
                break;
            start = Math.Min(next, end);
        }
        var text = script[start..end].TrimEnd();
        return text.Length == 0 ? null : new RawStatement(text, start);
    }
}
