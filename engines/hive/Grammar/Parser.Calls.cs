using Nonolive.Hive.Session;

namespace Nonolive.Hive.Grammar;

/// <summary>Expressions that begin with a word: literals, CASE, CAST, functions and their windows.</summary>
internal sealed partial class Parser
{
    private Expr? ReadWordExpression()
    {
        var at = Current.At;
        switch (Current.Text.ToLowerInvariant())
        {
            case "null":
                Take();
                return new LiteralExpr(at, LiteralKind.Null, "null");
            case "true" or "false":
                return new LiteralExpr(at, LiteralKind.Boolean, Take().Text.ToLowerInvariant());
            case "date" when Peek().Kind == TokenKind.Text:
                Take();
                return new LiteralExpr(at, LiteralKind.Date, Take().Text);
            case "timestamp" when Peek().Kind == TokenKind.Text:
                Take();
                return new LiteralExpr(at, LiteralKind.Timestamp, Take().Text);
            case "current_date" or "current_timestamp" when !Peek().IsSymbol("("):
                return new CallExpr(at, Take().Text.ToLowerInvariant(), []);
            case "interval":
                return ReadInterval();
            case "cast" when Peek().IsSymbol("("):
                return ReadCast();
            case "case":
                return ReadCase();
            case "extract" when Peek().IsSymbol("("):
                Take();
                ExpectSymbol("(");
                var unit = Take().Text.ToLowerInvariant() switch { "week" => "weekofyear", "dow" => "dayofweek", var other => other };
                Expect("from");
                var value = ReadExpression();
                ExpectSymbol(")");
                return new CallExpr(at, unit, [value]);
            default:
                return null;
        }
    }

    private IntervalExpr ReadInterval()
    {
        var at = Take().At;
        if (TrySymbol("("))
        {
            var inner = ReadExpression();
            ExpectSymbol(")");
            return new IntervalExpr(at, inner, ExpectIntervalUnit());
        }
        var sign = TrySymbol("-") ? "-" : "";
        if (Current.Kind is not (TokenKind.Text or TokenKind.Number))
            throw Unexpected("the amount of an interval");
        var token = Take();
        var kind = token.Kind == TokenKind.Text ? LiteralKind.Text : LiteralKind.Number;
        return new IntervalExpr(at, new LiteralExpr(token.At, kind, sign + token.Text), ExpectIntervalUnit());
    }

    private CastExpr ReadCast()
    {
        var at = Take().At;
        ExpectSymbol("(");
        var value = ReadExpression();
        Expect("as");
        var type = ReadType();
        if (!type.IsPrimitive)
            throw HiveFault.Parse($"CAST knows only primitive types, not {type}.", at);
        ExpectSymbol(")");
        return new CastExpr(at, value, type);
    }

    private CaseExpr ReadCase()
    {
        var at = Take().At;
        var operand = At("when") ? null : ReadExpression();
        var branches = new List<(Expr, Expr)>();
        while (TryWord("when"))
        {
            var when = ReadExpression();
            Expect("then");
            branches.Add((when, ReadExpression()));
        }
        if (branches.Count == 0)
            throw Unexpected("WHEN");
        var otherwise = TryWord("else") ? ReadExpression() : null;
        Expect("end");
        return new CaseExpr(at, operand, branches, otherwise);
    }

    private CallExpr ReadCall()
    {
        var token = Take();
        var name = token.Text.ToLowerInvariant();
        ExpectSymbol("(");
        var star = AtSymbol("*") && Peek().IsSymbol(")") && TrySymbol("*");
        var distinct = !star && TryWord("distinct");
        if (!distinct && !star)
            TryWord("all");
        var arguments = new List<Expr>();
        if (!star && !AtSymbol(")"))
            arguments = List(ReadExpression);
        if (name == "floor" && TryWord("to"))
            name = "floor_" + Take().Text.ToLowerInvariant();
        ExpectSymbol(")");
        var call = new CallExpr(token.At, name, arguments) { Distinct = distinct, Star = star };
        return TryWord("over") ? call with { Over = ReadWindow() } : call;
    }

    private WindowSpec ReadWindow()
    {
        var at = Current.At;
        if (!AtSymbol("("))
            return new WindowSpec(at, Name("a window name"), [], [], null);
        Take();
        var name = IsName(Current) && !At("distribute") && !At("cluster") && !At("sort") ? Name() : null;
        List<Expr> partition = [];
        List<OrderItem> order = [];
        if (TryWords("partition", "by") || TryWords("distribute", "by"))
        {
            partition = List(ReadExpression);
        }
        else if (TryWords("cluster", "by"))
        {
            partition = List(ReadExpression);
            order = [.. partition.Select(key => new OrderItem(key, false, null))];
        }
        if (TryWords("order", "by") || TryWords("sort", "by"))
            order = List(ReadOrderItem);
        var frame = At("rows") || At("range") ? ReadFrame() : null;
        ExpectSymbol(")");
        return new WindowSpec(at, name, partition, order, frame);
    }

    private WindowFrame ReadFrame()
    {
        var rows = Take().Is("rows");
        if (!TryWord("between"))
            return new WindowFrame(rows, ReadBound(), new FrameBound(true, false, null));
        var start = ReadBound();
        Expect("and");
        return new WindowFrame(rows, start, ReadBound());
    }

    private FrameBound ReadBound()
    {
        if (TryWords("current", "row"))
            return new FrameBound(true, false, null);
        var amount = TryWord("unbounded") ? null : ReadExpression();
        if (TryWord("preceding"))
            return new FrameBound(false, true, amount);
        Expect("following");
        return new FrameBound(false, false, amount);
    }

    private OrderItem ReadOrderItem()
    {
        var value = ReadExpression();
        var descending = TryWord("desc");
        if (!descending)
            TryWord("asc");
        bool? nullsFirst = TryWords("nulls", "first") ? true : TryWords("nulls", "last") ? false : null;
        return new OrderItem(value, descending, nullsFirst);
    }
}
