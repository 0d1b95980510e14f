using System.IO.Compression;

namespace Nonolive.Pipeline.Storage;

/// <summary>
/// Unpacks gzip, several members one after another, and fails where the file ends inside one: Hadoop's decompressor throws
/// EOFException there, while .NET's stream just ends. To tell, a last member of known content is appended on the way in; it
/// comes out only if all before it was whole.
/// </summary>
public sealed class WholeGzipStream : ReadOnlyStream
{
    private const int BufferSize = 1 << 16;

    private static readonly byte[] Mark = [.. "nonolive: the end"u8];
    private static readonly byte[] PackedMark = Pack(Mark);

    private readonly GZipStream _gzip;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Unpacks a stream, and disposes it with itself.</summary>
    /// <param name="source">The gzip file.</param>
    public WholeGzipStream(Stream source) => _gzip = new GZipStream(new Appended(source, PackedMark), CompressionMode.Decompress);

    /// <inheritdoc />
    /// <exception cref="EndOfStreamException">The file ends inside of a member.</exception>
    /// <exception cref="InvalidDataException">The file is no gzip, or broken.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The mark's length always stays behind, for the last bytes may be the mark.
        while (!_ended && _end - _start <= Mark.Length)
            Fill();
        var length = Math.Min(buffer.Length, _end - _start - Mark.Length);
        if (length <= 0)
            return 0;
        _buffer.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var read = _gzip.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
        if (_ended && !_buffer.AsSpan(0, _end).EndsWith(Mark))
            throw new EndOfStreamException("Unexpected end of input stream");
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }

    private sealed class Appended(Stream source, byte[] tail) : ReadOnlyStream
    {
        private int _at = -1;

        public override int Read(Span<byte> buffer)
        {
            if (_at < 0)
            {
                var read = source.Read(buffer);
                if (read > 0 || buffer.IsEmpty)
                    return read;
                _at = 0;
            }
            var length = Math.Min(buffer.Length, tail.Length - _at);
            tail.AsSpan(_at, length).CopyTo(buffer);
            _at += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
