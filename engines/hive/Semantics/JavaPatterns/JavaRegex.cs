using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Nonolive.Hive.Semantics.JavaPatterns;

/// <summary>java.util.regex on .NET's engine: patterns are rewritten where the two differ, and refused where they cannot agree.</summary>
internal sealed partial class JavaRegex
{
    private const int MostKept = 1_000;
    private static readonly ConcurrentDictionary<string, JavaRegex> Known = new(StringComparer.Ordinal);

    private readonly string _pattern;
    private readonly UsedRegex _plain;
    private readonly UsedRegex _test;
    private Regex? _wide;

    private JavaRegex(string pattern)
    {
        _pattern = pattern;
        var translated = JavaRegexTranslator.Translate(pattern, wide: false);
        _plain = new UsedRegex(options => Make(translated, options));
        // Whether there is a match needs no groups to be kept, unless the pattern itself refers to one.
        _test = BackReference().IsMatch(translated) ? _plain : new UsedRegex(options => Make(translated, options | RegexOptions.ExplicitCapture));
        _plain.Get();
    }

    /// <summary>The pattern, made once.</summary>
    /// <exception cref="FormatException">Java does not know the syntax, or .NET cannot match alike.</exception>
    internal static JavaRegex Of(string pattern)
    {
        if (Known.TryGetValue(pattern, out var known))
            return known;
        if (Known.Count > MostKept)
            Known.Clear();
        return Known[pattern] = new JavaRegex(pattern);
    }

    internal bool Find(ReadOnlySpan<char> text) => (HasSurrogates(text) ? Wide() : _test.Get()).IsMatch(text);

    /// <summary>regexp_extract: the group of the first match, "" without one, null for a group that took no part.</summary>
    internal string? Extract(string text, int group)
    {
        var match = For(text).Match(text);
        if (!match.Success)
            return "";
        if (group < 0 || group >= match.Groups.Count)
            throw new FormatException($"IndexOutOfBoundsException: No group {group} in the pattern '{_pattern}'");
        return match.Groups[group].Success ? match.Groups[group].Value : null;
    }

    /// <summary>The groups of a match that begins where the text does, or null.</summary>
    internal GroupCollection? GroupsAtStart(string text)
    {
        var match = For(text).Match(text);
        return match.Success && match.Index == 0 ? match.Groups : null;
    }

    /// <summary>The group of the first match, or null.</summary>
    internal string? FirstGroup(string text, int group)
    {
        var match = For(text).Match(text);
        return match.Success && match.Groups[group].Success ? match.Groups[group].Value : null;
    }

    /// <summary>Every match replaced by Matcher.appendReplacement's rules: $n, ${name}, and a backslash that takes the next as it is.</summary>
    internal string Replace(string text, string replacement)
    {
        var regex = For(text);
        // A replacement is looked at only when there is something to replace, so a wrong one may go unnoticed.
        List<(string Literal, int Group)>? parts = null;
        return regex.Replace(text, match => JavaReplacement.Expand(parts ??= JavaReplacement.Parse(replacement, regex), match));
    }

    /// <summary>Pattern.split: with <paramref name="keepTrailing"/> as with limit -1, else trailing empty parts are dropped (limit 0).</summary>
    internal List<string> Split(string text, bool keepTrailing, int limit = -1)
    {
        var parts = new List<string>();
        var at = 0;
        foreach (var match in For(text).EnumerateMatches(text))
        {
            if (limit > 0 && parts.Count == limit - 1)
                break;
            // No empty part before a match of nothing at the very start.
            if (at == 0 && match.Index == 0 && match.Length == 0)
                continue;
            parts.Add(text[at..match.Index]);
            at = match.Index + match.Length;
        }
        if (at == 0 && parts.Count == 0)
            return [text];
        parts.Add(text[at..]);
        while (!keepTrailing && parts.Count > 0 && parts[^1].Length == 0)
            parts.RemoveAt(parts.Count - 1);
        return parts;
    }

    // Characters beyond the basic plane are one for Java's engine and two for .NET's, so texts that hold some get a pattern of their own.
    private Regex For(ReadOnlySpan<char> text) => HasSurrogates(text) ? Wide() : _plain.Get();

    private static bool HasSurrogates(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    private Regex Wide() => _wide ??= Make(JavaRegexTranslator.Translate(_pattern, wide: true), RegexOptions.None);

    [GeneratedRegex(@"\\([1-9]|k)|\(\?\(")]
    private static partial Regex BackReference();

    private Regex Make(string translated, RegexOptions options)
    {
        try
        {
            return new Regex(translated, options | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"PatternSyntaxException: {e.Message} (pattern '{_pattern}')", e);
        }
    }
}

/// <summary>A pattern that is compiled when it has been used often; used by several threads.</summary>
internal sealed class UsedRegex(Func<RegexOptions, Regex> make)
{
    private const int CallsBeforeCompiling = 2_000;

    private Regex? _regex;
    private volatile bool _compiled;
    private int _calls;

    internal Regex Get()
    {
        if (_compiled)
            return _regex!;
        var calls = Interlocked.Increment(ref _calls);
        if (calls == CallsBeforeCompiling)
        {
            _regex = make(RegexOptions.Compiled);
            _compiled = true;
        }
        return _regex ??= make(RegexOptions.None);
    }
}

/// <summary>The replacement text of Matcher.appendReplacement.</summary>
internal static class JavaReplacement
{
    internal static List<(string Literal, int Group)> Parse(string replacement, Regex regex)
    {
        var parts = new List<(string Literal, int Group)>();
        var literal = new StringBuilder();
        var groups = regex.GetGroupNumbers();
        for (var i = 0; i < replacement.Length; i++)
        {
            var c = replacement[i];
            if (c == '\\')
            {
                if (++i == replacement.Length)
                    throw new FormatException("IllegalArgumentException: character to be escaped is missing");
                literal.Append(replacement[i]);
                continue;
            }
            if (c != '$')
            {
                literal.Append(c);
                continue;
            }
            parts.Add((literal.ToString(), Group(replacement, ref i, regex, groups.Length)));
            literal.Clear();
        }
        parts.Add((literal.ToString(), -1));
        return parts;
    }

    internal static string Expand(List<(string Literal, int Group)> parts, Match match)
    {
        var text = new StringBuilder();
        foreach (var (literal, group) in parts)
        {
            text.Append(literal);
            if (group >= 0)
                text.Append(match.Groups[group].ValueSpan);
        }
        return text.ToString();
    }

    private static int Group(string replacement, ref int at, Regex regex, int count)
    {
        at++;
        if (at < replacement.Length && replacement[at] == '{')
        {
            var close = replacement.IndexOf('}', at);
            var name = close < 0 ? "" : replacement[(at + 1)..close];
            var number = regex.GroupNumberFromName(name);
            if (number < 0 || name.Length == 0 || char.IsAsciiDigit(name[0]))
                throw new FormatException($"IllegalArgumentException: No group with name {{{name}}}");
            at = close;
            return number;
        }
        if (at >= replacement.Length || !char.IsAsciiDigit(replacement[at]))
            throw new FormatException("IllegalArgumentException: Illegal group reference");
        var group = replacement[at] - '0';
        if (group >= count)
            throw new FormatException($"IndexOutOfBoundsException: No group {group}");
        // Further digits belong to the number only as long as there is such a group.
        while (at + 1 < replacement.Length && char.IsAsciiDigit(replacement[at + 1]) && group * 10 + (replacement[at + 1] - '0') < count)
            group = group * 10 + (replacement[++at] - '0');
        return group;
    }
}
