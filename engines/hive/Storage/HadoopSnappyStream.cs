using System.Buffers.Binary;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

/// <summary>
/// Reads Hadoop's SnappyCodec files: blocks of a big-endian length of the plain data, then pieces of a big-endian length and
/// raw snappy data (org.apache.hadoop.io.compress.BlockDecompressorStream; https://github.com/google/snappy/blob/main/format_description.txt).
/// </summary>
internal sealed class HadoopSnappyStream(Stream source) : ReadOnlyStream
{
    private byte[] _plain = [];
    private int _at;
    private long _blockRest;

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        while (_at == _plain.Length)
        {
            if (!NextPiece())
                return 0;
        }
        var length = Math.Min(buffer.Length, _plain.Length - _at);
        _plain.AsSpan(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    private bool NextPiece()
    {
        Span<byte> length = stackalloc byte[4];
        while (_blockRest == 0)
        {
            var read = source.ReadAtLeast(length, 4, throwOnEndOfStream: false);
            if (read == 0)
                return false;
            if (read < 4)
                throw new EndOfStreamException("Unexpected end of input stream");
            _blockRest = BinaryPrimitives.ReadUInt32BigEndian(length);
        }
        source.ReadExactly(length);
        var compressed = new byte[BinaryPrimitives.ReadUInt32BigEndian(length)];
        source.ReadExactly(compressed);
        _plain = Snappy.Decompress(compressed);
        _at = 0;
        _blockRest -= _plain.Length;
        return _blockRest >= 0 ? true : throw new InvalidDataException("A snappy block is longer than it says.");
    }
}
