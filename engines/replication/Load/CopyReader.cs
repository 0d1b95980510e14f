using System.Buffers.Binary;

namespace Nonolive.Replication.Load;

/// <summary>
/// Cuts the rows out of a binary COPY stream
/// (https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"), without a call or an allocation per value.
/// </summary>
internal sealed class CopyReader(Stream stream)
{
    private const int HeaderLength = 11 + 4 + 4;

    private byte[] _buffer = new byte[1 << 18];
    private int _start;
    private int _end;
    private bool _headerRead;

    /// <summary>Takes the next row out of what was read so far; false where more must be read, or all rows were seen.</summary>
    public bool TryRow(out ReadOnlySpan<byte> row)
    {
        row = default;
        if (!_headerRead)
        {
            if (_end - _start < HeaderLength)
                return false;
            var extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + 15));
            if (_end - _start < HeaderLength + extension)
                return false;
            _start += HeaderLength + extension;
            _headerRead = true;
        }
        var bytes = _buffer.AsSpan(_start, _end - _start);
        if (bytes.Length < 2)
            return false;
        var fields = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (fields < 0)
        {
            IsComplete = true;
            return false;
        }
        var position = 2;
        for (var i = 0; i < fields; i++)
        {
            if (bytes.Length < position + 4)
                return false;
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[position..]);
            position += 4 + Math.Max(length, 0);
        }
        if (bytes.Length < position)
            return false;
        row = bytes[2..position];
        _start += position;
        return true;
    }

    /// <summary>Whether the trailer was seen, without which a stream is cut off.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads more; the last row is gone then.</summary>
    public async ValueTask ReadAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        if (read == 0)
            throw new EndOfStreamException("COPY ended without its trailer.");
        _end += read;
    }
}
