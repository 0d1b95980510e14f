using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;

namespace Nonolive.SqlTesting.Mutation;

/// <summary>
/// Every mutant of a script: one small change each, of the kinds that people make by mistake. Works on the engine's tokens, so
/// comments and texts are never mistaken for code; what does not bind any more is told apart when it is run.
/// </summary>
internal static class MutantFinder
{
    public static IReadOnlyList<Mutant> Find(string script)
    {
        var mutants = new List<Mutant>();
        foreach (var statement in ScriptSplitter.Split(script))
        {
            var tokens = new TokenList(statement);
            if (!(tokens[0].Is("with") || tokens[0].Is("insert") || tokens[0].Is("select") || tokens[0].Is("from")))
                continue;
            var rules = new MutationRules(tokens, mutants);
            for (var at = 0; tokens[at].Kind != TokenKind.End; at++)
            {
                if (tokens[at].Is("partition") && tokens[at + 1].IsSymbol("("))
                    at = tokens.Close(at + 1);
                else if (tokens[at].Is("cast") && tokens[at + 1].IsSymbol("("))
                    rules.Type(tokens.Close(at + 1));
                else
                    rules.At(at);
            }
        }
        // Two rules may come to the same text.
        return [.. mutants.OrderBy(mutant => mutant.Start).DistinctBy(mutant => (mutant.Start, mutant.End, mutant.Replacement))];
    }
}
