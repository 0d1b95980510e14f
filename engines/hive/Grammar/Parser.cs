using Nonolive.Hive.Session;

namespace Nonolive.Hive.Grammar;

/// <summary>
/// A recursive-descent parser of HiveQL 3.1; the rules follow HiveParser.g, FromClauseParser.g, SelectClauseParser.g and
/// IdentifiersParser.g. This part reads tokens; the others hold the rules.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _next;

    private Parser(string text)
    {
        _text = text;
        _tokens = Lexer.Read(text);
    }

    private Token Current => _tokens[_next];

    /// <summary>Parses one statement, without a semicolon.</summary>
    public static Statement Parse(string text)
    {
        var parser = new Parser(text);
        var statement = parser.ReadStatement();
        if (parser.Current.Kind != TokenKind.End)
            throw parser.Unexpected("the end of the statement");
        return statement;
    }

    /// <summary>Parses a query, as a view keeps it.</summary>
    public static Query ParseQuery(string text)
    {
        var parser = new Parser(text);
        var query = parser.ReadQuery();
        if (parser.Current.Kind != TokenKind.End)
            throw parser.Unexpected("the end of the query");
        return query;
    }

    private Token Peek(int ahead = 1) => _tokens[Math.Min(_next + ahead, _tokens.Count - 1)];

    private Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            _next++;
        return token;
    }

    private bool At(string word) => Current.Is(word);

    private bool At(string first, string second) => Current.Is(first) && Peek().Is(second);

    private bool AtSymbol(string symbol) => Current.IsSymbol(symbol);

    private bool TryWord(string word)
    {
        if (!Current.Is(word))
            return false;
        _next++;
        return true;
    }

    /// <summary>Takes all the words or none.</summary>
    private bool TryWords(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!Peek(i).Is(words[i]))
                return false;
        }
        _next += words.Length;
        return true;
    }

    private bool TrySymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol))
            return false;
        _next++;
        return true;
    }

    private void Expect(string word)
    {
        if (!TryWord(word))
            throw Unexpected(word.ToUpperInvariant());
    }

    private void ExpectSymbol(string symbol)
    {
        if (!TrySymbol(symbol))
            throw Unexpected($"'{symbol}'");
    }

    private bool IfNotExists() => TryWords("if", "not", "exists");

    private bool IfExists() => TryWords("if", "exists");

    /// <summary>A name in lower case, as Hive keeps all names.</summary>
    private string Name(string what = "a name")
    {
        if (!IsName(Current))
            throw Unexpected(what);
        return Take().Text.ToLowerInvariant();
    }

    private static bool IsName(Token token) => token.Kind == TokenKind.Quoted
        || (token.Kind == TokenKind.Word && !Keywords.Reserved.Contains(token.Text));

    private string Text(string what = "a string in quotes")
    {
        if (Current.Kind != TokenKind.Text)
            throw Unexpected(what);
        return Take().Text;
    }

    private int Integer(string what)
    {
        if (Current.Kind == TokenKind.Number && int.TryParse(Current.Text, out var number))
        {
            Take();
            return number;
        }
        throw Unexpected(what);
    }

    private List<T> List<T>(Func<T> item)
    {
        var items = new List<T> { item() };
        while (TrySymbol(","))
            items.Add(item());
        return items;
    }

    private List<T> Parenthesised<T>(Func<T> item)
    {
        ExpectSymbol("(");
        var items = List(item);
        ExpectSymbol(")");
        return items;
    }

    private TableName ReadTableName()
    {
        var at = Current.At;
        var first = Name("a table name");
        return TrySymbol(".") ? new TableName(at, first, Name("a table name")) : new TableName(at, null, first);
    }

    private string TextSince(int start) => _text[start.._tokens[_next - 1].Until];

    private HiveFault Unexpected(string wanted)
    {
        var token = Current;
        var found = token.Kind == TokenKind.End ? "the end of the statement" : $"'{_text[token.At..token.Until]}'";
        var reserved = token.Kind == TokenKind.Word && Keywords.Reserved.Contains(token.Text) && wanted.Contains("name", StringComparison.Ordinal)
            ? $"'{token.Text}' is a reserved word; put it in backticks to use it as a name." : null;
        return HiveFault.Parse($"{found} stands where {wanted} is expected.", token.At, reserved);
    }

    private HiveFault Refuse(string what) => HiveFault.Refused(what, Current.At);
}
