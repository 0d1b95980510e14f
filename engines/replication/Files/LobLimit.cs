using System.Text;

namespace Nonolive.Replication.Files;

/// <summary>Cuts large objects at LobMaxSize, as limited LOB mode does, and tells of it.</summary>
internal sealed class LobLimit(string table, string column, int kilobytes, int bytesPerCharacter, bool isFault, Action<string> warn)
{
    private readonly int _bytes = kilobytes * 1024;
    private readonly int _characters = kilobytes * 1024 / bytesPerCharacter;

    public ReadOnlySpan<byte> CutBytes(ReadOnlySpan<byte> value) => value.Length <= _bytes ? value : Cut(value[.._bytes]);

    public ReadOnlySpan<byte> CutHex(ReadOnlySpan<byte> digits) => digits.Length <= 2 * _bytes ? digits : Cut(digits[..(2 * _bytes)]);

    public ReadOnlySpan<byte> CutText(ReadOnlySpan<byte> value)
    {
        if (value.Length <= _characters)
            return value;
        // A character beyond the basic plane counts twice, as in UTF-16.
        var (left, position) = (_characters, 0);
        while (position < value.Length)
        {
            Rune.DecodeFromUtf8(value[position..], out var rune, out var length);
            left -= rune.Utf16SequenceLength;
            if (left < 0)
                return Cut(value[..position]);
            position += length;
        }
        return value;
    }

    private ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> value)
    {
        if (isFault)
            throw ReplicationErrors.LobTruncated(table, column, kilobytes);
        warn($"a value of {table}.{column} was cut at LobMaxSize ({kilobytes} KB)");
        return value;
    }
}
