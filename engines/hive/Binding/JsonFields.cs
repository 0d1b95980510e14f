namespace Nonolive.Hive.Binding;

/// <summary>A field of a JSON text: a get_json_object path or a json_tuple key, as SQL.</summary>
internal sealed class JsonField(string key)
{
    public string Key { get; } = key;

    /// <summary>Whether anything in the statement reads it; only then it is looked for.</summary>
    public bool Used { get; set; }
}

/// <summary>The fields that are read from one JSON text together, once a row, into a record.</summary>
/// <param name="id">Number in the statement.</param>
/// <param name="extraction">Gives the record's SQL from the keys; a key is null where nobody uses the field.</param>
internal sealed class JsonFields(int id, Func<IReadOnlyList<string?>, string> extraction)
{
    private readonly List<JsonField> _fields = [];

    /// <summary>Stands in the SQL until the whole statement is bound.</summary>
    public string Placeholder { get; } = $"\u0001json{id}\u0001";

    /// <summary>The SQL of the record; set when it has its place.</summary>
    public string Record { get; set; } = "";

    /// <summary>A key's field and its position.</summary>
    public (JsonField Field, int Position) Find(string key)
    {
        var at = _fields.FindIndex(field => field.Key == key);
        if (at < 0)
        {
            at = _fields.Count;
            _fields.Add(new JsonField(key));
        }
        return (_fields[at], at);
    }

    public string Extraction() => extraction([.. _fields.Select(field => field.Used ? field.Key : null)]);
}
