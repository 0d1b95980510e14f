namespace Nonolive.Hive.Storage;

/// <summary>Raw snappy data (https://github.com/google/snappy/blob/main/format_description.txt).</summary>
internal static class Snappy
{
    private const int MaxLength = 1 << 30;

    internal static byte[] Decompress(ReadOnlySpan<byte> data)
    {
        var at = 0;
        var length = ReadVarint(data, ref at);
        if (length is < 0 or > MaxLength)
            throw new InvalidDataException("The snappy data does not say a possible length.");
        var plain = new byte[length];
        var written = 0;
        while (at < data.Length)
        {
            var tag = data[at++];
            if ((tag & 3) == 0)
            {
                var size = LiteralLength(data, tag >> 2, ref at);
                if (size > data.Length - at || size > plain.Length - written)
                    throw new InvalidDataException("A snappy literal is longer than the data.");
                data.Slice(at, size).CopyTo(plain.AsSpan(written));
                at += size;
                written += size;
            }
            else
            {
                Copy(data, tag, ref at, plain, ref written);
            }
        }
        return written == plain.Length ? plain : throw new InvalidDataException("The snappy data ends too early.");
    }

    private static void Copy(ReadOnlySpan<byte> data, byte tag, ref int at, byte[] plain, ref int written)
    {
        var kind = tag & 3;
        var extra = kind == 3 ? 4 : kind;
        if (extra > data.Length - at)
            throw new InvalidDataException("A snappy copy is cut off.");
        var size = kind == 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
        long distance = kind switch
        {
            1 => ((tag >> 5) << 8) | data[at],
            2 => data[at] | (data[at + 1] << 8),
            _ => System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(data[at..]),
        };
        at += extra;
        if (distance == 0 || distance > written || size > plain.Length - written)
            throw new InvalidDataException("A snappy copy points outside the data.");
        // Byte by byte, for source and target may overlap.
        for (var i = 0; i < size; i++, written++)
            plain[written] = plain[written - (int)distance];
    }

    private static int LiteralLength(ReadOnlySpan<byte> data, int code, ref int at)
    {
        if (code < 60)
            return code + 1;
        var bytes = code - 59;
        if (bytes > data.Length - at)
            throw new InvalidDataException("A snappy literal is cut off.");
        long length = 0;
        for (var i = 0; i < bytes; i++)
            length |= (long)data[at++] << (8 * i);
        return length < MaxLength ? (int)length + 1 : throw new InvalidDataException("A snappy literal is too long.");
    }

    private static int ReadVarint(ReadOnlySpan<byte> data, ref int at)
    {
        long value = 0;
        for (var shift = 0; shift < 35 && at < data.Length; shift += 7)
        {
            var next = data[at++];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return value <= int.MaxValue ? (int)value : -1;
        }
        return -1;
    }
}
