using Nonolive.Hive.Session;
using Nonolive.SqlTesting.Mutation;

namespace Nonolive.SqlTesting;

/// <summary>The query that gives the rows of one common table expression of a script's last statement.</summary>
internal static class CteQuery
{
    public static string Of(string script, string file, TableRows expected)
    {
        var tokens = new TokenList(ScriptSplitter.Split(script).Last());
        var known = new List<string>();
        // with NAME as ( … ), NAME as ( … ) …
        for (var at = 0; at + 3 < tokens.Count && tokens[at].Is("with") | tokens[at].IsSymbol(",") && tokens[at + 2].Is("as");)
        {
            var name = tokens[at + 1].Text;
            var end = tokens.Close(at + 3);
            if (string.Equals(name, expected.Table, StringComparison.OrdinalIgnoreCase))
                return $"{tokens.Text[..tokens[end].Until]}\nselect * from {name}";
            known.Add(name);
            at = end + 1;
        }
        throw SqlTestErrors.UnknownCte(expected.Location, file, expected.Table, known);
    }
}
