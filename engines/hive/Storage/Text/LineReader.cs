namespace Nonolive.Hive.Storage.Text;

/// <summary>
/// Lines of a stream as Hadoop's LineRecordReader cuts them: at \n, \r or \r\n, the last with or without an end, a byte order
/// mark at the start dropped.
/// </summary>
internal sealed class LineReader(Stream stream, int bufferSize = 1 << 17) : IDisposable
{
    private byte[] _buffer = new byte[bufferSize];
    private int _start;
    private int _end;
    private bool _ended;
    private long _consumed;
    private bool _begun;

    /// <summary>Where the last line began in the plain content.</summary>
    internal long Offset { get; private set; }

    /// <summary>How many lines were read.</summary>
    internal long Lines { get; private set; }

    /// <summary>The next line, without its end; valid until the next call.</summary>
    internal bool TryRead(out ReadOnlySpan<byte> line)
    {
        if (!_begun)
            SkipByteOrderMark();
        var scanned = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start + scanned, _end - _start - scanned);
            var at = rest.IndexOfAny((byte)'\n', (byte)'\r');
            if (at >= 0)
            {
                var length = scanned + at;
                // Whether \n follows \r is known only with the next byte.
                if (rest[at] == '\r' && at + 1 == rest.Length && !_ended)
                {
                    scanned = length;
                    Fill();
                    continue;
                }
                var ending = rest[at] == '\r' && at + 1 < rest.Length && rest[at + 1] == '\n' ? 2 : 1;
                line = Take(length, ending);
                return true;
            }
            if (_ended)
            {
                if (_start == _end)
                {
                    line = default;
                    return false;
                }
                line = Take(_end - _start, 0);
                return true;
            }
            scanned = _end - _start;
            Fill();
        }
    }

    /// <inheritdoc />
    public void Dispose() => stream.Dispose();

    private ReadOnlySpan<byte> Take(int length, int ending)
    {
        Offset = _consumed;
        Lines++;
        var line = _buffer.AsSpan(_start, length);
        _start += length + ending;
        _consumed += length + ending;
        return line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
    }

    private void SkipByteOrderMark()
    {
        _begun = true;
        while (!_ended && _end - _start < 3)
            Fill();
        if (_buffer.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8))
        {
            _start += 3;
            _consumed += 3;
        }
    }
}
