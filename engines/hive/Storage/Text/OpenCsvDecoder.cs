using System.Text;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Storage.Text;

/// <summary>
/// OpenCSVSerde over opencsv 2.3: a line is a record, short ones are filled up with NULL, a quote that does not end on the line
/// loses its field. Every column is a string, whatever the table declares, so other types are refused.
/// </summary>
internal sealed class OpenCsvDecoder : IRowDecoder
{
    // opencsv's own escape character; Hive's default for the property is the quote, which it takes as "not given".
    private const char DefaultEscape = '\\';

    private readonly char _separator;
    private readonly char _quote;
    private readonly char _escape;
    private readonly ProjectedColumn[] _projected;
    private readonly List<string> _fields = [];

    internal OpenCsvDecoder(string table, IReadOnlyList<HiveColumn> columns, IReadOnlyDictionary<string, string> properties, ProjectedColumn[] projected)
    {
        if (columns.FirstOrDefault(column => column.Type.Kind != Types.HiveKind.String) is { } other)
        {
            throw StorageFaults.UnsupportedProperty(table, $"column {other.Name}", other.Type.ToString(),
                "OpenCSVSerde makes every column a string: declare it as string and cast it in the query.");
        }
        _projected = projected;
        _separator = Character(properties, "separatorChar", ',');
        _quote = Character(properties, "quoteChar", '"');
        var escape = Character(properties, "escapeChar", '"');
        _escape = escape == '"' ? DefaultEscape : escape;
    }

    /// <inheritdoc />
    public void Decode(ReadOnlySpan<byte> line, int row, OutputChunk chunk)
    {
        Split(Encoding.UTF8.GetString(line));
        foreach (var (index, output) in _projected)
            chunk[output].SetText(row, index < _fields.Count ? _fields[index] : null);
    }

    // CSVParser.parseLine with its defaults: quotes are not strict, white space before a quote is dropped.
    private void Split(string line)
    {
        _fields.Clear();
        if (line.Length == 0)
            return;
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == _escape)
            {
                if (quoted && i + 1 < line.Length && (line[i + 1] == _quote || line[i + 1] == _escape))
                    field.Append(line[++i]);
            }
            else if (c == _quote)
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == _quote)
                    field.Append(line[++i]);
                else
                    quoted = Quote(line, i, field, quoted);
            }
            else if (c == _separator && !quoted)
            {
                _fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }
        if (!quoted)
            _fields.Add(field.ToString());
    }

    // A quote amid a field is kept, as in a,bc"d"ef,g.
    private bool Quote(string line, int at, StringBuilder field, bool quoted)
    {
        var amid = at > 2 && line[at - 1] != _separator && line.Length > at + 1 && line[at + 1] != _separator;
        if (amid && field.Length > 0 && string.IsNullOrWhiteSpace(field.ToString()))
            field.Clear();
        else if (amid)
            field.Append(_quote);
        return !quoted;
    }

    private static char Character(IReadOnlyDictionary<string, string> properties, string name, char otherwise) =>
        properties.TryGetValue(name, out var text) && text.Length > 0 ? text[0] : otherwise;
}
