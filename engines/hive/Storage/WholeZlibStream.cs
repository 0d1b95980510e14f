using System.Buffers.Binary;
using System.IO.Compression;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

/// <summary>
/// Unpacks a zlib file (.deflate) and fails where it ends too early: .NET's stream just ends there, so the checksum that the
/// file's last bytes must be is computed here.
/// </summary>
internal sealed class WholeZlibStream : ReadOnlyStream
{
    private const uint Modulus = 65_521;

    // So many bytes can be summed before 32 bits overflow.
    private const int MostAtOnce = 5_552;

    private readonly ZLibStream _zlib;
    private readonly uint _expected;
    private uint _a = 1;
    private uint _b;

    internal WholeZlibStream(FileStream source)
    {
        Span<byte> checksum = stackalloc byte[4];
        if (source.Length < 6)
            throw new EndOfStreamException("Unexpected end of input stream");
        source.Seek(-4, SeekOrigin.End);
        source.ReadExactly(checksum);
        _expected = BinaryPrimitives.ReadUInt32BigEndian(checksum);
        source.Position = 0;
        _zlib = new ZLibStream(source, CompressionMode.Decompress);
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        var read = _zlib.Read(buffer);
        for (var rest = buffer[..read]; rest.Length > 0; rest = rest[Math.Min(MostAtOnce, rest.Length)..])
        {
            foreach (var value in rest[..Math.Min(MostAtOnce, rest.Length)])
            {
                _a += value;
                _b += _a;
            }
            _a %= Modulus;
            _b %= Modulus;
        }
        if (read == 0 && !buffer.IsEmpty && ((_b << 16) | _a) != _expected)
            throw new EndOfStreamException("Unexpected end of input stream");
        return read;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _zlib.Dispose();
        base.Dispose(disposing);
    }
}
