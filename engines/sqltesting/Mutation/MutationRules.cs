using System.Globalization;
using Nonolive.Hive.Grammar;

namespace Nonolive.SqlTesting.Mutation;

/// <summary>The kinds of changes, each looked for at every token of a statement.</summary>
internal sealed class MutationRules(TokenList tokens, List<Mutant> found)
{
    // Tokens of types: the 18 and 4 of decimal(18,4) are no numbers that a query computes with.
    private readonly HashSet<int> _types = [];

    /// <summary>Marks the type of a cast whose parenthesis closes at a token.</summary>
    public void Type(int close)
    {
        for (var at = close - 1; at > 0 && !tokens[at].Is("as"); at--)
            _types.Add(at);
    }

    public void At(int at)
    {
        if (_types.Contains(at))
            return;
        var token = tokens[at];
        switch (token.Kind)
        {
            case TokenKind.Symbol:
                Symbol(at, token);
                break;
            case TokenKind.Number:
                if (long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    Replace("number", at, (number + 1).ToString(CultureInfo.InvariantCulture));
                break;
            case TokenKind.Text:
                Literal(at);
                break;
            case TokenKind.Word:
                Word(at, token);
                break;
        }
    }

    private void Symbol(int at, Token token)
    {
        if (Words.Comparisons.TryGetValue(token.Text, out var others))
        {
            foreach (var other in others)
                Replace("comparison", at, other);
        }
        else if (Words.Arithmetic.TryGetValue(token.Text, out var operation) && tokens.EndsValue(at - 1) && !(token.Text == "*" && tokens[at - 1].IsSymbol(".")))
        {
            Replace("arithmetic", at, operation);
        }
        else if (token.Text == "-")
        {
            Replace("sign dropped", at, "");
        }
    }

    private void Literal(int at)
    {
        var text = tokens.Of(at, at + 1);
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            Replace("text", at, tokens[at].Text.Length == 0 ? "'mutant'" : "''");
            return;
        }
        foreach (var (from, to) in Words.Variables)
        {
            if (text.Contains(from, StringComparison.Ordinal))
                Replace("variable", at, text.Replace(from, to, StringComparison.Ordinal));
        }
    }

    private void Word(int at, Token token)
    {
        switch (token.Text.ToLowerInvariant())
        {
            case "and" when !ClosesBetween(at):
                Replace("logic", at, "or");
                break;
            case "or":
                Replace("logic", at, "and");
                break;
            case "not" when !tokens[at + 1].Is("exists"):
                Drop("not dropped", at, at + 1);
                break;
            case "is" when tokens[at + 1].Is("null"):
                Replace("null test", at, "is not");
                break;
            case "div":
                Replace("arithmetic", at, "*");
                break;
            case "distinct":
                Drop("distinct dropped", at, at + 1);
                break;
            case "join":
                Join(at);
                break;
            case "where" or "having" or "on":
                Conditions(at);
                break;
            case "by" when tokens[at - 1].Is("order"):
                Order(at + 1);
                break;
            case "by" when tokens[at - 1].Is("partition"):
                PartitionBy(at);
                break;
            case "in" when tokens[at + 1].IsSymbol("(") && !tokens[at + 2].Is("select"):
                Members(at + 1);
                break;
            case "case":
                Branches(at);
                break;
            case "union":
                Union(at);
                break;
            default:
                Call(at, token.Text);
                break;
        }
    }

    private void Call(int at, string name)
    {
        if (!tokens[at + 1].IsSymbol("(") || tokens[at - 1].IsSymbol("."))
            return;
        var close = tokens.Close(at + 1);
        var arguments = tokens.Split(at + 2, close, comma => tokens[comma].IsSymbol(","));
        if (string.Equals(name, "coalesce", StringComparison.OrdinalIgnoreCase))
            Replace("coalesce dropped", at, close + 1, tokens.Of(arguments[0].Start, arguments[0].End));
        else if (string.Equals(name, "count", StringComparison.OrdinalIgnoreCase) && tokens[at + 2].IsSymbol("*"))
            Replace("aggregate", at, close + 1, "max(1)");
        else if (Words.Swaps.TryGetValue(name, out var other))
            Replace("function", at, other);
    }

    private void Join(int at)
    {
        var side = tokens[at - 1].Is("outer") ? at - 2 : at - 1;
        if (tokens[side].Is("left") || tokens[side].Is("right"))
            Drop("join", side, at);
        else if (tokens[side].Is("full"))
            Replace("join", side, "left");
        else if (!(tokens[side].Is("cross") || tokens[side].Is("semi")))
            Replace("join", tokens[side].Is("inner") ? side : at, at + 1, "left join");
    }

    /// <summary>Each condition of a WHERE, HAVING or ON is taken away; of a filter on a partition, too.</summary>
    private void Conditions(int at)
    {
        var end = tokens.ClauseEnd(at + 1);
        if (Enumerable.Range(at + 1, Math.Max(0, end - at - 1)).Any(inner => tokens[inner].Is("or") && OnLevel(at + 1, end, inner)))
        {
            Replace("condition dropped", at + 1, end, "true");
            return;
        }
        foreach (var (start, until) in tokens.Split(at + 1, end, inner => tokens[inner].Is("and") && !ClosesBetween(inner)))
            Replace("condition dropped", start, until, "true");
    }

    private void Order(int start)
    {
        var end = start;
        while (tokens[end].Kind != TokenKind.End && !tokens[end].IsSymbol(")") && !tokens[end].Is("rows") && !tokens[end].Is("range") && !tokens[end].Is("limit"))
            end = tokens.Next(end);
        foreach (var (from, until) in tokens.Split(start, end, at => tokens[at].IsSymbol(",")))
        {
            if (tokens[until - 1].Is("desc"))
                Replace("order", until - 1, "asc");
            else
                Replace("order", from, until, tokens.Of(from, tokens[until - 1].Is("asc") ? until - 1 : until) + " desc");
        }
    }

    private void PartitionBy(int by)
    {
        var end = by + 1;
        while (!tokens[end].IsSymbol(")") && !tokens[end].Is("order") && tokens[end].Kind != TokenKind.End)
            end = tokens.Next(end);
        var items = tokens.Split(by + 1, end, at => tokens[at].IsSymbol(","));
        if (items.Count == 1)
            Drop("partition by dropped", by - 1, end);
        else
            Members("partition by dropped", items);
    }

    private void Members(int open) => Members("member dropped", tokens.Split(open + 1, tokens.Close(open), at => tokens[at].IsSymbol(",")));

    private void Members(string kind, List<(int Start, int End)> items)
    {
        if (items.Count < 2)
            return;
        for (var index = 0; index < items.Count; index++)
        {
            if (index == 0)
                Drop(kind, items[0].Start, items[1].Start);
            else
                Drop(kind, items[index].Start - 1, items[index].End);
        }
    }

    private void Branches(int at)
    {
        var parts = new List<int>();
        var depth = 0;
        var end = at + 1;
        for (; tokens[end].Kind != TokenKind.End; end = tokens.Next(end))
        {
            if (tokens[end].Is("case"))
                depth++;
            else if (tokens[end].Is("end") && depth-- == 0)
                break;
            else if (depth == 0 && (tokens[end].Is("when") || tokens[end].Is("else")))
                parts.Add(end);
        }
        var whens = parts.Count(part => tokens[part].Is("when"));
        for (var index = 0; index < parts.Count; index++)
        {
            var until = index + 1 < parts.Count ? parts[index + 1] : end;
            if (tokens[parts[index]].Is("else"))
                Replace("branch dropped", parts[index], until, "else null");
            else if (whens > 1)
                Drop("branch dropped", parts[index], until);
            else
                Replace("branch dropped", at, end + 1, index + 1 < parts.Count ? tokens.Of(parts[index + 1] + 1, end) : "null");
        }
    }

    /// <summary>The branch before a UNION and the one after it, each taken away once.</summary>
    private void Union(int at)
    {
        var after = tokens[at + 1].Is("all") || tokens[at + 1].Is("distinct") ? at + 2 : at + 1;
        var end = after;
        while (tokens[end].Kind != TokenKind.End && !tokens[end].IsSymbol(")") && !tokens[end].Is("union"))
            end = tokens.Next(end);
        Drop("union branch dropped", at, end);
        var start = at;
        while (start > 0 && !tokens[start].Is("select"))
            start = tokens[start].IsSymbol(")") ? tokens.Close(start) - 1 : start - 1;
        // Only of the first branch, for the others are taken away as the one after.
        if (tokens[start - 1].IsSymbol("("))
            Drop("union branch dropped", start, after);
    }

    private bool OnLevel(int start, int end, int wanted)
    {
        for (var at = start; at < end; at = tokens.Next(at))
        {
            if (at == wanted)
                return true;
        }
        return false;
    }

    // The AND of BETWEEN: the nearest BETWEEN before has none of its own.
    private bool ClosesBetween(int at)
    {
        for (var before = at - 1; before >= 0; before--)
        {
            if (tokens[before].Is("between"))
                return true;
            if (tokens[before].Is("and") || tokens[before].Is("where") || tokens[before].Is("on") || tokens[before].Is("when") || tokens[before].Is("select"))
                return false;
        }
        return false;
    }

    private void Replace(string kind, int at, string text) => Replace(kind, at, at + 1, text);

    private void Drop(string kind, int start, int end)
    {
        if (start < end)
            found.Add(new Mutant(kind, tokens.Offset + tokens[start].At, tokens.Offset + tokens[end].At, ""));
    }

    private void Replace(string kind, int start, int end, string text)
    {
        if (start < end && tokens.Of(start, end) != text)
            found.Add(new Mutant(kind, tokens.Offset + tokens[start].At, tokens.Offset + tokens[end - 1].Until, text));
    }
}
