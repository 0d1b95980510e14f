using Nonolive.Hive.Native;

namespace Nonolive.Hive.Storage.Text;

/// <summary>Cuts a nested value's text at a separator, which an escape character may hide.</summary>
internal ref struct LazyParts(ReadOnlySpan<byte> text, byte separator, byte? escape)
{
    private ReadOnlySpan<byte> _rest = text;
    private bool _ended;

    internal bool TryNext(out ReadOnlySpan<byte> part)
    {
        if (_ended)
        {
            part = default;
            return false;
        }
        var at = Find(_rest, separator, escape);
        if (at < 0)
        {
            part = _rest;
            _ended = true;
            return true;
        }
        part = _rest[..at];
        _rest = _rest[(at + 1)..];
        return true;
    }

    internal static int Find(ReadOnlySpan<byte> text, byte separator, byte? escape)
    {
        if (escape is not { } mark)
            return text.IndexOf(separator);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == separator)
                return i;
            if (text[i] == mark && i + 1 < text.Length)
                i++;
        }
        return -1;
    }
}

/// <summary>array: an empty text is an empty array.</summary>
internal sealed class LazyArrayValue(LazyValue element, LazySimpleParameters parameters, int level) : LazyValue
{
    internal override void Write(OutputVector vector, int row, ReadOnlySpan<byte> text)
    {
        var separator = parameters.Separators[level];
        var count = 0;
        if (!text.IsEmpty)
        {
            var counting = new LazyParts(text, separator, parameters.Escape);
            while (counting.TryNext(out _))
                count++;
        }
        var at = vector.BeginList(row, count);
        var elements = vector.Elements;
        var parts = new LazyParts(text, separator, parameters.Escape);
        for (var i = 0; i < count && parts.TryNext(out var part); i++)
        {
            if (part.SequenceEqual(parameters.NullText))
                element.WriteNull(elements, at + i);
            else
                element.Write(elements, at + i, part);
        }
    }
}

/// <summary>map: an entry without a key separator has a NULL value; of equal keys the first counts, NULL keys are dropped.</summary>
internal sealed class LazyMapValue(LazyValue key, LazyValue value, LazySimpleParameters parameters, int level) : LazyValue
{
    internal override void Write(OutputVector vector, int row, ReadOnlySpan<byte> text)
    {
        var most = 0;
        var counting = new LazyParts(text, parameters.Separators[level], parameters.Escape);
        while (!text.IsEmpty && counting.TryNext(out _))
            most++;
        var at = vector.BeginList(row, most);
        var keys = vector.Elements.Member(0);
        var values = vector.Elements.Member(1);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        var parts = new LazyParts(text, parameters.Separators[level], parameters.Escape);
        while (count < most && parts.TryNext(out var part))
        {
            var split = LazyParts.Find(part, parameters.Separators[level + 1], parameters.Escape);
            var keyText = split < 0 ? part : part[..split];
            if (keyText.IsEmpty || keyText.SequenceEqual(parameters.NullText) || !seen.Add(Convert.ToHexString(keyText)))
                continue;
            if (key is LazyPrimitiveValue primitive && !primitive.TryWrite(keys, at + count, keyText))
                continue;
            if (key is not LazyPrimitiveValue)
                key.Write(keys, at + count, keyText);
            if (split < 0 || part[(split + 1)..].SequenceEqual(parameters.NullText))
                value.WriteNull(values, at + count);
            else
                value.Write(values, at + count, part[(split + 1)..]);
            count++;
        }
        vector.SetListLength(row, count);
    }
}

/// <summary>struct: missing members are NULL, further ones are not read.</summary>
internal sealed class LazyStructValue(LazyValue[] members, LazySimpleParameters parameters, int level) : LazyValue
{
    internal override void Write(OutputVector vector, int row, ReadOnlySpan<byte> text)
    {
        var parts = new LazyParts(text, parameters.Separators[level], parameters.Escape);
        for (var i = 0; i < members.Length; i++)
        {
            var member = vector.Member(i);
            if (!parts.TryNext(out var part) || part.SequenceEqual(parameters.NullText))
                members[i].WriteNull(member, row);
            else
                members[i].Write(member, row, part);
        }
    }

    internal override void WriteNull(OutputVector vector, int row)
    {
        vector.SetNull(row);
        for (var i = 0; i < members.Length; i++)
            members[i].WriteNull(vector.Member(i), row);
    }
}
