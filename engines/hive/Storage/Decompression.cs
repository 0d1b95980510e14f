using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

/// <summary>Chooses the codec by the file's extension, as Hadoop's CompressionCodecFactory does.</summary>
internal static class Decompression
{
    private const int BufferSize = 1 << 16;

    private static readonly string[] Refused = [".bz2", ".lz4", ".lzo", ".zst", ".br", ".xz", ".zip"];

    /// <summary>The plain content of a local file; <paramref name="name"/> is the object's own name.</summary>
    internal static Stream Open(string path, string name)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (Refused.Contains(extension))
            throw StorageFaults.UnknownCompression(name, extension);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        return extension switch
        {
            ".gz" => new WholeGzipStream(file),
            // Hadoop's DefaultCodec writes zlib streams.
            ".deflate" => new WholeZlibStream(file),
            ".snappy" => new HadoopSnappyStream(file),
            _ => file,
        };
    }
}
