using System.Buffers;
using System.IO.Compression;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>Rows as lines of a text file, perhaps compressed.</summary>
internal sealed class LineFileWriter : IRowWriter
{
    private const int FlushSize = 1 << 16;

    private readonly ILineFormat _format;
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushSize * 2);

    internal LineFileWriter(string path, ILineFormat format, string extension)
    {
        _format = format;
        var file = File.Create(path);
        _stream = extension switch
        {
            ".gz" => new GZipStream(file, CompressionLevel.Fastest),
            ".deflate" => new ZLibStream(file, CompressionLevel.Fastest),
            _ => file,
        };
    }

    /// <inheritdoc />
    public void Write(ChunkQuery query, int from, int count)
    {
        for (var row = from; row < from + count; row++)
        {
            _format.Append(query, row, _buffer);
            _buffer.Write("\n"u8);
            if (_buffer.WrittenCount >= FlushSize)
                Flush();
        }
    }

    /// <inheritdoc />
    public void Finish()
    {
        Flush();
        _stream.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
