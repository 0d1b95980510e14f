using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Nonolive.Hive.Tests.Conformance;

/// <summary>One statement of a recorded test with the answer that Apache Hive gave.</summary>
internal sealed record GoldenStatement(int Index, string Text, IReadOnlyList<string>? Answer);

/// <summary>One recorded test.</summary>
internal sealed record GoldenTest(string Name, IReadOnlyList<GoldenStatement> Statements)
{
    /// <value>Whether the recorder sorted the rows: no by default.</value>
    public bool AnyOrder { get; init; }
}

/// <summary>
/// Apache Hive's clientpositive queries with recorded answers, in the layout of Apache Spark 2's sql/hive/src/test/resources:
/// <c>ql/src/test/queries/clientpositive/&lt;test&gt;.q</c> and <c>golden/&lt;test&gt;-&lt;index&gt;-&lt;md5 of the statement&gt;</c>.
/// </summary>
internal static partial class GoldenSuite
{
    /// <summary>Tests whose name's MD5 begins with an even hexadecimal digit, or the others.</summary>
    public static IEnumerable<GoldenTest> Read(string folder, bool even)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "ql/src/test/queries/clientpositive"), "*.q").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var digit = Convert.ToInt32(Md5(name).PadLeft(32, '0')[..1], 16);
            if ((digit % 2 == 0) == even && Read(folder, name, File.ReadAllText(file)) is { } test)
                yield return test;
        }
    }

    private static GoldenTest? Read(string folder, string name, string text)
    {
        var code = string.Join('\n', text.Split('\n').Where(line => !Comment().IsMatch(line)));
        var queries = Semicolon().Split(code).Select(query => query.Trim()).Where(query => query.Length > 0)
            .Where(query => !query.Contains("hive.outerjoin.supports.filters") && !query.Contains("hive.exec.post.hooks")).ToList();
        var statements = queries.Select((query, index) =>
        {
            var path = Path.Combine(folder, "golden", $"{name}-{index}-{Md5(query)}");
            return new GoldenStatement(index, query, File.Exists(path) ? Lines(File.ReadAllText(path)) : null);
        }).ToList();
        return statements.Any(statement => statement.Answer is not null) ? new GoldenTest(name, statements) : null;
    }

    private static string[] Lines(string answer) => answer switch { "" => [], "\n" => [""], _ => answer.TrimEnd('\n').Split('\n') };

#pragma warning disable CA5351 // the recorded files are named by MD5; nothing is secured by it
    /// <summary>As BigInteger.toString(16) prints it: without leading zeros.</summary>
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text))).TrimStart('0');
#pragma warning restore CA5351

    [GeneratedRegex(@"^--.*(?<=[^\\]);$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<=[^\\]);")]
    private static partial Regex Semicolon();
}
