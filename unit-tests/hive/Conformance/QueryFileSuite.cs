using System.Text.RegularExpressions;

namespace Nonolive.Hive.Tests.Conformance;

/// <summary>
/// Apache Hive's clientpositive queries with recorded answers, in the layout of Hive's own repository:
/// <c>ql/src/test/queries/clientpositive/&lt;test&gt;.q</c> and <c>ql/src/test/results/clientpositive/**/&lt;test&gt;.q.out</c>.
/// </summary>
internal static partial class QueryFileSuite
{
    private const string Before = "PREHOOK: query: ";
    private const string After = "POSTHOOK: ";
    private const string Masked = "#### A masked pattern was here ####";

    /// <summary>Beginnings of lines that are no rows.</summary>
    private static readonly string[] Chatter = ["Warning: ", "WARNING: ", "RUN: Stage-", "test.comment=", "unix_timestamp(void) is deprecated"];

    /// <summary>Where answers lie, the preferred folder first.</summary>
    private static readonly string[] Answers = ["", "llap", "tez", "spark"];

    public static IEnumerable<GoldenTest> Read(string folder)
    {
        var results = Path.Combine(folder, "ql/src/test/results/clientpositive");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "ql/src/test/queries/clientpositive"), "*.q").Order(StringComparer.Ordinal))
        {
            var answer = Answers.Select(place => Path.Combine(results, place, Path.GetFileName(file) + ".out")).FirstOrDefault(File.Exists);
            if (answer is not null)
                yield return Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file), File.ReadAllLines(answer));
        }
    }

    private static GoldenTest Read(string name, string text, string[] answers)
    {
        var blocks = new Queue<(string Query, string[]? Answer)>(Blocks(answers));
        var statements = new List<GoldenStatement>();
        foreach (var statement in Semicolon().Split(Comment().Replace(text, "")).Select(one => one.Trim()).Where(one => one.Length > 0))
        {
            string[]? answer = null;
            if (blocks.Any(block => Flat(block.Query) == Flat(statement)))
            {
                while (blocks.Peek() is var block && Flat(block.Query) != Flat(statement))
                    blocks.Dequeue();
                answer = blocks.Dequeue().Answer;
            }
            statements.Add(new GoldenStatement(statements.Count, statement, answer));
        }
        return new GoldenTest(name, statements) { AnyOrder = text.Contains("SORT_QUERY_RESULTS", StringComparison.Ordinal) };
    }

    private static IEnumerable<(string Query, string[]? Answer)> Blocks(string[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith(Before, StringComparison.Ordinal))
                continue;
            var query = new List<string> { lines[at][Before.Length..] };
            for (at++; at < lines.Length && !lines[at].StartsWith("PREHOOK: type: ", StringComparison.Ordinal); at++)
                query.Add(lines[at]);
            while (at < lines.Length && !lines[at].StartsWith("POSTHOOK: type: ", StringComparison.Ordinal) && !(at + 1 < lines.Length && lines[at + 1].StartsWith(Before, StringComparison.Ordinal)))
                at++;
            for (at++; at < lines.Length && (lines[at].StartsWith(After, StringComparison.Ordinal) || lines[at] == Masked); at++)
            {
            }
            var answer = new List<string>();
            for (; at < lines.Length && !lines[at].StartsWith(Before, StringComparison.Ordinal); at++)
            {
                if (!Chatter.Any(word => lines[at].StartsWith(word, StringComparison.Ordinal)))
                    answer.Add(lines[at]);
            }
            at--;
            // SORT_AND_HASH_QUERY_RESULTS puts a hash behind the rows.
            if (answer is [_, .., { Length: 24 } hash] && hash.EndsWith("==", StringComparison.Ordinal))
                answer.RemoveAt(answer.Count - 1);
            yield return (string.Join('\n', query), answer.Any(line => line.Contains("masked pattern", StringComparison.Ordinal)) ? null : [.. answer]);
        }
    }

    private static string Flat(string query) => Blank().Replace(Comment().Replace(query, ""), "");

    [GeneratedRegex(@"^\s*--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<!\\);")]
    private static partial Regex Semicolon();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
