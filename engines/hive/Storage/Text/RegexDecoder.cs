using System.Text;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics.JavaPatterns;

namespace Nonolive.Hive.Storage.Text;

/// <summary>RegexSerDe: the groups of a pattern that takes the whole line are the columns; any other line is a row of NULLs.</summary>
internal sealed class RegexDecoder : IRowDecoder
{
    private static readonly LazySimpleParameters PlainText = new(new Dictionary<string, string>());

    private readonly JavaRegex _pattern;
    private readonly (int Group, int Output, LazyValue Value)[] _columns;

    internal RegexDecoder(string table, IReadOnlyList<HiveColumn> columns, IReadOnlyDictionary<string, string> properties, ProjectedColumn[] projected)
    {
        var pattern = properties.GetValueOrDefault("input.regex")
            ?? throw StorageFaults.UnsupportedProperty(table, "input.regex", "", "This table does not have serde property \"input.regex\": give it in WITH SERDEPROPERTIES.");
        if (columns.FirstOrDefault(column => !column.Type.IsPrimitive) is { } nested)
            throw StorageFaults.UnsupportedProperty(table, $"column {nested.Name}", nested.Type.ToString(), "RegexSerDe has primitive columns only.");
        var ignoreCase = string.Equals(properties.GetValueOrDefault("input.regex.case.insensitive"), "true", StringComparison.OrdinalIgnoreCase);
        _pattern = JavaRegex.Of((ignoreCase ? "(?i)" : "") + $"(?:{pattern})\\z");
        _columns = [.. projected.Select(column => (column.Index + 1, column.Output, LazyValue.Of(columns[column.Index].Type, PlainText)))];
    }

    /// <inheritdoc />
    public void Decode(ReadOnlySpan<byte> line, int row, OutputChunk chunk)
    {
        var groups = _pattern.GroupsAtStart(Encoding.UTF8.GetString(line));
        foreach (var (group, output, value) in _columns)
        {
            if (groups is null || group >= groups.Count || !groups[group].Success)
                value.WriteNull(chunk[output], row);
            else
                value.Write(chunk[output], row, Encoding.UTF8.GetBytes(groups[group].Value));
        }
    }
}
