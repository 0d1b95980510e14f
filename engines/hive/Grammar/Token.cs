namespace Nonolive.Hive.Grammar;

internal enum TokenKind
{
    /// <summary>A word that may be a keyword or a name.</summary>
    Word,

    /// <summary>A name in backticks.</summary>
    Quoted,

    /// <summary>A string literal; the text is unescaped.</summary>
    Text,

    /// <summary>A number with its suffix.</summary>
    Number,

    /// <summary>An operator or a punctuation mark.</summary>
    Symbol,

    /// <summary>The end of the statement.</summary>
    End,
}

/// <summary>One token of a statement; <paramref name="At"/> is its offset, <paramref name="Until"/> where it ends.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int At, int Until)
{
    public bool Is(string word) => Kind == TokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}
