using System.Globalization;
using System.Text;

namespace Nonolive.LocalCloud.Jsonata;

/// <summary>Cuts an expression into tokens.</summary>
internal sealed class JsonataLexer(string text)
{
    private static readonly string[] Operators =
        ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??", ".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":", "?", "+", "-", "*", "/", "%", "|", "=", "<", ">", "^", "&", "!", "~"];

    private int _at;

    // A slash divides after a value and opens a regular expression elsewhere.
    public List<JsonataToken> All()
    {
        var tokens = new List<JsonataToken>();
        do
        {
            var afterValue = tokens.Count > 0 && tokens[^1] is var last
                && (last.Kind is TokenKind.Number or TokenKind.Text or TokenKind.Variable or TokenKind.Regex
                    || (last.Kind == TokenKind.Name && last.Text is not ("and" or "or" or "in"))
                    || last.Is(")") || last.Is("]") || last.Is("}"));
            tokens.Add(Next(afterValue));
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private JsonataToken Next(bool afterValue)
    {
        SkipBlanks();
        var start = _at;
        if (_at >= text.Length)
            return new(TokenKind.End, "", start);
        var c = text[_at];
        if (c == '/' && !afterValue)
            return Regex();
        if (c is '"' or '\'')
            return new(TokenKind.Text, Quoted(c), start);
        if (c == '`')
            return BackQuoted();
        if (char.IsAsciiDigit(c))
            return Number();
        foreach (var op in Operators)
        {
            if (string.CompareOrdinal(text, _at, op, 0, op.Length) == 0)
            {
                _at += op.Length;
                return new(TokenKind.Operator, op, start);
            }
        }
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !Operators.Any(op => op[0] == text[_at]) && text[_at] is not ('"' or '\'' or '`'))
            _at++;
        var word = text[start.._at];
        return word[0] == '$' ? new(TokenKind.Variable, word[1..], start) : new(TokenKind.Name, word, start);
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
            else if (string.CompareOrdinal(text, _at, "/*", 0, 2) == 0)
            {
                var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0)
                    throw new JsonataException("this comment has no end", _at);
                _at = end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private JsonataToken Regex()
    {
        var start = _at++;
        var depth = 0;
        for (; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == '\\')
                _at++;
            else if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or ']' or '}')
                depth--;
            else if (c == '/' && depth == 0)
                break;
        }
        if (_at >= text.Length)
            throw new JsonataException("this regular expression has no end", start);
        var pattern = text[(start + 1).._at++];
        var flags = _at;
        while (_at < text.Length && text[_at] is 'i' or 'm')
            _at++;
        return pattern.Length == 0
            ? throw new JsonataException("an empty regular expression", start)
            : new(TokenKind.Regex, text[flags.._at] + "/" + pattern, start);
    }

    private JsonataToken BackQuoted()
    {
        var start = _at;
        var end = text.IndexOf('`', start + 1);
        if (end < 0)
            throw new JsonataException("this quoted name has no end", start);
        _at = end + 1;
        return new(TokenKind.Name, text[(start + 1)..end], start, Quoted: true);
    }

    private JsonataToken Number()
    {
        var start = _at;
        Digits();
        if (_at + 1 < text.Length && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            _at++;
            Digits();
        }
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-')
                _at++;
            Digits();
        }
        var number = text[start.._at];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new(TokenKind.Number, number, start)
            : throw new JsonataException($"'{number}' is not a number", start);
    }

    private void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
    }

    private string Quoted(char quote)
    {
        var start = _at++;
        var result = new StringBuilder();
        for (; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == quote)
            {
                _at++;
                return result.ToString();
            }
            result.Append(c == '\\' ? Escape() : c);
        }
        throw new JsonataException("this string has no end", start);
    }

    private char Escape()
    {
        if (++_at >= text.Length)
            throw new JsonataException("this string has no end", _at - 1);
        switch (text[_at])
        {
            case '"' or '\'' or '\\' or '/':
                return text[_at];
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 < text.Length && ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw new JsonataException($"'\\{text[_at]}' is no escape", _at - 1);
        }
    }
}
