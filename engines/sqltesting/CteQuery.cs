using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;

namespace Nonolive.SqlTesting;

/// <summary>The query that gives the rows of one common table expression of a script's last statement.</summary>
internal static class CteQuery
{
    public static string Of(string script, string file, TableRows expected)
    {
        var statement = ScriptSplitter.Split(script).Last().Text;
        var tokens = Lexer.Read(statement);
        var known = new List<string>();
        // with NAME as ( … ), NAME as ( … ) …
        for (var at = 0; at + 3 < tokens.Count && tokens[at].Is("with") | tokens[at].IsSymbol(",") && tokens[at + 2].Is("as");)
        {
            var name = tokens[at + 1].Text;
            var end = Close(tokens, at + 3);
            if (string.Equals(name, expected.Table, StringComparison.OrdinalIgnoreCase))
                return $"{statement[..tokens[end].Until]}\nselect * from {name}";
            known.Add(name);
            at = end + 1;
        }
        throw SqlTestErrors.UnknownCte(expected.Location, file, expected.Table, known);
    }

    private static int Close(List<Token> tokens, int open)
    {
        var depth = 0;
        for (var at = open; at < tokens.Count; at++)
        {
            depth += tokens[at].IsSymbol("(") ? 1 : tokens[at].IsSymbol(")") ? -1 : 0;
            if (depth == 0)
                return at;
        }
        return tokens.Count - 1;
    }
}
