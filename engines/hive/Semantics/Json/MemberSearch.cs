namespace Nonolive.Hive.Semantics.Json;

/// <summary>
/// Finds several members of an object in one pass that also checks the whole document; of equal names the last counts. Used by
/// one thread for document after document.
/// </summary>
internal sealed class MemberSearch(IReadOnlyList<byte[]> keys, JsonLeniency leniency)
{
    private readonly byte[][] _keys = [.. keys];
    private readonly (int Start, int End)[] _found = new (int, int)[keys.Count];

    /// <summary>Where a key's value stands in the last document; nothing where it has none.</summary>
    internal (int Start, int End) this[int key] => _found[key];

    /// <summary>Where the document's object starts, or -1 where it is no valid object; what follows it is not looked at.</summary>
    internal int Find(ReadOnlySpan<byte> json)
    {
        Array.Fill(_found, (-1, -1));
        var start = JsonScanner.SkipSpace(json, 0);
        if (start >= json.Length || json[start] != '{')
            return -1;
        var at = JsonScanner.SkipSpace(json, start + 1);
        if (at < json.Length && json[at] == '}')
            return start;
        // Writers keep an order, so the key after the last one found is tried first.
        var likely = 0;
        while (at < json.Length && json[at] == '"')
        {
            var end = JsonScanner.SkipString(json, at, leniency);
            if (end < 0)
                return -1;
            var key = Match(json[at..end], likely);
            at = JsonScanner.SkipSpace(json, end);
            if (at >= json.Length || json[at] != ':')
                return -1;
            var value = JsonScanner.SkipSpace(json, at + 1);
            at = JsonScanner.SkipValue(json, value, leniency, 1);
            if (at < 0)
                return -1;
            if (key >= 0)
            {
                _found[key] = (value, at);
                likely = key + 1 == _keys.Length ? 0 : key + 1;
            }
            at = JsonScanner.SkipSpace(json, at);
            if (at < json.Length && json[at] == '}')
                return start;
            if (at >= json.Length || json[at] != ',')
                return -1;
            at = JsonScanner.SkipSpace(json, at + 1);
        }
        return -1;
    }

    private int Match(ReadOnlySpan<byte> token, int likely)
    {
        var content = token[1..^1];
        if (content.Contains((byte)'\\'))
            return MatchEscaped(token);
        if (likely < _keys.Length && content.SequenceEqual(_keys[likely]))
            return likely;
        for (var key = 0; key < _keys.Length; key++)
        {
            if (content.SequenceEqual(_keys[key]))
                return key;
        }
        return -1;
    }

    private int MatchEscaped(ReadOnlySpan<byte> token)
    {
        for (var key = 0; key < _keys.Length; key++)
        {
            if (JsonText.ContentEquals(token, _keys[key]))
                return key;
        }
        return -1;
    }
}
