namespace Nonolive.PulumiSdk.Generator.Typings;

internal readonly record struct Token(string Text, string? Doc, int Line)
{
    public bool IsName => Text.Length > 0 && (char.IsLetter(Text[0]) || Text[0] is '_' or '$');
}

/// <summary>Splits TypeScript declarations into names, strings, numbers and punctuation; comments are kept with the token after them.</summary>
internal static class Tokens
{
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        string? doc = null;
        for (int i = 0, line = 1; i < text.Length;)
        {
            var c = text[i];
            if (c == '\n')
                line++;
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }
            var start = i;
            if (Starts(text, i, "/*"))
            {
                i = text.IndexOf("*/", i, StringComparison.Ordinal) + 2;
                doc = text[start..i];
                line += doc.Count(x => x == '\n');
                continue;
            }
            if (Starts(text, i, "//"))
            {
                while (i < text.Length && text[i] != '\n')
                    i++;
                continue;
            }
            if (c is '"' or '\'')
            {
                for (i++; text[i] != c; i++)
                {
                    if (text[i] == '\\')
                        i++;
                }
                i++;
            }
            else if (IsNamePart(c))
            {
                while (i < text.Length && (IsNamePart(text[i]) || text[i] == '.' && i + 1 < text.Length && IsNamePart(text[i + 1])))
                    i++;
            }
            else
            {
                i += Starts(text, i, "=>") ? 2 : 1;
            }
            tokens.Add(new Token(text[start..i], doc, line));
            doc = null;
        }
        return tokens;
    }

    private static bool Starts(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
