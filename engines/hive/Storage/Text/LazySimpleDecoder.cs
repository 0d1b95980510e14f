using Nonolive.Hive.Metastore;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Storage.Text;

/// <summary>LazySimpleSerDe: fields between separators; missing ones are NULL, further ones are not read.</summary>
internal sealed class LazySimpleDecoder : IRowDecoder
{
    private readonly LazySimpleParameters _parameters;
    private readonly int _columns;
    private readonly int[] _outputs;
    private readonly LazyValue?[] _values;
    private readonly int _last;

    internal LazySimpleDecoder(IReadOnlyList<HiveColumn> columns, LazySimpleParameters parameters, ProjectedColumn[] projected)
    {
        _parameters = parameters;
        _columns = columns.Count;
        _values = new LazyValue?[columns.Count];
        _outputs = new int[columns.Count];
        _last = -1;
        foreach (var (index, output) in projected)
        {
            _values[index] = LazyValue.Of(columns[index].Type, parameters);
            _outputs[index] = output;
            _last = Math.Max(_last, index);
        }
    }

    /// <inheritdoc />
    public void Decode(ReadOnlySpan<byte> line, int row, OutputChunk chunk)
    {
        var rest = line;
        var ended = false;
        for (var i = 0; i <= _last; i++)
        {
            if (ended)
            {
                _values[i]?.WriteNull(chunk[_outputs[i]], row);
                continue;
            }
            var end = i == _columns - 1 && _parameters.LastTakesRest
                ? -1
                : LazyParts.Find(rest, _parameters.Separators[0], _parameters.Escape);
            var field = end < 0 ? rest : rest[..end];
            ended = end < 0;
            rest = end < 0 ? default : rest[(end + 1)..];
            if (_values[i] is not { } value)
                continue;
            if (field.SequenceEqual(_parameters.NullText))
                value.WriteNull(chunk[_outputs[i]], row);
            else
                value.Write(chunk[_outputs[i]], row, field);
        }
    }
}
