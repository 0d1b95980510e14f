using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using Nonolive.Hive.Functions;
using Nonolive.Hive.Grammar;

namespace Nonolive.Hive.Tests.Conformance;

/// <summary>
/// How many recorded statements with an exact result use each function: functions.tsv, which the claim "checked against a real Hive
/// result" rests on. NONO_HIVE_GOLDEN_UPDATE=1 writes the column of the suite that runs.
/// </summary>
internal static class FunctionUse
{
    private static readonly string[] Columns = ["even", "odd", "hive31"];

    private static string File([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "functions.tsv");

    /// <summary>Counts by function, a number for each suite.</summary>
    public static Dictionary<string, int[]> Read() => System.IO.File.ReadLines(File()).Skip(1).Select(line => line.Split('\t'))
        .ToDictionary(cells => cells[0], cells => cells.Skip(1).Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToArray());

    public static void Write(string suite, IReadOnlyDictionary<string, int> counts)
    {
        var all = System.IO.File.Exists(File()) ? Read() : [];
        var column = Array.IndexOf(Columns, suite);
        foreach (var name in all.Keys.Union(counts.Keys).ToList())
        {
            var row = all.GetValueOrDefault(name) ?? new int[Columns.Length];
            row[column] = counts.GetValueOrDefault(name);
            all[name] = row;
        }
        System.IO.File.WriteAllLines(File(), all.Where(pair => pair.Value.Sum() > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}\t{string.Join('\t', pair.Value)}").Prepend("function\t" + string.Join('\t', Columns)));
    }

    /// <summary>Functions that the table gives at least one exact statement of a suite.</summary>
    public static IEnumerable<string> Claimed(string suite) => Read().Where(pair => pair.Value[Array.IndexOf(Columns, suite)] > 0).Select(pair => pair.Key);

    /// <summary>
    /// Exact SELECTs by the functions that they call, and INSERTs and CREATE TABLE AS whose test goes on with exact SELECTs only.
    /// </summary>
    public static Dictionary<string, int> Count(IEnumerable<Outcome> outcomes)
    {
        var counts = new Dictionary<string, int>();
        foreach (var test in outcomes.GroupBy(outcome => outcome.Test))
        {
            var statements = test.OrderBy(outcome => outcome.Index).ToList();
            for (var at = 0; at < statements.Count; at++)
            {
                var later = statements.Skip(at).Where(one => one.IsSelect && one.Compared).ToList();
                var proved = statements[at].IsSelect ? statements[at].Compared && statements[at].Verdict == Verdict.Exact
                    : statements[at].Verdict == Verdict.Exact && later.Count > 0 && later.All(one => one.Verdict == Verdict.Exact);
                foreach (var name in proved ? Called(statements[at].Statement) : [])
                    counts[name] = counts.GetValueOrDefault(name) + 1;
            }
        }
        return counts;
    }

    private static HashSet<string> Called(string statement)
    {
        var known = FunctionCatalog.Instance.All.Select(one => one.Name).ToHashSet();
        var found = new HashSet<string>();
        try
        {
            var parsed = Parser.Parse(statement);
            if (parsed is QueryStatement or InsertStatement or CreateTable { As: not null })
                Walk(parsed, found);
        }
        catch (Nonolive.Hive.Session.HiveFault)
        {
            // SET and the like are no HiveQL.
        }
        found.IntersectWith(known);
        return found;
    }

    private static void Walk(object? node, HashSet<string> found)
    {
        if (node is null or string || node.GetType().IsPrimitive || node.GetType().IsEnum)
            return;
        if (node is IEnumerable many)
        {
            foreach (var each in many)
                Walk(each, found);
            return;
        }
        if (node is CallExpr call)
            found.Add(call.Name);
        if (node.GetType().Namespace != typeof(CallExpr).Namespace && !node.GetType().IsGenericType)
            return;
        foreach (var part in node.GetType().GetProperties().Where(part => part.GetIndexParameters().Length == 0))
            Walk(part.GetValue(node), found);
        foreach (var field in node.GetType().IsGenericType ? node.GetType().GetFields() : [])
            Walk(field.GetValue(node), found);
    }
}
