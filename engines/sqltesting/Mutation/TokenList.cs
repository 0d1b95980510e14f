using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;

namespace Nonolive.SqlTesting.Mutation;

/// <summary>A statement's tokens with what the rules ask of them: matching parentheses, lists, clauses.</summary>
internal sealed class TokenList
{
    private static readonly string[] ClauseEnds =
        ["where", "group", "having", "order", "sort", "distribute", "cluster", "union", "intersect", "except", "limit", "window", "lateral", "insert", "left", "right", "full", "inner", "cross", "join"];

    private readonly List<Token> _tokens;
    private readonly int[] _match;

    public TokenList(RawStatement statement)
    {
        Offset = statement.At;
        Text = statement.Text;
        _tokens = Lexer.Read(statement.Text);
        _match = new int[_tokens.Count];
        var open = new Stack<int>();
        for (var at = 0; at < _tokens.Count; at++)
        {
            _match[at] = -1;
            if (_tokens[at].IsSymbol("(") || _tokens[at].IsSymbol("["))
            {
                open.Push(at);
            }
            else if ((_tokens[at].IsSymbol(")") || _tokens[at].IsSymbol("]")) && open.TryPop(out var start))
            {
                _match[start] = at;
                _match[at] = start;
            }
        }
    }

    /// <summary>The statement's offset in the script.</summary>
    public int Offset { get; }

    public string Text { get; }

    public int Count => _tokens.Count;

    public Token this[int at] => at >= 0 && at < _tokens.Count ? _tokens[at] : new Token(TokenKind.End, "", 0, 0);

    public int Close(int open) => _match[open];

    /// <summary>The token after <paramref name="at"/> on the same level: a parenthesis counts with all that is in it.</summary>
    public int Next(int at) => (_tokens[at].IsSymbol("(") || _tokens[at].IsSymbol("[")) && _match[at] > at ? _match[at] + 1 : at + 1;

    /// <summary>The first token from <paramref name="start"/> on, on that level, where a clause ends.</summary>
    public int ClauseEnd(int start)
    {
        var at = start;
        while (at < Count && _tokens[at].Kind != TokenKind.End && !_tokens[at].IsSymbol(")") && !EndsClause(at))
            at = Next(at);
        return at;
    }

    /// <summary>Parts of a range separated by a token on its level, as ranges of tokens.</summary>
    public List<(int Start, int End)> Split(int start, int end, Func<int, bool> separates)
    {
        var parts = new List<(int, int)>();
        var from = start;
        for (var at = start; at < end; at = Next(at))
        {
            if (!separates(at))
                continue;
            parts.Add((from, at));
            from = at + 1;
        }
        parts.Add((from, end));
        return parts;
    }

    /// <summary>The text of a range of tokens.</summary>
    public string Of(int start, int end) => start >= end ? "" : Text[_tokens[start].At.._tokens[end - 1].Until];

    /// <summary>Whether a value ends with this token, so that a sign after it has two sides.</summary>
    public bool EndsValue(int at) => this[at] switch
    {
        { Kind: TokenKind.Number or TokenKind.Text or TokenKind.Quoted } => true,
        { Kind: TokenKind.Symbol, Text: ")" or "]" } => true,
        { Kind: TokenKind.Word } word => !Words.IsKeyword(word.Text),
        _ => false,
    };

    // left(x, 3) is a function, left join a clause.
    private bool EndsClause(int at) => ClauseEnds.Any(_tokens[at].Is) && !(_tokens[at].Is("left") | _tokens[at].Is("right") && this[at + 1].IsSymbol("("));
}
