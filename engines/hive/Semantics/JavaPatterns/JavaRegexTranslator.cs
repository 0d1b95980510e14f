using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Semantics.JavaPatterns;

/// <summary>
/// Rewrites a java.util.regex pattern for .NET (https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html): ASCII
/// classes, line ends, quotations, possessive quantifiers, unions and intersections of classes. What has no equal is refused.
/// </summary>
internal sealed class JavaRegexTranslator
{
    private const string LineEnds = "\\n\\r\\u0085\\u2028\\u2029";
    private const string Pair = "[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]";

    private readonly string _pattern;
    private readonly bool _wide;
    private readonly StringBuilder _output = new();
    private readonly Stack<(int Start, bool DotAll, bool Multiline)> _groups = new();
    private int _at;
    private int _atom = -1;
    private bool _dotAll;
    private bool _multiline;

    private JavaRegexTranslator(string pattern, bool wide)
    {
        _pattern = pattern;
        _wide = wide;
    }

    /// <summary>The .NET pattern; with <paramref name="wide"/> a surrogate pair counts as one character.</summary>
    internal static string Translate(string pattern, bool wide) => new JavaRegexTranslator(pattern, wide).Run();

    private string Run()
    {
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at];
            switch (c)
            {
                case '\\':
                    Escape();
                    break;
                case '[':
                    Atom(JavaRegexClass.Read(_pattern, ref _at).ToPattern(_wide));
                    break;
                case '.':
                    _at++;
                    var any = _dotAll ? "[\\s\\S]" : $"[^{LineEnds}]";
                    Atom(_wide ? $"(?:{Pair}|{any})" : any);
                    break;
                case '^':
                    _at++;
                    Atom(_multiline ? "(?:\\A|(?<=\\n|\\r(?!\\n)|[\\u0085\\u2028\\u2029])(?!\\z))" : "\\A");
                    break;
                case '$':
                    _at++;
                    Atom(_multiline ? "(?=\\r\\n|(?<!\\r)\\n|[\\r\\u0085\\u2028\\u2029]|\\z)" : EndOfInput);
                    break;
                case '(':
                    Open();
                    break;
                case '|':
                    _at++;
                    _output.Append('|');
                    _atom = -1;
                    break;
                case ')':
                    Close();
                    break;
                case '*' or '+' or '?':
                    _at++;
                    Quantify(c.ToString());
                    break;
                case '{':
                    Quantify(Braces());
                    break;
                default:
                    Literal();
                    break;
            }
        }
        if (_groups.Count > 0)
            throw Refuse("Unclosed group");
        return _output.ToString();
    }

    // At the end, or before a line end that is the last thing.
    private static string EndOfInput => "(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\u0085\\u2028\\u2029])?\\z)";

    private void Atom(string text)
    {
        _atom = _output.Length;
        _output.Append(text);
    }

    private void Literal()
    {
        if (char.IsHighSurrogate(_pattern[_at]) && _at + 1 < _pattern.Length)
        {
            Atom($"(?:{_pattern.Substring(_at, 2)})");
            _at += 2;
            return;
        }
        // .NET takes white space and # as they are, for its own flag x is never set.
        Atom(Quote(_pattern[_at++]));
    }

    private void Open()
    {
        var outer = (_output.Length, _dotAll, _multiline);
        if (!_pattern.AsSpan(_at).StartsWith("(?"))
        {
            _at++;
            _output.Append('(');
            _groups.Push(outer);
            _atom = -1;
            return;
        }
        foreach (var start in new[] { "(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!" })
        {
            if (string.CompareOrdinal(_pattern, _at, start, 0, start.Length) == 0)
            {
                _at += start.Length;
                _output.Append(start);
                _groups.Push(outer);
                _atom = -1;
                return;
            }
        }
        if (string.CompareOrdinal(_pattern, _at, "(?<", 0, 3) == 0)
        {
            var close = _pattern.IndexOf('>', _at);
            if (close < 0)
                throw Refuse("Unclosed group name");
            _output.Append(_pattern, _at, close + 1 - _at);
            _at = close + 1;
            _groups.Push(outer);
            _atom = -1;
            return;
        }
        Flags(outer);
    }

    private void Flags((int Start, bool DotAll, bool Multiline) outer)
    {
        var kept = new StringBuilder();
        var on = true;
        for (_at += 2; _at < _pattern.Length; _at++)
        {
            var c = _pattern[_at];
            switch (c)
            {
                case 'i':
                    kept.Append('i');
                    break;
                case '-':
                    on = false;
                    kept.Append('-');
                    break;
                case 's':
                    _dotAll = on;
                    break;
                case 'm':
                    _multiline = on;
                    break;
                case 'u':
                    break;
                case ')' or ':':
                    _at++;
                    var flags = kept.ToString().TrimEnd('-');
                    _output.Append(c == ')' ? flags.Length == 0 ? "" : $"(?{flags})" : $"(?{flags}:");
                    if (c == ':')
                        _groups.Push(outer);
                    _atom = -1;
                    return;
                default:
                    throw Refuse($"The flag '{c}' has no equal here");
            }
        }
        throw Refuse("Unknown inline modifier");
    }

    private void Close()
    {
        if (_groups.Count == 0)
            throw Refuse("Unmatched closing ')'");
        (_atom, _dotAll, _multiline) = _groups.Pop();
        _output.Append(')');
        _at++;
    }

    private void Quantify(string quantifier)
    {
        if (_atom < 0)
            throw Refuse($"Dangling meta character '{quantifier[0]}'");
        if (_at < _pattern.Length && _pattern[_at] == '+')
        {
            // X*+ never gives back what it took: an atomic group.
            _at++;
            _output.Insert(_atom, "(?>").Append(quantifier).Append(')');
        }
        else
        {
            _output.Append(quantifier);
            if (_at < _pattern.Length && _pattern[_at] == '?')
            {
                _at++;
                _output.Append('?');
            }
        }
        _atom = -1;
    }

    private string Braces()
    {
        var close = _pattern.IndexOf('}', _at);
        var inside = close < 0 ? "" : _pattern[(_at + 1)..close];
        var parts = inside.Split(',');
        if (parts.Length > 2 || parts[0].Length == 0 || !parts.All(part => part.All(char.IsAsciiDigit)))
            throw Refuse("Illegal repetition");
        _at = close + 1;
        return $"{{{inside}}}";
    }

    private void Escape()
    {
        if (_at + 1 >= _pattern.Length)
            throw Refuse("Unexpected internal error: a backslash at the end");
        var c = _pattern[_at + 1];
        if (c == 'Q')
        {
            var end = _pattern.IndexOf("\\E", _at + 2, StringComparison.Ordinal);
            var quoted = end < 0 ? _pattern[(_at + 2)..] : _pattern[(_at + 2)..end];
            foreach (var q in quoted)
                Atom(Quote(q));
            _at = end < 0 ? _pattern.Length : end + 2;
            return;
        }
        if (char.IsAsciiDigit(c) && c != '0')
        {
            _at += 2;
            Atom($"\\{c}");
            return;
        }
        switch (c)
        {
            case 'b' or 'B' or 'A' or 'G' or 'z':
                _at += 2;
                Atom($"\\{c}");
                return;
            case 'Z':
                _at += 2;
                Atom(EndOfInput);
                return;
            case 'R':
                _at += 2;
                Atom("(?:\\r\\n|[\\n\\x0B\\f\\r\\u0085\\u2028\\u2029])");
                return;
            case 'k':
                var close = _pattern.IndexOf('>', _at);
                if (close < 0)
                    throw Refuse("Unclosed group name");
                Atom(_pattern[_at..(close + 1)]);
                _at = close + 1;
                return;
        }
        var set = JavaRegexClass.Escape(_pattern, ref _at, out var codePoint);
        Atom(codePoint is >= 0 and <= 0xFFFF ? Quote((char)codePoint)
            : codePoint > 0xFFFF ? $"(?:{char.ConvertFromUtf32(codePoint)})"
            : set.ToPattern(_wide));
    }

    private static string Quote(char c) => "\\*+?{[()^$.#|".Contains(c, StringComparison.Ordinal) ? $"\\{c}"
        : c < ' ' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : c.ToString();

    private FormatException Refuse(string reason) => new($"PatternSyntaxException: {reason} near index {_at} of '{_pattern}'");
}
