using System.IO.Compression;
using System.Text;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Types;

namespace Nonolive.Replication.Files;

/// <summary>
/// A CSV file as DMS writes it: no header unless addColumnName, quotes only where RFC 4180 needs them, decimals with their
/// scale, timestamps with microseconds. Values must come in PostgreSQL's text form.
/// </summary>
internal sealed class CsvTableFile : TableFile
{
    private readonly Stream _stream;
    private readonly Stream _output;
    private readonly LayoutColumn[] _columns;
    private readonly LobLimit?[] _limits;
    private readonly byte[] _delimiter;
    private readonly byte[] _end;
    private readonly byte[] _null;
    private readonly byte[] _absent;
    private readonly bool _quotes;
    private readonly bool _quotesEmpty;
    private readonly Action<string> _warn;
    private long _written;

    public CsvTableFile(TableLayout layout, ReplicationDefinition definition, Stream stream, Action<string> warn)
    {
        var target = definition.Target;
        _stream = stream;
        _output = target.Gzip ? new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true) : stream;
        _columns = layout.Columns;
        _limits = [.. layout.Columns.Select(column => column is { Role: ColumnRole.Data, Mapped.Type.IsLob: true }
            ? new LobLimit(
                layout.Table.Source.FullName, column.Name, definition.Task.LobMaxSize, definition.Behaviour.BytesPerLobCharacter,
                definition.Source.FailTasksOnLobTruncation, warn)
            : null)];
        _delimiter = Encoding.UTF8.GetBytes(target.CsvDelimiter);
        _end = Encoding.UTF8.GetBytes(target.CsvRowDelimiter);
        _null = Encoding.UTF8.GetBytes(target.CsvNullValue ?? definition.Behaviour.CsvNull);
        _absent = target.CsvNoSupValue is { } absent ? Encoding.UTF8.GetBytes(absent) : _null;
        _quotes = target.Rfc4180;
        _quotesEmpty = definition.Behaviour.CsvQuotesEmptyText;
        _warn = warn;
        if (target.AddColumnName)
        {
            for (var i = 0; i < _columns.Length; i++)
                WriteField(i, Encoding.UTF8.GetBytes(_columns[i].Name));
            Write(_end);
        }
    }

    public override long Size => _written;

    public override void AppendNull(int column) => WriteRaw(column, _null);

    public override void AppendAbsent(int column) => WriteRaw(column, _absent);

    public override void AppendBinary(int column, ReadOnlySpan<byte> value) => throw new NotSupportedException("CSV is written from text.");

    public override void AppendText(int column, ReadOnlySpan<byte> value)
    {
        if (_columns[column] is not { Role: ColumnRole.Data, Mapped.Type: { } type })
        {
            WriteField(column, value);
            return;
        }
        Span<byte> buffer = stackalloc byte[TimeValue.FormattedLength];
        switch (type)
        {
            case { Kind: DmsType.DateTime }:
                TimeValue.Format(TimeValue.TextTimestamp(value), buffer);
                WriteRaw(column, buffer);
                break;
            case { Kind: DmsType.Boolean } or { Wire: WireForm.Bool }:
                WriteRaw(column, value[0] == 't' ? "true"u8 : "false"u8);
                break;
            case { Kind: DmsType.Numeric }:
                if (DecimalValue.TryReadText(value, type.Precision, type.Scale, out var unscaled))
                {
                    WriteRaw(column, Encoding.ASCII.GetBytes(DecimalValue.Show(unscaled, type.Scale)));
                }
                else
                {
                    _warn($"a value of '{_columns[column].Name}' has no form as decimal({type.Precision},{type.Scale}) and was written as NULL");
                    AppendNull(column);
                }
                break;
            case { Kind: DmsType.Blob }:
                // Hexadecimal digits without PostgreSQL's \x.
                WriteRaw(column, _limits[column] is { } hex ? hex.CutHex(value[2..]) : value[2..]);
                break;
            default:
                WriteField(column, _limits[column] is { } limit ? limit.CutText(value) : value);
                break;
        }
    }

    public override Stream Finish()
    {
        if (_output != _stream)
            _output.Dispose();
        _stream.Position = 0;
        return _stream;
    }

    public override void Dispose()
    {
        _output.Dispose();
        _stream.Dispose();
    }

    protected override void OnRow() => Write(_end);

    private void WriteField(int column, ReadOnlySpan<byte> value)
    {
        if (value.Length == 0 && _quotesEmpty)
            WriteRaw(column, "\"\""u8);
        else if (_quotes && (value.IndexOfAny((byte)'"', (byte)'\n', (byte)'\r') >= 0 || value.IndexOf(_delimiter) >= 0 || value.IndexOf(_end) >= 0))
            WriteRaw(column, Quoted(value));
        else
            WriteRaw(column, value);
    }

    private static byte[] Quoted(ReadOnlySpan<byte> value)
    {
        var quoted = new byte[value.Length + 2 + value.Count((byte)'"')];
        var at = 0;
        quoted[at++] = (byte)'"';
        foreach (var c in value)
        {
            if (c == '"')
                quoted[at++] = c;
            quoted[at++] = c;
        }
        quoted[at] = (byte)'"';
        return quoted;
    }

    private void WriteRaw(int column, ReadOnlySpan<byte> value)
    {
        if (column > 0)
            Write(_delimiter);
        Write(value);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _written += bytes.Length;
    }
}
