using System.Collections.Concurrent;
using System.Globalization;
using static System.Globalization.UnicodeCategory;

namespace Nonolive.Hive.Semantics.JavaPatterns;

/// <summary>Reads Java's character classes and escapes as sets of code points.</summary>
internal static class JavaRegexClass
{
    private static readonly CodePointSet Digits = CodePointSet.Of(('0', '9'));
    private static readonly CodePointSet Word = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));
    private static readonly CodePointSet Space = CodePointSet.OfChars(" \t\n\v\f\r");
    private static readonly CodePointSet Vertical = CodePointSet.OfChars("\n\v\f\r\u0085\u2028\u2029");
    private static readonly CodePointSet Horizontal = CodePointSet.OfChars(" \t\u00A0\u1680\u180e\u202f\u205f\u3000").Union(CodePointSet.Of((0x2000, 0x200A)));

    private static readonly ConcurrentDictionary<string, CodePointSet> Properties = new(StringComparer.Ordinal);

    /// <summary>Reads from an opening bracket to behind its closing one.</summary>
    internal static CodePointSet Read(string pattern, ref int at)
    {
        var start = at++;
        var negated = at < pattern.Length && pattern[at] == '^';
        if (negated)
            at++;
        var set = CodePointSet.Empty;
        CodePointSet? intersected = null;
        var first = true;
        var nested = false;
        while (true)
        {
            if (at >= pattern.Length)
                throw Refuse(pattern, start, "Unclosed character class");
            var c = pattern[at];
            if (c == ']' && !first)
            {
                at++;
                break;
            }
            if (c == '[')
            {
                set = set.Union(Read(pattern, ref at));
                nested = true;
            }
            else if (c == '&' && at + 1 < pattern.Length && pattern[at + 1] == '&')
            {
                // Java gives an operand that is missing a meaning of its own.
                if (first || at + 2 >= pattern.Length || pattern[at + 2] == ']')
                    throw Refuse(pattern, at, "An intersection that lacks a side is not supported");
                at += 2;
                intersected = intersected is null ? set : intersected.Intersect(set);
                set = CodePointSet.Empty;
            }
            else
            {
                set = set.Union(Item(pattern, ref at));
            }
            first = false;
        }
        // Java 8 negates only what stands before a nested class or an intersection, Java 9 the whole; EMR releases run on either.
        if (negated && (nested || intersected is not null))
            throw Refuse(pattern, start, "A negated class with a class or an intersection inside is not supported");
        if (intersected is not null)
            set = intersected.Intersect(set);
        return negated ? set.Not() : set;
    }

    /// <summary>Reads an escape that stands for characters.</summary>
    internal static CodePointSet Escape(string pattern, ref int at, out int codePoint)
    {
        codePoint = -1;
        if (at + 1 >= pattern.Length)
            throw Refuse(pattern, at, "A backslash at the end");
        var c = pattern[at + 1];
        at += 2;
        switch (c)
        {
            case 'd': return Digits;
            case 'D': return Digits.Not();
            case 'w': return Word;
            case 'W': return Word.Not();
            case 's': return Space;
            case 'S': return Space.Not();
            case 'v': return Vertical;
            case 'V': return Vertical.Not();
            case 'h': return Horizontal;
            case 'H': return Horizontal.Not();
            case 'p': return Property(pattern, ref at);
            case 'P': return Property(pattern, ref at).Not();
            case 't': codePoint = '\t'; break;
            case 'n': codePoint = '\n'; break;
            case 'r': codePoint = '\r'; break;
            case 'f': codePoint = '\f'; break;
            case 'a': codePoint = '\a'; break;
            case 'e': codePoint = 0x1B; break;
            case 'u': codePoint = Hexadecimal(pattern, ref at, 4); break;
            case 'x' when at < pattern.Length && pattern[at] == '{':
                var close = pattern.IndexOf('}', at);
                if (close < 0 || !int.TryParse(pattern.AsSpan(at + 1, close - at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out codePoint))
                    throw Refuse(pattern, at, "Unclosed hexadecimal escape sequence");
                at = close + 1;
                break;
            case 'x': codePoint = Hexadecimal(pattern, ref at, 2); break;
            case '0': codePoint = Octal(pattern, ref at); break;
            case 'c' when at < pattern.Length: codePoint = pattern[at++] ^ 64; break;
            default:
                if (char.IsAsciiLetterOrDigit(c))
                    throw Refuse(pattern, at - 1, $"Illegal or unsupported escape sequence '\\{c}'");
                codePoint = c;
                break;
        }
        return CodePointSet.Of((codePoint, codePoint));
    }

    // A character, an escape, or a range of characters.
    private static CodePointSet Item(string pattern, ref int at)
    {
        var set = One(pattern, ref at, out var from);
        if (from < 0 || at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] is ']' or '[')
            return set;
        if (pattern[at + 1] == '&' && at + 2 < pattern.Length && pattern[at + 2] == '&')
            return set;
        at++;
        One(pattern, ref at, out var to);
        if (to < from)
            throw Refuse(pattern, at, "Illegal character range");
        return CodePointSet.Of((from, to));
    }

    private static CodePointSet One(string pattern, ref int at, out int codePoint)
    {
        if (pattern[at] == '\\')
        {
            if (at + 1 < pattern.Length && pattern[at + 1] == 'Q')
                throw Refuse(pattern, at, "A quotation in a character class is not supported");
            return Escape(pattern, ref at, out codePoint);
        }
        codePoint = char.IsHighSurrogate(pattern[at]) && at + 1 < pattern.Length ? char.ConvertToUtf32(pattern, at) : pattern[at];
        at += codePoint > 0xFFFF ? 2 : 1;
        return CodePointSet.Of((codePoint, codePoint));
    }

    private static CodePointSet Property(string pattern, ref int at)
    {
        var name = at < pattern.Length ? pattern[at].ToString() : "";
        if (name == "{")
        {
            var close = pattern.IndexOf('}', at);
            if (close < 0)
                throw Refuse(pattern, at, "Unclosed character family");
            name = pattern[(at + 1)..close];
            at = close;
        }
        at++;
        var where = at;
        return Properties.GetOrAdd(name, known => Named(known) ?? throw Refuse(pattern, where, $"Unknown or unsupported character property '{known}'"));
    }

    private static CodePointSet? Named(string name) => name switch
    {
        "Lower" => CodePointSet.Of(('a', 'z')),
        "Upper" => CodePointSet.Of(('A', 'Z')),
        "ASCII" => CodePointSet.Of((0, 0x7F)),
        "Alpha" => CodePointSet.Of(('A', 'Z'), ('a', 'z')),
        "Digit" => Digits,
        "Alnum" => CodePointSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        "Punct" => CodePointSet.Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        "Graph" => CodePointSet.Of(('!', '~')),
        "Print" => CodePointSet.Of((' ', '~')),
        "Blank" => CodePointSet.OfChars(" \t"),
        "Cntrl" => CodePointSet.Of((0, 0x1F), (0x7F, 0x7F)),
        "XDigit" => CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
        "Space" => Space,
        "IsAlphabetic" => CodePointSet.OfCategories(UppercaseLetter, LowercaseLetter, TitlecaseLetter, ModifierLetter, OtherLetter, LetterNumber),
        "IsDigit" => CodePointSet.OfCategories(DecimalDigitNumber),
        "IsPunctuation" => Category("P"),
        "IsUppercase" or "javaUpperCase" => Category("Lu"),
        "IsLowercase" or "javaLowerCase" => Category("Ll"),
        "IsHan" or "script=Han" or "sc=Han" => CodePointSet.Of(
            (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B),
            (0x3400, 0x4DB5), (0x4E00, 0x9FCC), (0xF900, 0xFA6D), (0xFA70, 0xFAD9), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2F800, 0x2FA1D)),
        "InCJKUnifiedIdeographs" or "InCJK_UNIFIED_IDEOGRAPHS" => CodePointSet.Of((0x4E00, 0x9FFF)),
        _ => Category(name.StartsWith("Is", StringComparison.Ordinal) ? name[2..] : name),
    };

    private static CodePointSet? Category(string name) => name switch
    {
        "L" => CodePointSet.OfCategories(UppercaseLetter, LowercaseLetter, TitlecaseLetter, ModifierLetter, OtherLetter),
        "M" => CodePointSet.OfCategories(NonSpacingMark, SpacingCombiningMark, EnclosingMark),
        "N" => CodePointSet.OfCategories(DecimalDigitNumber, LetterNumber, OtherNumber),
        "P" => CodePointSet.OfCategories(
            ConnectorPunctuation, DashPunctuation, OpenPunctuation, ClosePunctuation, InitialQuotePunctuation, FinalQuotePunctuation, OtherPunctuation),
        "S" => CodePointSet.OfCategories(MathSymbol, CurrencySymbol, ModifierSymbol, OtherSymbol),
        "Z" => CodePointSet.OfCategories(SpaceSeparator, LineSeparator, ParagraphSeparator),
        "C" => CodePointSet.OfCategories(Control, Format, Surrogate, PrivateUse, OtherNotAssigned),
        "Lu" => CodePointSet.OfCategories(UppercaseLetter),
        "Ll" => CodePointSet.OfCategories(LowercaseLetter),
        "Lt" => CodePointSet.OfCategories(TitlecaseLetter),
        "Lm" => CodePointSet.OfCategories(ModifierLetter),
        "Lo" => CodePointSet.OfCategories(OtherLetter),
        "Nd" => CodePointSet.OfCategories(DecimalDigitNumber),
        "Nl" => CodePointSet.OfCategories(LetterNumber),
        "No" => CodePointSet.OfCategories(OtherNumber),
        "Sc" => CodePointSet.OfCategories(CurrencySymbol),
        "Zs" => CodePointSet.OfCategories(SpaceSeparator),
        "Cc" => CodePointSet.OfCategories(Control),
        "Mn" => CodePointSet.OfCategories(NonSpacingMark),
        _ => null,
    };

    private static int Hexadecimal(string pattern, ref int at, int digits)
    {
        if (at + digits > pattern.Length || !int.TryParse(pattern.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw Refuse(pattern, at, "Illegal hexadecimal escape sequence");
        at += digits;
        return value;
    }

    private static int Octal(string pattern, ref int at)
    {
        var value = 0;
        var digits = 0;
        while (at < pattern.Length && digits < 3 && pattern[at] is >= '0' and <= '7' && value * 8 + (pattern[at] - '0') <= 0xFF)
        {
            value = value * 8 + (pattern[at++] - '0');
            digits++;
        }
        return digits > 0 ? value : throw Refuse(pattern, at, "Illegal octal escape sequence");
    }

    private static FormatException Refuse(string pattern, int at, string reason) => new($"PatternSyntaxException: {reason} near index {at} of '{pattern}'");
}
