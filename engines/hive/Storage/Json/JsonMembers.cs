using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Storage.Json;

/// <summary>The members that a row or struct may have, found by name.</summary>
internal sealed class JsonMembers
{
    private const string InternalPrefix = "_col";

    private readonly Dictionary<string, int> _byName;
    private readonly byte[][] _names;
    private int _guess;

    internal JsonMembers(string[] names, JsonValue[] values)
    {
        Values = values;
        _names = [.. names.Select(name => Encoding.UTF8.GetBytes(name.ToLowerInvariant()))];
        _byName = names.Select((name, index) => (name: name.ToLowerInvariant(), index)).DistinctBy(pair => pair.name)
            .ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
    }

    internal JsonValue[] Values { get; }

    /// <summary>The member of this name (a string token's content), or -1.</summary>
    internal int IndexOf(ReadOnlySpan<byte> name)
    {
        // Lines mostly have their members in one order, so the next one is tried first.
        if (_guess >= _names.Length)
            _guess = 0;
        if (_guess < _names.Length && name.SequenceEqual(_names[_guess]))
            return _guess++;
        var text = Encoding.UTF8.GetString(name).ToLowerInvariant();
        if (_byName.TryGetValue(text, out var index))
        {
            _guess = index + 1;
            return index;
        }
        return Internal(text);
    }

    // HiveConf.getColumnInternalName: _col0, _col1 ... address columns by number.
    private int Internal(string name)
    {
        if (!name.StartsWith(InternalPrefix, StringComparison.Ordinal)
            || !int.TryParse(name.AsSpan(InternalPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return -1;
        }
        if (name != InternalPrefix + index.ToString(CultureInfo.InvariantCulture) || index >= Values.Length)
            throw new FormatException($"Hive internal column name ({name}) and position encoding ({index}) for the column name are at odds");
        return index;
    }
}
