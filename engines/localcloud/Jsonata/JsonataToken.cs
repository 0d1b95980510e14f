namespace Nonolive.LocalCloud.Jsonata;

internal enum TokenKind
{
    Operator,
    Name,
    Variable,
    Text,
    Number,
    Regex,
    End,
}

/// <summary>One token: operators by their own text, names and strings decoded.</summary>
internal readonly record struct JsonataToken(TokenKind Kind, string Text, int Position, bool Quoted = false)
{
    public bool Is(string op) => Kind == TokenKind.Operator && Text == op;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
