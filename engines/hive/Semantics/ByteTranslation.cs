using System.Text;

namespace Nonolive.Hive.Semantics;

/// <summary>translate() between two sets of characters; over bytes where both are ASCII.</summary>
internal sealed class ByteTranslation
{
    private const short Removed = -1;

    private readonly byte[] _from;
    private readonly byte[] _to;
    private readonly short[] _targets = new short[256];

    internal ByteTranslation(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        (_from, _to) = (from.ToArray(), to.ToArray());
        IsAscii = Ascii.IsValid(from) && Ascii.IsValid(to);
        for (var octet = 0; octet < _targets.Length; octet++)
            _targets[octet] = (short)octet;
        // Of equal characters the first counts.
        for (var at = from.Length - 1; at >= 0; at--)
            _targets[from[at]] = at < to.Length ? to[at] : Removed;
    }

    /// <summary>Whether <see cref="Apply"/> holds.</summary>
    internal bool IsAscii { get; }

    internal bool Is(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) => from.SequenceEqual(_from) && to.SequenceEqual(_to);

    /// <summary>Writes the translated text, which is never longer, and tells its length.</summary>
    internal int Apply(ReadOnlySpan<byte> text, Span<byte> result)
    {
        var length = 0;
        foreach (var octet in text)
        {
            var target = _targets[octet];
            if (target != Removed)
                result[length++] = (byte)target;
        }
        return length;
    }
}
