using System.Globalization;
using System.Text.RegularExpressions;

namespace Nonolive.LocalCloud.Jsonata;

/// <summary>
/// A Pratt parser for the subset of JSONata that docs/local-cloud.md lists; what is outside of it is refused by name and
/// place. Binding powers are those of the language's operator table (https://docs.jsonata.org/overview).
/// </summary>
internal sealed class JsonataParser
{
    private readonly List<JsonataToken> _tokens;
    private int _at;

    private JsonataParser(string text) => _tokens = new JsonataLexer(text).All();

    private JsonataToken Token => _tokens[_at];

    public static JsonataNode Parse(string text)
    {
        var parser = new JsonataParser(text);
        var node = parser.Expression(0);
        return parser.Token.Kind == TokenKind.End ? node : throw new JsonataException($"unexpected {parser.Token}", parser.Token.Position);
    }

    private JsonataNode Expression(int power)
    {
        var left = Prefix(Advance());
        while (power < Power(Token))
            left = Infix(left, Advance());
        return left;
    }

    private static int Power(JsonataToken token) => token.Kind switch
    {
        TokenKind.Operator => token.Text switch
        {
            "[" or "(" or "@" or "#" => 80,
            "." => 75,
            "{" => 70,
            "*" or "/" or "%" => 60,
            "+" or "-" or "&" => 50,
            "=" or "!=" or "<" or "<=" or ">" or ">=" or "^" or "~>" or "??" => 40,
            ".." or "?" or "?:" => 20,
            ":=" => 10,
            _ => 0,
        },
        TokenKind.Name when !token.Quoted => token.Text switch { "in" => 40, "and" => 30, "or" => 25, _ => 0 },
        _ => 0,
    };

    private JsonataNode Prefix(JsonataToken token) => token.Kind switch
    {
        TokenKind.Number => new LiteralNode(double.Parse(token.Text, CultureInfo.InvariantCulture), token.Position),
        TokenKind.Text => new LiteralNode(token.Text, token.Position),
        TokenKind.Regex => RegexLiteral(token),
        TokenKind.Variable => new VariableNode(token.Text, token.Position),
        TokenKind.Name => Word(token),
        TokenKind.End => throw new JsonataException("the expression ends too early", token.Position),
        _ => PrefixOperator(token),
    };

    private JsonataNode Word(JsonataToken token) => token switch
    {
        { Quoted: false, Text: "true" } => new LiteralNode(true, token.Position),
        { Quoted: false, Text: "false" } => new LiteralNode(false, token.Position),
        { Quoted: false, Text: "null" } => new LiteralNode(null, token.Position),
        { Quoted: false, Text: "function" or "λ" } when Token.Is("(") => Lambda(token.Position),
        _ => JsonataPaths.OfName(new NameNode(token.Text, token.Position)),
    };

    private JsonataNode PrefixOperator(JsonataToken token)
    {
        switch (token.Text)
        {
            case "-":
                var operand = Expression(70);
                return operand is LiteralNode { Value: double number } ? new LiteralNode(-number, token.Position) : new NegateNode(operand, token.Position);
            case "(":
                return Block(token.Position);
            case "[":
                return new ArrayNode(Items("]", RangeItem), token.Position);
            case "{":
                return new ObjectNode(null, Pairs(), token.Position);
            case "*" or "**":
                return JsonataPaths.OfName(new WildcardNode(token.Text == "**", token.Position));
            case "%":
                throw Refused("the parent operator '%'", token);
            case "|":
                throw Refused("the transform operator '|...|'", token);
            default:
                throw new JsonataException($"unexpected {token}", token.Position);
        }
    }

    private JsonataNode Infix(JsonataNode left, JsonataToken token)
    {
        switch (token.Text)
        {
            case ".":
                return JsonataPaths.Step(left, Expression(75), token.Position);
            case "[" when Token.Is("]"):
                Advance();
                return JsonataPaths.KeepArray(left, token.Position);
            case "[":
                var predicate = Expression(0);
                Expect("]");
                return JsonataPaths.Filter(left, predicate, token.Position);
            case "(":
                return new CallNode(left, Items(")", Argument), token.Position);
            case "{":
                return left is ObjectNode { Over: not null }
                    ? throw new JsonataException("a grouping cannot be grouped again", token.Position)
                    : new ObjectNode(left, Pairs(), token.Position);
            case "^":
                return JsonataPaths.Sort(left, SortTerms(), token.Position);
            case "?":
                var then = Expression(0);
                JsonataNode? otherwise = null;
                if (Token.Is(":"))
                {
                    Advance();
                    otherwise = Expression(0);
                }
                return new ConditionNode(left, then, otherwise, token.Position);
            case ":=":
                if (left is not VariableNode { Name.Length: > 0 } variable)
                    throw new JsonataException("only a variable can stand left of ':='", token.Position);
                return new BindNode(variable.Name, Expression(9), token.Position);
            case "~>":
                return new ApplyNode(left, Expression(40), token.Position);
            case "@" or "#":
                throw Refused($"the variable binding '{token.Text}'", token);
            case "?:" or "??":
                throw Refused($"the operator '{token.Text}', which came after the version that Step Functions runs", token);
            case "..":
                throw new JsonataException("a range '..' stands inside of [ ]", token.Position);
            default:
                return new BinaryNode(token.Text, left, Expression(Power(token)), token.Position);
        }
    }

    private BlockNode Block(int position)
    {
        var expressions = new List<JsonataNode>();
        while (!Token.Is(")"))
        {
            expressions.Add(Expression(0));
            if (!Token.Is(";"))
                break;
            Advance();
        }
        Expect(")");
        return new BlockNode(expressions, position);
    }

    private LambdaNode Lambda(int position)
    {
        Expect("(");
        var parameters = Items(")", () => Advance() is { Kind: TokenKind.Variable } parameter
            ? parameter.Text
            : throw new JsonataException("a parameter is a variable", _tokens[_at - 1].Position));
        if (Token.Is("<"))
            throw Refused("the signature of a function", Token);
        Expect("{");
        var body = Expression(0);
        Expect("}");
        return new LambdaNode(parameters, body, position);
    }

    private JsonataNode Argument() => Token.Is("?") ? throw Refused("partial application '?'", Token) : Expression(0);

    private JsonataNode RangeItem()
    {
        var item = Expression(20);
        if (!Token.Is(".."))
            return item;
        var position = Advance().Position;
        return new BinaryNode("..", item, Expression(20), position);
    }

    private List<T> Items<T>(string close, Func<T> item)
    {
        var items = new List<T>();
        if (!Token.Is(close))
        {
            items.Add(item());
            while (Token.Is(","))
            {
                Advance();
                items.Add(item());
            }
        }
        Expect(close);
        return items;
    }

    private List<(JsonataNode Key, JsonataNode Value)> Pairs() => Items("}", () =>
    {
        var key = Expression(0);
        Expect(":");
        return (key, Expression(0));
    });

    private List<(JsonataNode Key, bool Descending)> SortTerms()
    {
        Expect("(");
        return Items(")", () =>
        {
            var descending = Token.Is(">");
            if (descending || Token.Is("<"))
                Advance();
            return (Expression(0), descending);
        });
    }

    private static RegexNode RegexLiteral(JsonataToken token)
    {
        var slash = token.Text.IndexOf('/', StringComparison.Ordinal);
        var options = RegexOptions.ECMAScript;
        if (token.Text[..slash].Contains('i', StringComparison.Ordinal))
            options |= RegexOptions.IgnoreCase;
        if (token.Text[..slash].Contains('m', StringComparison.Ordinal))
            options |= RegexOptions.Multiline;
        try
        {
            return new RegexNode(new Regex(token.Text[(slash + 1)..], options, TimeSpan.FromSeconds(1)), token.Position);
        }
        catch (ArgumentException e)
        {
            throw new JsonataException($"the regular expression cannot be read: {e.Message}", token.Position);
        }
    }

    private JsonataToken Advance() => Token.Kind == TokenKind.End ? Token : _tokens[_at++];

    private void Expect(string op)
    {
        if (!Token.Is(op))
            throw new JsonataException($"expected '{op}' and found {Token}", Token.Position);
        Advance();
    }

    private static JsonataException Refused(string what, JsonataToken token) =>
        new($"{what} is outside of the subset of JSONata that is understood here", token.Position);
}
