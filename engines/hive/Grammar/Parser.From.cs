using Nonolive.Hive.Session;

namespace Nonolive.Hive.Grammar;

/// <summary>FROM: tables, subqueries, joins, lateral views, samples.</summary>
internal sealed partial class Parser
{
    private FromItem ReadFrom()
    {
        Expect("from");
        return ReadFromItems();
    }

    private FromItem ReadFromItems()
    {
        var item = ReadJoins();
        while (TrySymbol(","))
            item = new JoinItem(item.At, JoinKind.Cross, item, ReadJoins(), null, []);
        return item;
    }

    private FromItem ReadJoins()
    {
        var left = ReadLateralViews(ReadSource());
        while (ReadJoinKind() is { } kind)
        {
            var at = Current.At;
            var right = ReadLateralViews(ReadSource());
            if (TryWord("on"))
                left = new JoinItem(at, kind, left, right, ReadExpression(), []);
            else if (TryWord("using"))
                left = new JoinItem(at, kind, left, right, null, Parenthesised(() => Name("a column name")));
            else
                left = new JoinItem(at, kind, left, right, null, []);
            left = ReadLateralViews(left);
        }
        return left;
    }

    private JoinKind? ReadJoinKind()
    {
        if (TryWord("join") || TryWords("inner", "join"))
            return JoinKind.Inner;
        if (TryWords("cross", "join"))
            return JoinKind.Cross;
        if (TryWords("left", "semi", "join"))
            return JoinKind.LeftSemi;
        if (TryWords("left", "join") || TryWords("left", "outer", "join"))
            return JoinKind.Left;
        if (TryWords("right", "join") || TryWords("right", "outer", "join"))
            return JoinKind.Right;
        if (TryWords("full", "join") || TryWords("full", "outer", "join"))
            return JoinKind.Full;
        return At("left", "anti") ? throw Refuse("LEFT ANTI JOIN, which Hive 3.1 does not have (write NOT EXISTS)") : null;
    }

    private FromItem ReadLateralViews(FromItem left)
    {
        while (At("lateral"))
            left = ReadLateralView(left);
        return left;
    }

    private LateralItem ReadLateralView(FromItem left)
    {
        var at = Take().At;
        Expect("view");
        var outer = TryWord("outer");
        var function = ReadCall();
        var alias = Name("the lateral view's alias");
        var columns = TryWord("as") ? List(() => Name("a column alias")) : [];
        return new LateralItem(at, left, function, alias, columns, outer);
    }

    private FromItem ReadSource()
    {
        var at = Current.At;
        if (At("uniquejoin"))
            throw Refuse("UNIQUEJOIN");
        if (TrySymbol("("))
            return ReadSubquery(at);
        if (At("table") && Peek().IsSymbol("(") && Peek(2).Is("values"))
        {
            Take();
            Take();
            var values = new Query(at, [], ReadValues());
            ExpectSymbol(")");
            return ReadSubqueryAlias(at, values);
        }
        var name = ReadTableName();
        if (AtSymbol("("))
            throw Refuse("The table function " + name.Name);
        var sample = At("tablesample") ? ReadSample() : null;
        var alias = ReadAlias();
        sample ??= At("tablesample") ? ReadSample() : null;
        return new TableItem(at, name.Database, name.Name, alias) { Sample = sample };
    }

    private FromItem ReadSubquery(int at)
    {
        if (At("select") || At("from") || At("with") || At("values") || AtSymbol("("))
        {
            // ((a join b)) and ((select …) union …) look alike until the first word.
            var query = new Query(Current.At, ReadCtes(), ReadSetOperations());
            ExpectSymbol(")");
            return ReadSubqueryAlias(at, query);
        }
        var inner = ReadFromItems();
        ExpectSymbol(")");
        return inner;
    }

    private SubqueryItem ReadSubqueryAlias(int at, Query query)
    {
        var alias = ReadAlias() ?? throw Unexpected("the subquery's alias");
        var columns = AtSymbol("(") ? Parenthesised(() => Name("a column name")) : [];
        return new SubqueryItem(at, query, alias, columns);
    }

    private string? ReadAlias()
    {
        if (TryWord("as"))
            return Name("an alias");
        return IsName(Current) && !Keywords.NotAnAlias.Contains(Current.Text) ? Name() : null;
    }

    private TableSample ReadSample()
    {
        var at = Take().At;
        ExpectSymbol("(");
        if (TryWord("bucket"))
        {
            var bucket = Integer("a bucket's number");
            Expect("out");
            Expect("of");
            var of = Integer("the number of buckets");
            var on = TryWord("on") ? List(ReadExpression) : [];
            ExpectSymbol(")");
            return new TableSample(at, "bucket", bucket, of, on);
        }
        var amount = Take();
        if (amount.Kind == TokenKind.Number && TryWord("rows"))
        {
            ExpectSymbol(")");
            return new TableSample(at, "rows", long.Parse(amount.Text), 0, []);
        }
        throw HiveFault.Refused("TABLESAMPLE by percent or bytes, which depends on how files are split,", at);
    }
}
