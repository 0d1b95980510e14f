using System.Text.Unicode;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Storage.Json;

/// <summary>
/// org.apache.hive.hcatalog.data.JsonSerDe of Hive 3.1, read from its source: names in any case, the last of equal ones counts,
/// unknown ones are passed over, missing ones are NULL; whatever does not fit its column's type fails the query.
/// </summary>
internal sealed class JsonRowDecoder : IRowDecoder
{
    private readonly JsonMembers _members;
    private readonly ProjectedColumn[] _projected;
    private readonly bool[] _written;

    internal JsonRowDecoder(IReadOnlyList<HiveColumn> columns, ProjectedColumn[] projected)
    {
        _members = new JsonMembers([.. columns.Select(column => column.Name)], [.. columns.Select(column => JsonValue.Of(column.Type))]);
        _projected = projected;
        _written = new bool[columns.Count];
    }

    /// <inheritdoc />
    public void Decode(ReadOnlySpan<byte> line, int row, OutputChunk chunk)
    {
        if (!Utf8.IsValid(line))
            throw new FormatException("Invalid UTF-8");
        var reader = new JsonReader(line);
        reader.ExpectObject("Start token not found where expected");
        Array.Clear(_written);
        while (reader.NextName(out var name))
        {
            var index = _members.IndexOf(name);
            if (index < 0)
            {
                reader.SkipValue();
                continue;
            }
            var output = OutputOf(index);
            if (output < 0)
            {
                // Columns that the query does not use are checked all the same: Hive builds the whole row.
                _members.Values[index].Skip(ref reader);
                continue;
            }
            _written[index] = true;
            _members.Values[index].Write(ref reader, chunk[output], row);
        }
        foreach (var (index, output) in _projected)
        {
            if (!_written[index])
                _members.Values[index].WriteNull(chunk[output], row);
        }
    }

    private int OutputOf(int index)
    {
        foreach (var column in _projected)
        {
            if (column.Index == index)
                return column.Output;
        }
        return -1;
    }
}
