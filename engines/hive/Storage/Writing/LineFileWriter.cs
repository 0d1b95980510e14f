using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Compression;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>Rows as lines of a text file, perhaps compressed.</summary>
internal sealed class LineFileWriter : IRowWriter
{
    private const int FlushSize = 1 << 16;

    private readonly ILineFormat _format;
    private readonly Stream _stream;
    private readonly ConcurrentStack<ArrayBufferWriter<byte>> _idle = new();

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
    public void Write(RowChunk rows, int from, int count)
    {
        if (!_idle.TryPop(out var lines))
            lines = new ArrayBufferWriter<byte>(FlushSize * 2);
        for (var row = from; row < from + count; row++)
        {
            _format.Append(rows, row, lines);
            lines.Write("\n"u8);
            if (lines.WrittenCount >= FlushSize)
                Flush(lines);
        }
        _idle.Push(lines);
    }

    /// <inheritdoc />
    public void Finish()
    {
        foreach (var lines in _idle)
            Flush(lines);
        _stream.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private void Flush(ArrayBufferWriter<byte> lines)
    {
        lock (_idle)
            _stream.Write(lines.WrittenSpan);
        lines.ResetWrittenCount();
    }
}
