using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Nonolive.Pipeline.Yaml;

/// <summary>A mapping of a YAML file; remembers which keys were read, so that the rest can be refused.</summary>
public sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> _values = [];
    private readonly YamlMappingNode _node;
    private readonly HashSet<string> _read = [];
    private readonly string _file;

    internal YamlMap(YamlMappingNode node, string file)
    {
        _node = node;
        _file = file;
        foreach (var (key, value) in node.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw YamlErrors.NotYaml(At(key), "a key must be a text.");
            if (!_values.TryAdd(name, value))
                throw YamlErrors.DuplicateName(At(key), "key", name);
        }
    }

    /// <summary>Where the mapping starts: <c>file:line:column</c>.</summary>
    public string Location => At(_node);

    /// <summary>The keys in the order of the file.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.Select(key => ((YamlScalarNode)key).Value ?? "");

    /// <summary>Where a key's value stands: <c>file:line:column</c>.</summary>
    public string LocationOf(string key) => _values.TryGetValue(key, out var value) ? At(value) : Location;

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>A text that must be there.</summary>
    public string Text(string key) => OptionalText(key) ?? throw YamlErrors.MissingKey(Location, key);

    /// <summary>A text, or null where the key is absent or its value is an unquoted null.</summary>
    public string? OptionalText(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => TextOf(scalar),
        var other => throw YamlErrors.WrongValue(At(other), key, "a list or mapping", "one text"),
    };

    /// <summary>A whole number, or the default where the key is absent.</summary>
    public long Number(string key, long absent) => OptionalText(key) is not { } text ? absent
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw YamlErrors.WrongValue(LocationOf(key), key, text, "a whole number");

    /// <summary>A decimal number, or null where the key is absent.</summary>
    public decimal? OptionalDecimal(string key) => OptionalText(key) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
        : throw YamlErrors.WrongValue(LocationOf(key), key, text, "a number");

    /// <summary>True or false, or the default where the key is absent.</summary>
    public bool Flag(string key, bool absent) => OptionalText(key) switch
    {
        null => absent,
        "true" => true,
        "false" => false,
        var text => throw YamlErrors.WrongValue(LocationOf(key), key, text, "true or false"),
    };

    /// <summary>One of the names of an enumeration, written in lower case.</summary>
    public T Choice<T>(string key) where T : struct, Enum
    {
        var text = Text(key);
        return Enum.GetValues<T>().Where(value => Snake(value.ToString()) == text).Select(value => (T?)value).FirstOrDefault()
            ?? throw YamlErrors.WrongValue(LocationOf(key), key, text, "one of " + string.Join(", ", Enum.GetNames<T>().Select(Snake)));
    }

    /// <summary>A list of texts; empty where the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(node => node is YamlScalarNode { Value: { } text }
            ? text : throw YamlErrors.WrongValue(At(node), key, "a list or mapping", "a list of texts"))],
        var other => throw YamlErrors.WrongValue(At(other), key, other.ToString(), "a list: [a, b]"),
    };

    /// <summary>A list of mappings; empty where the key is absent.</summary>
    public IReadOnlyList<YamlMap> Maps(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(node => node is YamlMappingNode map
            ? new YamlMap(map, _file) : throw YamlErrors.WrongValue(At(node), key, node.ToString(), "a list of mappings"))],
        var other => throw YamlErrors.WrongValue(At(other), key, other.ToString(), "a list of mappings"),
    };

    /// <summary>A mapping, or null where the key is absent.</summary>
    public YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode map => new YamlMap(map, _file),
        var other => throw YamlErrors.WrongValue(At(other), key, other.ToString(), "a mapping: {key: value}"),
    };

    /// <summary>The names of the keys with their values as nullable texts, all counted as read.</summary>
    public IReadOnlyList<(string Key, string? Value)> Entries() => [.. Keys.Select(key => (key, OptionalText(key)))];

    /// <summary>Refuses keys that nothing has read.</summary>
    public void RefuseTheRest()
    {
        foreach (var (key, _) in _node.Children)
        {
            var name = ((YamlScalarNode)key).Value ?? "";
            if (!_read.Contains(name))
                throw YamlErrors.UnknownKey(At(key), name, _read);
        }
    }

    internal YamlNode? Find(string key)
    {
        _read.Add(key);
        return _values.GetValueOrDefault(key);
    }

    internal static string? TextOf(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "null" or "~" ? null : scalar.Value;

    private string At(YamlNode node) => $"{_file}:{node.Start.Line}:{node.Start.Column}";

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}
