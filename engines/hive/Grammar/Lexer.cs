using System.Text;
using Nonolive.Hive.Session;

namespace Nonolive.Hive.Grammar;

/// <summary>Cuts a statement into tokens by the rules of HiveLexer.g (3.1).</summary>
internal static class Lexer
{
    private static readonly string[] Symbols =
        ["<=>", "<>", "!=", "<=", ">=", "==", "||", "=", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "~", "(", ")", "[", "]", ",", ".", ":", ";", "{", "}", "?", "!", "$", "@"];

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            at = SkipBlanks(text, at);
            if (at >= text.Length)
                break;
            var token = Next(text, at);
            tokens.Add(token);
            at = token.Until;
        }
        tokens.Add(new Token(TokenKind.End, "<EOF>", text.Length, text.Length));
        return tokens;
    }

    /// <summary>Passes over white space and comments. Hints (<c>/*+ … */</c>) never change a result and are comments here.</summary>
    public static int SkipBlanks(string text, int at)
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == '\uFEFF')
                at++;
            else if (string.CompareOrdinal(text, at, "--", 0, 2) == 0)
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            else if (string.CompareOrdinal(text, at, "/*", 0, 2) == 0)
                at = text.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var end
                    ? end + 2
                    : throw HiveFault.Parse("The comment that begins here does not end.", at, "Close it with */.");
            else
                break;
        }
        return at;
    }

    private static Token Next(string text, int at)
    {
        var c = text[at];
        if (c is '\'' or '"')
            return StringLiteral(text, at);
        if (c == '`')
            return QuotedName(text, at);
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return Number(text, at);
        if (char.IsLetter(c) || c == '_')
        {
            var end = WordEnd(text, at);
            return new Token(TokenKind.Word, text[at..end], at, end);
        }
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0)
                return new Token(TokenKind.Symbol, symbol, at, at + symbol.Length);
        }
        throw HiveFault.Parse($"The character '{c}' (U+{(int)c:X4}) does not belong to HiveQL here.", at);
    }

    private static int WordEnd(string text, int at)
    {
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        return at;
    }

    private static Token Number(string text, int start)
    {
        var at = start;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        var whole = at;
        if (at < text.Length && text[at] == '.' && !(at + 1 < text.Length && char.IsLetter(text[at + 1]) && text[at + 1] is not ('e' or 'E')))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
        }
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var exponent = at + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-')
                exponent++;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                at = exponent;
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                    at++;
            }
        }
        // Suffixes: L bigint, S smallint, Y tinyint, BD decimal, D double. A name may begin with digits, as in 2nd_visit.
        var end = WordEnd(text, at);
        var suffix = text[at..end].ToUpperInvariant();
        if (suffix is "" or "L" or "S" or "Y" or "BD" or "D")
            return new Token(TokenKind.Number, text[start..end], start, end);
        if (at == whole || text.AsSpan(start, at - start).IndexOf('.') < 0)
            return new Token(TokenKind.Word, text[start..WordEnd(text, start)], start, WordEnd(text, start));
        throw HiveFault.Parse($"'{text[start..end]}' is no number.", start);
    }

    private static Token QuotedName(string text, int start)
    {
        var name = new StringBuilder();
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '`')
                name.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '`')
                name.Append(text[at++]);
            else
                return new Token(TokenKind.Quoted, name.ToString(), start, at + 1);
        }
        throw HiveFault.Parse("The name in backticks that begins here does not end.", start);
    }

    private static Token StringLiteral(string text, int start)
    {
        var quote = text[start];
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
                at++;
            else if (text[at] == quote)
                return new Token(TokenKind.Text, Unescape(text.AsSpan(start + 1, at - start - 1)), start, at + 1);
        }
        throw HiveFault.Parse("The string that begins here does not end.", start);
    }

    /// <summary>As BaseSemanticAnalyzer.unescapeSQLString: unknown escapes lose their backslash, \% and \_ keep it for LIKE.</summary>
    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\' || at + 1 >= raw.Length)
            {
                text.Append(raw[at]);
                continue;
            }
            var c = raw[++at];
            if (c == 'u' && at + 4 < raw.Length && TryHex(raw.Slice(at + 1, 4), out var code))
            {
                text.Append((char)code);
                at += 4;
            }
            else if (c is '0' or '1' && at + 2 < raw.Length && raw[at + 1] is >= '0' and <= '7' && raw[at + 2] is >= '0' and <= '7')
            {
                text.Append((char)(((c - '0') << 6) + ((raw[at + 1] - '0') << 3) + (raw[at + 2] - '0')));
                at += 2;
            }
            else
            {
                text.Append(c switch { '0' => "\0", 'b' => "\b", 'n' => "\n", 'r' => "\r", 't' => "\t", 'Z' => "\u001A", '%' => "\\%", '_' => "\\_", _ => c.ToString() });
            }
        }
        return text.ToString();
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out int code) =>
        int.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null, out code);
}
