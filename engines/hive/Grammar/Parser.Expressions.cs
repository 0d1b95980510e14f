namespace Nonolive.Hive.Grammar;

/// <summary>Expressions, from the loosest binding operator to the tightest.</summary>
internal sealed partial class Parser
{
    /// <summary>Binary operators between || and ^, each row binding tighter than the one above.</summary>
    private static readonly string[][] Levels = [["|"], ["&"], ["||"], ["+", "-"], ["*", "/", "%", "div"], ["^"]];

    private static readonly HashSet<string> IntervalUnits =
        new(["year", "month", "day", "hour", "minute", "second", "years", "months", "days", "hours", "minutes", "seconds"], StringComparer.OrdinalIgnoreCase);

    private Expr ReadExpression() => Or();

    private Expr Or()
    {
        var left = And();
        while (At("or"))
            left = new CallExpr(Take().At, "or", [left, And()]);
        return left;
    }

    private Expr And()
    {
        var left = Not();
        while (At("and"))
            left = new CallExpr(Take().At, "and", [left, Not()]);
        return left;
    }

    private Expr Not() => At("not") ? new CallExpr(Take().At, "not", [Not()]) : Equality();

    private Expr Equality()
    {
        var left = Similar();
        while (true)
        {
            var at = Current.At;
            if (TrySymbol("=") || TrySymbol("=="))
                left = new CallExpr(at, "=", [left, Similar()]);
            else if (TrySymbol("<=>") || TryWords("is", "not", "distinct", "from"))
                left = new CallExpr(at, "<=>", [left, Similar()]);
            else if (TrySymbol("<>") || TrySymbol("!="))
                left = new CallExpr(at, "<>", [left, Similar()]);
            else if (TryWords("is", "distinct", "from"))
                left = new CallExpr(at, "not", [new CallExpr(at, "<=>", [left, Similar()])]);
            else
                return left;
        }
    }

    private Expr Similar()
    {
        if (At("exists") && Peek().IsSymbol("("))
        {
            var at = Take().At;
            ExpectSymbol("(");
            var query = ReadQuery();
            ExpectSymbol(")");
            return new ExistsExpr(at, query);
        }
        var left = Binary(0);
        while (true)
        {
            var at = Current.At;
            if (Current.Kind == TokenKind.Symbol && Current.Text is "<" or "<=" or ">" or ">=")
            {
                left = new CallExpr(at, Take().Text, [left, Binary(0)]);
                continue;
            }
            var not = At("not") && (Peek().Is("in") || Peek().Is("between") || Peek().Is("like") || Peek().Is("rlike") || Peek().Is("regexp"));
            if (not)
                Take();
            if (ReadPredicate(left, at, not) is not { } predicate)
                return left;
            left = predicate;
        }
    }

    private Expr? ReadPredicate(Expr left, int at, bool not)
    {
        Expr Negate(Expr expression) => not ? new CallExpr(at, "not", [expression]) : expression;
        if (TryWord("in"))
            return ReadIn(left, at, not);
        if (TryWord("between"))
        {
            var low = Binary(0);
            Expect("and");
            return Negate(new CallExpr(at, "between", [left, low, Binary(0)]));
        }
        if (At("like") && (Peek().Is("any") || Peek().Is("all")) && Peek(2).IsSymbol("("))
        {
            Take();
            var name = Take().Is("any") ? "or" : "and";
            var patterns = Parenthesised(ReadExpression);
            var tests = patterns.Select(pattern => (Expr)new CallExpr(at, "like", [left, pattern])).Aggregate((all, test) => new CallExpr(at, name, [all, test]));
            // GenericUDFLikeAny and GenericUDFLikeAll: a NULL among the patterns gives NULL.
            var known = patterns.Select(pattern => (Expr)new CallExpr(at, "is not null", [pattern])).Aggregate((all, test) => new CallExpr(at, "and", [all, test]));
            return Negate(new CaseExpr(at, null, [(known, tests)], null));
        }
        if (At("like") || At("rlike") || At("regexp"))
            return Negate(new CallExpr(at, Take().Is("like") ? "like" : "rlike", [left, Binary(0)]));
        return null;
    }

    private Expr ReadIn(Expr left, int at, bool not)
    {
        if (Current.IsSymbol("(") && (Peek().Is("select") || Peek().Is("with") || Peek().Is("from")))
        {
            Take();
            var query = ReadQuery();
            ExpectSymbol(")");
            return new InQueryExpr(at, left, query, not);
        }
        return new InExpr(at, left, Parenthesised(ReadExpression), not);
    }

    private Expr Binary(int level)
    {
        if (level == Levels.Length)
            return Suffix();
        var left = Binary(level + 1);
        while (Levels[level].FirstOrDefault(sign => Current.IsSymbol(sign) || Current.Is(sign)) is { } operation)
            left = new CallExpr(Take().At, operation == "||" ? "concat" : operation, [left, Binary(level + 1)]);
        return left;
    }

    private Expr Suffix()
    {
        var value = Prefix();
        if (!At("is"))
            return value;
        var not = Peek().Is("not");
        var test = Peek(not ? 2 : 1);
        if (!test.Is("null") && !test.Is("true") && !test.Is("false"))
            return value;
        var at = Take().At;
        if (not)
            Take();
        Take();
        return new CallExpr(at, (not ? "is not " : "is ") + test.Text.ToLowerInvariant(), [value]);
    }

    private Expr Prefix()
    {
        var at = Current.At;
        if (TrySymbol("-"))
            return Prefix() is LiteralExpr { Kind: LiteralKind.Number } number && !number.Text.StartsWith('-')
                ? number with { At = at, Text = "-" + number.Text }
                : Rewind(at, () => new CallExpr(at, "negative", [Prefix()]));
        if (TrySymbol("+"))
            return Prefix();
        return TrySymbol("~") ? new CallExpr(at, "~", [Prefix()]) : Postfix();
    }

    /// <summary>Goes back behind the sign at <paramref name="at"/> and reads what follows it again.</summary>
    private Expr Rewind(int at, Func<Expr> read)
    {
        _next = _tokens.FindIndex(token => token.At == at) + 1;
        return read();
    }

    private Expr Postfix()
    {
        var value = Atom();
        while (true)
        {
            var at = Current.At;
            if (TrySymbol("["))
            {
                value = new IndexExpr(at, value, ReadExpression());
                ExpectSymbol("]");
            }
            else if (AtSymbol(".") && Peek().IsSymbol("*") && value is NameExpr table)
            {
                Take();
                Take();
                return new StarExpr(table.At, table.Name);
            }
            else if (TrySymbol("."))
            {
                value = new FieldExpr(at, value, AnyWord());
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>Behind a dot every word is a name.</summary>
    private string AnyWord()
    {
        if (Current.Kind is not (TokenKind.Word or TokenKind.Quoted))
            throw Unexpected("a name");
        return Take().Text.ToLowerInvariant();
    }

    private Expr Atom()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                Take();
                var text = token.Text;
                while (Current.Kind == TokenKind.Text)
                    text += Take().Text;
                return ReadIntervalUnit() is { } textUnit ? new IntervalExpr(token.At, new LiteralExpr(token.At, LiteralKind.Text, text), textUnit)
                    : new LiteralExpr(token.At, LiteralKind.Text, text);
            case TokenKind.Number:
                Take();
                var number = new LiteralExpr(token.At, LiteralKind.Number, token.Text);
                return ReadIntervalUnit() is { } unit ? new IntervalExpr(token.At, number, unit) : number;
            case TokenKind.Symbol when token.Text == "(":
                return ReadParentheses();
            case TokenKind.Symbol when token.Text == "*":
                Take();
                return new StarExpr(token.At, null);
            case TokenKind.Word when ReadWordExpression() is { } expression:
                return expression;
            case TokenKind.Quoted when !Peek().IsSymbol("("):
            case TokenKind.Word when !Peek().IsSymbol("(") && !Keywords.Reserved.Contains(token.Text):
                Take();
                return new NameExpr(token.At, token.Text.ToLowerInvariant());
            case TokenKind.Quoted:
            case TokenKind.Word when !Keywords.Reserved.Contains(token.Text) || Keywords.Functions.Contains(token.Text):
                return ReadCall();
            default:
                throw Unexpected("an expression");
        }
    }

    private Expr ReadParentheses()
    {
        var at = Take().At;
        if (At("select") || At("with") || At("from"))
        {
            var query = ReadQuery();
            ExpectSymbol(")");
            return new ScalarQueryExpr(at, query);
        }
        var items = List(ReadExpression);
        ExpectSymbol(")");
        if (items is [LiteralExpr { Kind: LiteralKind.Text or LiteralKind.Number } value] && ReadIntervalUnit() is { } unit)
            return new IntervalExpr(at, value, unit);
        return items.Count == 1 ? items[0] : new CallExpr(at, "struct", items);
    }

    private string? ReadIntervalUnit()
    {
        if (Current.Kind != TokenKind.Word || !IntervalUnits.Contains(Current.Text))
            return null;
        if (TryWords("year", "to", "month"))
            return "YEAR TO MONTH";
        if (TryWords("day", "to", "second"))
            return "DAY TO SECOND";
        return Take().Text.ToUpperInvariant().TrimEnd('S');
    }

    private string ExpectIntervalUnit() => ReadIntervalUnit() ?? throw Unexpected("YEAR, MONTH, DAY, HOUR, MINUTE or SECOND");
}
