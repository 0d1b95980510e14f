using System.Globalization;
using System.Text.Json;

namespace Nonolive.Infra.Settings;

/// <summary>Reads settings by name and collects every fault; what it returns for a faulty one is never used.</summary>
internal sealed class SettingValues
{
    private readonly IConfigSource _source;
    private readonly Dictionary<string, SettingKey> _keys = SettingsSchema.Keys.ToDictionary(key => key.Name);
    private readonly Dictionary<string, IReadOnlyList<string>> _values = [];
    private readonly HashSet<string> _faulty = [];

    public SettingValues(IConfigSource source)
    {
        _source = source;
        RefuseUnknownKeys();
        foreach (var key in SettingsSchema.Keys)
            _values[key.Name] = Parse(key);
    }

    public List<SettingsFault> Faults { get; } = [];

    public string Text(string name) => _values[name] is [var only, ..] ? only : "";

    public IReadOnlyList<string> Texts(string name) => _values[name];

    public bool Flag(string name) => Text(name) == "true";

    public int Number(string name) => int.TryParse(Text(name), out var number) ? number : 0;

    public bool IsSet(string name) => !string.IsNullOrEmpty(Text(name));

    /// <summary>Adds a fault that lies in how values go together; silent where the value itself is already faulty.</summary>
    public void Contradiction(bool wrong, string name, string problem, string? value = null)
    {
        if (!wrong || _faulty.Contains(name))
            return;
        var key = _keys[name];
        Faults.Add(new SettingsFault(key.FullName, problem, value is null ? key.Remedy : $"pulumi config set {key.FullName} {SettingKey.Shell(value)}"));
    }

    /// <summary>Adds a fault that is mended by removing a key.</summary>
    public void Unwanted(bool wrong, string name, string problem)
    {
        if (wrong && !_faulty.Contains(name))
            Faults.Add(new SettingsFault(_keys[name].FullName, problem, $"pulumi config rm {_keys[name].FullName}"));
    }

    private void RefuseUnknownKeys()
    {
        var known = SettingsSchema.Keys.Select(key => key.FullName).ToHashSet();
        foreach (var key in _source.Keys.Order(StringComparer.Ordinal).Where(key => !known.Contains(key) && IsOurs(key)))
        {
            var near = known.MinBy(name => Distance(name, key))!;
            Faults.Add(new SettingsFault(key, $"there is no such setting; did you mean '{near}'?", $"pulumi config rm {SettingKey.Shell(key)}"));
        }
    }

    // Other namespaces belong to the engine and to the provider's own settings.
    private static bool IsOurs(string key) => key.StartsWith($"{SettingsSchema.Project}:", StringComparison.Ordinal) || !key.Contains(':');

    private string[] Parse(SettingKey key)
    {
        var raw = _source.Get(key.FullName);
        if (raw is not null && key.Secret && raw.Length > 0 && !_source.IsSecret(key.FullName))
            Fault(key, "is a secret, and its value stands in plain text");
        else if (raw is null && key.Default is null)
            Fault(key, $"must be set ({key.Meaning})");
        if (_faulty.Contains(key.Name))
            return [];
        // What a stack file holds of a secret is its cipher text, which says nothing of its form.
        if (raw is not null && key.Secret && _source.IsSecret(key.FullName) && raw.StartsWith('{'))
            return ["(encrypted)"];
        return key.Kind switch
        {
            SettingKind.Array => ParseList(key, raw ?? key.Default!),
            SettingKind.Integer => ParseNumber(key, raw ?? key.Default!),
            SettingKind.Boolean => ParseFlag(key, raw ?? key.Default!),
            _ => ParseText(key, raw ?? key.Default!),
        };
    }

    private string[] ParseText(SettingKey key, string text)
    {
        if (text.Length == 0 && key.MayBeEmpty)
            return [];
        Check(key, text, "");
        return [text];
    }

    private string[] ParseNumber(SettingKey key, string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            Fault(key, $"'{Shown(text)}' is not a whole number");
        else if (number < key.Minimum || number > key.Maximum)
            Fault(key, $"{number} is not between {key.Minimum} and {key.Maximum}");
        return [text];
    }

    private string[] ParseFlag(SettingKey key, string text)
    {
        if (text is not ("true" or "false"))
            Fault(key, $"'{Shown(text)}' is neither true nor false");
        return [text];
    }

    private string[] ParseList(SettingKey key, string json)
    {
        string[] texts;
        try
        {
            texts = JsonSerializer.Deserialize<string[]>(json) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            Fault(key, $"'{Shown(json)}' is not a list of texts");
            return [];
        }
        if (texts.Length == 0 && !key.MayBeEmpty)
            Fault(key, "the list is empty");
        for (var i = 0; i < texts.Length; i++)
        {
            Check(key, texts[i] ?? "", $"item {i}: ");
            if (Array.IndexOf(texts, texts[i]) < i)
                Fault(key, $"item {i}: '{Shown(texts[i])}' stands twice in the list");
        }
        return texts;
    }

    private void Check(SettingKey key, string text, string where)
    {
        if (key.Allowed.Count > 0 && !key.Allowed.Contains(text))
            Fault(key, $"{where}'{Shown(text)}' is none of {string.Join(", ", key.Allowed)}");
        else if (key.Pattern is { } pattern && (!pattern.IsMatch(text) || text.Contains('\n')))
            Fault(key, $"{where}'{Shown(text)}' is not {key.Meaning}");
    }

    private void Fault(SettingKey key, string problem)
    {
        _faulty.Add(key.Name);
        Faults.Add(new SettingsFault(key.FullName, problem, key.Remedy));
    }

    // A message is one line of a terminal, whatever was typed.
    private static string Shown(string? text)
    {
        var clean = string.Concat((text ?? "null").Select(c => char.IsControl(c) ? '?' : c));
        return clean.Length > 80 ? clean[..80] + "..." : clean;
    }

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var (diagonal, _) = (row[0], row[0] = i);
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }
        return row[^1];
    }
}
