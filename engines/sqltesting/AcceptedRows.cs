using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Nonolive.SqlTesting;

/// <summary>
/// Writes the rows that a job gives into its test's file. Only the cells that differ, rows that are missing and rows that are
/// new are touched; comments, the order of rows and columns and the style of everything else stay.
/// </summary>
internal sealed partial class AcceptedRows(string text)
{
    // The day and the run are those of the test; nobody wants to read them in each row.
    private static readonly string[] Partitions = ["dt", "run"];
    private static readonly string[] Words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    private readonly List<(int Start, int End, string Text)> _edits = [];

    /// <summary>The file with everything that was accepted.</summary>
    public string Text
    {
        get
        {
            var result = text;
            foreach (var (start, end, replacement) in _edits.OrderByDescending(edit => edit.Start))
                result = string.Concat(result.AsSpan(0, start), replacement, result.AsSpan(end));
            return result;
        }
    }

    /// <summary>Takes over the rows of one table of one test.</summary>
    /// <param name="test">The test's place in the file.</param>
    /// <param name="section"><c>expect</c> or <c>ctes</c>.</param>
    /// <param name="found">The rows found, and those written.</param>
    /// <param name="cells">Turns values into the words of tests.</param>
    public void Accept(int test, string section, FoundRows found, GivenRows cells)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var tests = (YamlSequenceNode)stream.Documents[0].RootNode["tests"];
        var key = ((YamlMappingNode)tests[test][section]).Children.Keys.First(node => ((YamlScalarNode)node).Value == found.Expected.Table);
        var list = tests[test][section][key];
        var rows = list is YamlSequenceNode sequence ? sequence.Children : [];
        var wanted = found.Wanted(cells);
        var columns = Expectation.ColumnsOf(wanted);
        string Row(int row) => Line(found, row, columns.Count > 0 ? columns : [.. found.Columns.Select(column => column.Name).Except(Partitions)], cells);
        var pairs = Expectation.Pair(wanted, found.Rows);
        var added = pairs.Where(pair => pair.Wanted is null).Select(pair => Row(pair.Found!.Value)).ToList();
        var tables = (YamlMappingNode)tests[test][section];
        if (tables.Style == MappingStyle.Flow || (rows.Count > 0 && ((YamlSequenceNode)list).Style == SequenceStyle.Flow))
        {
            AcceptOnOneLine((YamlMappingNode)tests[test], section, tables, list, [.. pairs.Where(pair => pair.Found is not null).Select(pair => Row(pair.Found!.Value))]);
            return;
        }
        if (rows.Count == 0 || pairs.All(pair => pair.Found is null))
        {
            // Nothing to keep: the list is written anew.
            var start = ((int)key.End.Index) + 1;
            var end = rows.Count > 0 ? EndOfLine((int)rows[^1].Start.Index) : text.IndexOf(']', (int)list.Start.Index) + 1;
            var indent = "\n" + new string(' ', (int)key.Start.Column + 1) + "- ";
            _edits.Add((start, end, added.Count > 0 ? string.Concat(added.Select(row => indent + row)) : " []"));
            return;
        }
        foreach (var pair in pairs.Where(pair => pair.Wanted is not null))
            Edit((YamlMappingNode)rows[pair.Wanted!.Value], wanted[pair.Wanted!.Value], pair.Found, found, columns, cells);
        var last = (int)rows[^1].Start.Index;
        var margin = text[(LineBreakBefore(last) + 1)..last];
        if (added.Count > 0)
            _edits.Add((EndOfLine(last), EndOfLine(last), string.Concat(added.Select(row => "\n" + margin + row))));
    }

    // "expect: {table: []}": a table alone gets lines of its own, one among others a list on its line.
    private void AcceptOnOneLine(YamlMappingNode test, string section, YamlMappingNode tables, YamlNode list, List<string> rows)
    {
        var key = test.Children.Keys.First(node => ((YamlScalarNode)node).Value == section);
        var indent = "\n" + new string(' ', (int)key.Start.Column + 1);
        if (tables.Children.Count == 1 && rows.Count > 0)
            _edits.Add(((int)key.End.Index + 1, EndOfFlow((int)(tables.Style == MappingStyle.Flow ? tables : list).Start.Index), $"{indent}{tables.Children.Keys.Single()}:{string.Concat(rows.Select(row => $"{indent}  - {row}"))}"));
        else
            _edits.Add(((int)list.Start.Index, EndOfFlow((int)list.Start.Index), $"[{string.Join(", ", rows)}]"));
    }

    private void Edit(
        YamlMappingNode node, IReadOnlyDictionary<string, string?> wanted, int? row, FoundRows found, List<string> columns, GivenRows cells)
    {
        if (row is not { } index)
        {
            var start = (int)node.Start.Index;
            _edits.Add((LineBreakBefore(start), EndOfLine(start), ""));
            return;
        }
        foreach (var column in Expectation.Differing(wanted, found.Rows[index], columns))
        {
            var value = Value(found, index, column, cells);
            var present = node.Children.FirstOrDefault(child => ((YamlScalarNode)child.Key).Value == column);
            if (present.Value is { } scalar)
                _edits.Add(((int)scalar.Start.Index, (int)scalar.End.Index, value));
            else
                _edits.Add(((int)node.End.Index - 1, (int)node.End.Index - 1, $", {column}: {value}"));
        }
    }

    private static string Line(FoundRows found, int row, List<string> columns, GivenRows cells) =>
        "{" + string.Join(", ", columns.Select(column => $"{column}: {Value(found, row, column, cells)}")) + "}";

    private static string Value(FoundRows found, int row, string column, GivenRows cells)
    {
        var type = found.Columns.First(known => known.Name == column).Type.ToString();
        if (cells.Written(column, type, found.Rows[row].GetValueOrDefault(column)) is not { } written)
            return "null";
        var plain = type is "bigint" or "int" or "boolean" ? WholeNumber().IsMatch(written) || written is "true" or "false"
            : PlainText().IsMatch(written) && !Words.Contains(written, StringComparer.OrdinalIgnoreCase);
        return plain ? written : Quoted(written);
    }

    // Other letters, emoji too, stand as they are: people read them.
    private static string Quoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in value)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\x{(int)letter:x2}",
                _ => letter.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    // A node of YamlDotNet tells where its first token ends, not where the bracket closes.
    private int EndOfFlow(int start)
    {
        var (at, depth) = (start, 0);
        do
        {
            var isQuoted = text[at] is '"' or '\'' && "[{,:".Contains(text[..at].TrimEnd(' ', '\n')[^1]);
            depth += isQuoted ? 0 : text[at] switch { '[' or '{' => 1, ']' or '}' => -1, _ => 0 };
            at = isQuoted ? EndOfQuoted(at) : at + 1;
        }
        while (depth > 0 && at < text.Length);
        return at;
    }

    private int EndOfQuoted(int start)
    {
        var at = start + 1;
        while (text[at] != text[start])
            at += text[at] == '\\' && text[start] == '"' ? 2 : 1;
        return at + 1;
    }

    private int LineBreakBefore(int at) => text.LastIndexOf('\n', Math.Max(0, at - 1));

    private int EndOfLine(int at) => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    [GeneratedRegex("^-?[0-9]+$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*( [A-Za-z0-9_]+)*$")]
    private static partial Regex PlainText();
}
