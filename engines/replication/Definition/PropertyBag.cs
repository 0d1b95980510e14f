using System.Globalization;

namespace Nonolive.Replication.Definition;

/// <summary>
/// Reads one object of settings key by key. What is not asked for is a fault when reading ends, so that no setting is
/// passed over in silence.
/// </summary>
internal sealed class PropertyBag(string where, IReadOnlyDictionary<string, object?> values, Faults faults, StringComparer? names = null)
{
    private readonly HashSet<string> _known = new(names ?? StringComparer.Ordinal);

    public string Where { get; } = where;

    public Faults Faults { get; } = faults;

    public bool Has(string key) => Take(key) is not null;

    public string? Text(string key)
    {
        var value = Take(key);
        if (value is null or string)
            return (string?)value;
        Faults.Add(ReplicationErrors.Invalid(Where, key, value, "a text"));
        return null;
    }

    /// <summary>A text, number or truth value as the text that a person would write.</summary>
    public string? Scalar(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case string text:
                return text;
            case bool flag:
                return flag ? "true" : "false";
            case double number:
                return number.ToString("R", CultureInfo.InvariantCulture);
            case var value:
                Faults.Add(ReplicationErrors.Invalid(Where, key, value, "a single value"));
                return null;
        }
    }

    public string RequiredText(string key)
    {
        if (Text(key) is { Length: > 0 } text)
            return text;
        Faults.Add(ReplicationErrors.Missing(Where, key));
        return "";
    }

    public bool Flag(string key, bool fallback)
    {
        switch (Take(key))
        {
            case null:
                return fallback;
            case bool flag:
                return flag;
            case string text when bool.TryParse(text, out var flag):
                return flag;
            case var value:
                Faults.Add(ReplicationErrors.Invalid(Where, key, value, "true or false"));
                return fallback;
        }
    }

    public int Number(string key, int fallback, int least, int most)
    {
        var value = Take(key);
        if (value is null)
            return fallback;
        if (AsNumber(value) is { } number && number >= least && number <= most && Math.Floor(number) == number)
            return (int)number;
        Faults.Add(ReplicationErrors.Invalid(Where, key, value, $"a whole number from {least} to {most}"));
        return fallback;
    }

    /// <summary>One of some names; DMS takes them in any case.</summary>
    public T Choice<T>(string key, T fallback, params (string Name, T Value)[] choices)
    {
        var value = Take(key);
        if (value is null)
            return fallback;
        foreach (var (name, choice) in choices)
        {
            if (value is string text && string.Equals(text, name, StringComparison.OrdinalIgnoreCase))
                return choice;
        }
        Faults.Add(ReplicationErrors.Invalid(Where, key, value, $"one of {string.Join(", ", choices.Select(choice => choice.Name))}"));
        return fallback;
    }

    public PropertyBag? Section(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case IReadOnlyDictionary<string, object?> section:
                return new PropertyBag($"{Where}.{key}", section, Faults);
            case IEnumerable<KeyValuePair<string, object>> section:
                return new PropertyBag($"{Where}.{key}", section.ToDictionary(pair => pair.Key, object? (pair) => pair.Value), Faults);
            case var value:
                Faults.Add(ReplicationErrors.Invalid(Where, key, value, "an object"));
                return null;
        }
    }

    public IReadOnlyList<PropertyBag> Sections(string key)
    {
        if (Take(key) is not { } value)
            return [];
        if (value is System.Collections.IEnumerable items and not string)
        {
            var sections = new List<PropertyBag>();
            foreach (var item in items)
            {
                var name = $"{Where}.{key}[{sections.Count}]";
                if (item is IReadOnlyDictionary<string, object?> section)
                    sections.Add(new PropertyBag(name, section, Faults));
                else
                    Faults.Add(ReplicationErrors.Invalid(Where, key, item, "a list of objects"));
            }
            return sections;
        }
        Faults.Add(ReplicationErrors.Invalid(Where, key, value, "a list of objects"));
        return [];
    }

    /// <summary>Keys that are understood and change nothing on one machine.</summary>
    public void NoEffect(params string[] keys) => _known.UnionWith(keys);

    /// <summary>A key that may only have the value that means "off".</summary>
    public void Only(string key, object allowed, string reason)
    {
        var value = Take(key);
        var same = (value, allowed) switch
        {
            (null, _) => true,
            (string text, bool flag) => bool.TryParse(text, out var parsed) && parsed == flag,
            (_, int number) => AsNumber(value) == number,
            (string text, string wanted) => string.Equals(text, wanted, StringComparison.OrdinalIgnoreCase),
            _ => value.Equals(allowed),
        };
        if (!same)
            Faults.Add(ReplicationErrors.NotImplemented(Where, key, value, reason));
    }

    public void Refuse(string key, string reason)
    {
        if (Take(key) is { } value)
            Faults.Add(ReplicationErrors.NotImplemented(Where, key, value, reason));
    }

    /// <summary>Ends reading: every key that nobody asked for is a fault.</summary>
    public void End()
    {
        foreach (var key in values.Keys.Where(key => !_known.Contains(key)).Order(StringComparer.Ordinal))
            Faults.Add(ReplicationErrors.UnknownSetting(Where, key, Nearest.Of(key, _known)));
    }

    private object? Take(string key)
    {
        _known.Add(key);
        return values.GetValueOrDefault(key);
    }

    private static double? AsNumber(object? value) => value switch
    {
        double number => number,
        int number => number,
        long number => number,
        string text when double.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
