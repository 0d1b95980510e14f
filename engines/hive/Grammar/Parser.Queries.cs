namespace Nonolive.Hive.Grammar;

/// <summary>Queries: CTEs, set operations, select blocks and their clauses.</summary>
internal sealed partial class Parser
{
    private Query ReadQuery()
    {
        var at = Current.At;
        var ctes = ReadCtes();
        return new Query(at, ctes, ReadSetOperations());
    }

    private List<Cte> ReadCtes() => !TryWord("with") ? [] : List(() =>
    {
        var at = Current.At;
        var name = Name("a name for the common table expression");
        var columns = AtSymbol("(") ? Parenthesised(() => Name()) : [];
        Expect("as");
        ExpectSymbol("(");
        var query = ReadQuery();
        ExpectSymbol(")");
        return new Cte(at, name, columns, query);
    });

    /// <summary>UNION, INTERSECT and EXCEPT associate to the left with one precedence, as HiveParser.g's setOperator rule has it.</summary>
    private QueryBody ReadSetOperations()
    {
        var body = ReadOperand();
        while (ReadSetOperator() is { } operation)
        {
            if (!OwnsClauses(body) && (body.OrderBy.Count > 0 || body.SortBy.Count > 0 || body.DistributeBy.Count > 0 || body.Limit is not null))
                throw Session.HiveFault.Parse($"ORDER BY, SORT BY and LIMIT stand behind the last query, not before {operation.Kind.ToString().ToUpperInvariant()}.", operation.At, "Put the query with them in a subquery: select * from (… limit 2) t.");
            var right = ReadOperand();
            if (OwnsClauses(right))
            {
                body = new SetOperation(operation.At, operation.Kind, operation.All, body, right);
                continue;
            }
            // Clauses of the last block belong to the whole: ORDER BY behind a UNION sorts the union.
            body = new SetOperation(operation.At, operation.Kind, operation.All, body, WithoutClauses(right))
            {
                OrderBy = right.OrderBy,
                SortBy = right.SortBy,
                DistributeBy = right.DistributeBy,
                Limit = right.Limit,
                Offset = right.Offset,
            };
        }
        return body;
    }

    /// <summary>FROM t SELECT … LIMIT n: the clauses are part of the block (HiveParser.g's body), not of the set operation.</summary>
    private static bool OwnsClauses(QueryBody body) => body is SelectBlock { FromFirst: true };

    private static QueryBody WithoutClauses(QueryBody body) => body with { OrderBy = [], SortBy = [], DistributeBy = [], Limit = null, Offset = null };

    private (int At, SetKind Kind, bool All)? ReadSetOperator()
    {
        var at = Current.At;
        SetKind kind;
        if (TryWord("union"))
            kind = SetKind.Union;
        else if (TryWord("intersect"))
            kind = SetKind.Intersect;
        else if (At("except") || (At("minus") && (Peek().Is("select") || Peek().Is("all") || Peek().Is("distinct") || Peek().IsSymbol("("))))
            kind = TakeAs(SetKind.Except);
        else
            return null;
        var all = TryWord("all");
        if (!all)
            TryWord("distinct");
        return (at, kind, all);
    }

    private SetKind TakeAs(SetKind kind)
    {
        Take();
        return kind;
    }

    private QueryBody ReadOperand()
    {
        if (AtSymbol("("))
        {
            var at = Take().At;
            var query = ReadQuery();
            ExpectSymbol(")");
            return ReadFinalClauses(new NestedQuery(at, query));
        }
        if (At("values"))
            return ReadValues();
        if (At("from"))
        {
            var from = ReadFrom();
            return ReadSelect(from) is SelectBlock block ? block with { FromFirst = true } : throw Unexpected("SELECT");
        }
        if (!At("select"))
            throw Unexpected("SELECT");
        return ReadSelect(null);
    }

    private ValuesBody ReadValues()
    {
        var at = Take().At;
        return new ValuesBody(at, List<IReadOnlyList<Expr>>(() => AtSymbol("(") ? Parenthesised(ReadExpression) : [ReadExpression()]));
    }

    private QueryBody ReadSelect(FromItem? from)
    {
        var at = Current.At;
        Expect("select");
        if (At("transform") && Peek().IsSymbol("("))
            throw Refuse("TRANSFORM");
        var distinct = TryWord("distinct");
        if (!distinct)
            TryWord("all");
        var items = List(ReadSelectItem);
        var block = new SelectBlock(at, distinct, items) { From = At("from") && from is null ? ReadFrom() : from };
        // In FROM-first queries LATERAL VIEW may follow each select list.
        while (from is not null && At("lateral"))
            block = block with { From = ReadLateralView(block.From!) };
        return ReadBlockClauses(block);
    }

    private QueryBody ReadBlockClauses(SelectBlock block)
    {
        if (TryWord("where"))
            block = block with { Where = ReadExpression() };
        if (TryWords("group", "by"))
            block = block with { GroupBy = ReadGroupBy() };
        if (TryWord("having"))
            block = block with { Having = ReadExpression() };
        if (At("qualify"))
            throw Unexpected("a clause of HiveQL 3.1 (QUALIFY came with Hive 4)");
        if (TryWord("window"))
        {
            block = block with
            {
                Windows = List(() =>
                {
                    var name = Name("a window name");
                    Expect("as");
                    return (name, ReadWindow());
                }),
            };
        }
        return ReadFinalClauses(block);
    }

    private QueryBody ReadFinalClauses(QueryBody body)
    {
        if (TryWords("order", "by"))
            body = body with { OrderBy = List(ReadOrderItem) };
        if (TryWords("cluster", "by"))
        {
            var keys = ReadBareList(ReadExpression);
            body = body with { DistributeBy = keys, SortBy = [.. keys.Select(key => new OrderItem(key, false, null))] };
        }
        if (TryWords("distribute", "by"))
            body = body with { DistributeBy = ReadBareList(ReadExpression) };
        if (TryWords("sort", "by"))
            body = body with { SortBy = ReadBareList(ReadOrderItem) };
        if (!TryWord("limit"))
            return body;
        var first = ReadExpression();
        if (TrySymbol(","))
            return body with { Offset = first, Limit = ReadExpression() };
        return TryWord("offset") ? body with { Limit = first, Offset = ReadExpression() } : body with { Limit = first };
    }

    /// <summary>CLUSTER, DISTRIBUTE and SORT BY allow their list in parentheses; an expression may begin with one too.</summary>
    private List<T> ReadBareList<T>(Func<T> item)
    {
        var start = _next;
        if (AtSymbol("("))
        {
            var depth = 0;
            var at = _next;
            do
            {
                depth += _tokens[at].IsSymbol("(") ? 1 : _tokens[at].IsSymbol(")") ? -1 : 0;
                at++;
            }
            while (depth > 0 && at < _tokens.Count);
            var next = _tokens[Math.Min(at, _tokens.Count - 1)];
            if (next.Kind == TokenKind.End || next.IsSymbol(")") || next.Is("limit") || next.Is("sort") || next.Is("insert") || next.Is("union"))
                return Parenthesised(item);
        }
        _next = start;
        return List(item);
    }

    private SelectItem ReadSelectItem()
    {
        var start = Current.At;
        var value = ReadExpression();
        var text = TextSince(start);
        if (TryWord("as"))
        {
            if (AtSymbol("("))
                return new SelectItem(value, Parenthesised(() => Name("a column alias")), text);
            var alias = Name("a column alias");
            // Several aliases without parentheses belong to table-generating functions only: explode(m) as k, v is not HiveQL.
            return new SelectItem(value, [alias], text);
        }
        return IsName(Current) && !IsClause() ? new SelectItem(value, [Name()], text) : new SelectItem(value, [], text);
    }

    private bool IsClause() => Current.Kind == TokenKind.Word && Keywords.NotAnAlias.Contains(Current.Text)
        && (Peek().Is("by") || Peek().Kind == TokenKind.Number || Peek().Is("select") || Peek().Is("all") || Peek().Is("distinct") || Peek().IsSymbol("(") || Peek().Is("join"));

    private GroupBy ReadGroupBy()
    {
        var at = Current.At;
        if ((At("rollup") || At("cube")) && Peek().IsSymbol("("))
        {
            var kind = Take().Is("cube") ? GroupKind.Cube : GroupKind.Rollup;
            return new GroupBy(at, kind, Parenthesised(ReadExpression), []);
        }
        var keys = List(ReadExpression);
        // GROUP BY (a, b) reads as a struct; Hive takes it as a list of keys.
        if (keys is [CallExpr { Name: "struct" } list] && _text[list.At] == '(')
            keys = [.. list.Arguments];
        if (TryWords("with", "rollup"))
            return new GroupBy(at, GroupKind.Rollup, keys, []);
        if (TryWords("with", "cube"))
            return new GroupBy(at, GroupKind.Cube, keys, []);
        if (!TryWords("grouping", "sets"))
            return new GroupBy(at, GroupKind.Plain, keys, []);
        var sets = Parenthesised<IReadOnlyList<Expr>>(() =>
        {
            if (!AtSymbol("("))
                return [ReadExpression()];
            if (Peek().IsSymbol(")"))
            {
                _next += 2;
                return [];
            }
            return Parenthesised(ReadExpression);
        });
        return new GroupBy(at, GroupKind.Sets, keys, sets);
    }
}
