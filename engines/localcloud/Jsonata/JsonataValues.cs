using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nonolive.LocalCloud.Jsonata;

/// <summary>"Nothing", which JSONata tells apart from null and drops from lists and objects.</summary>
internal sealed class Undefined
{
    public static readonly Undefined Value = new();

    private Undefined()
    {
    }

    public override string ToString() => "undefined";
}

/// <summary>
/// An array. A <em>sequence</em> is what a path yields: of one item it is the item itself, of none it is nothing.
/// See https://docs.jsonata.org/processing#sequences.
/// </summary>
internal sealed class JsonataArray(IEnumerable<object?> items) : List<object?>(items)
{
    public JsonataArray()
        : this([])
    {
    }

    public bool IsSequence { get; init; }

    // Written `[]` after a step: a sequence of one item stays an array.
    public bool KeepSingleton { get; set; }

    // Made by an array constructor at the start or end of a path: not flattened into the result.
    public bool IsConstructed { get; set; }

    public static JsonataArray Sequence(params IEnumerable<object?> items) => new(items) { IsSequence = true };
}

/// <summary>An object; keys keep their order.</summary>
internal sealed class JsonataObject : OrderedDictionary<string, object?>
{
    public JsonataObject()
        : base(StringComparer.Ordinal)
    {
    }
}

/// <summary>Between JSON and the evaluator's values: null, bool, double, string, <see cref="JsonataArray"/>, <see cref="JsonataObject"/>.</summary>
internal static class JsonataValues
{
    public static object? FromJson(JsonNode? node) => node switch
    {
        null => null,
        JsonArray array => new JsonataArray(array.Select(FromJson)),
        JsonObject map => FromObject(map),
        _ => FromScalar(node.AsValue()),
    };

    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        bool b => JsonValue.Create(b),
        double d => NumberToJson(d),
        string s => JsonValue.Create(s),
        JsonataArray array => new JsonArray([.. array.Where(item => item is not Undefined).Select(ToJson)]),
        JsonataObject map => new JsonObject(map.Where(pair => pair.Value is not Undefined).Select(pair => KeyValuePair.Create(pair.Key, ToJson(pair.Value)))),
        _ => throw new JsonataException($"{NameOf(value)} is not JSON", 0),
    };

    public static string NameOf(object? value) => value switch
    {
        null => "null",
        Undefined => "nothing",
        bool => "a boolean",
        double => "a number",
        string => "a string",
        JsonataArray => "an array",
        JsonataObject => "an object",
        IJsonataFunction => "a function",
        _ => value.GetType().Name,
    };

    public static new bool Equals(object? left, object? right) => (left, right) switch
    {
        (JsonataArray a, JsonataArray b) => a.Count == b.Count && a.Zip(b).All(pair => Equals(pair.First, pair.Second)),
        (JsonataObject a, JsonataObject b) => a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var other) && Equals(pair.Value, other)),
        (double a, double b) => a == b,
        (bool a, bool b) => a == b,
        (string a, string b) => a == b,
        _ => ReferenceEquals(left, right),
    };

    public static bool Truth(object? value) => value switch
    {
        bool b => b,
        double d => d != 0,
        string s => s.Length > 0,
        JsonataArray array => array.Any(Truth),
        JsonataObject map => map.Count > 0,
        _ => false,
    };

    // JavaScript's way of writing a number, after JSONata's rounding to 15 significant digits.
    public static string NumberText(double number)
    {
        if (Math.Floor(number) == number && Math.Abs(number) < 1e21)
            return Math.Abs(number) < 9e15 ? ((long)number).ToString(CultureInfo.InvariantCulture) : number.ToString("F0", CultureInfo.InvariantCulture);
        var rounded = double.Parse(number.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var magnitude = Math.Abs(rounded);
        if (magnitude is >= 1e-6 and < 1e21)
            return ((decimal)rounded).ToString(CultureInfo.InvariantCulture);
        var text = rounded.ToString("R", CultureInfo.InvariantCulture).Replace("E+0", "e+").Replace("E-0", "e-").Replace("E", "e");
        return text;
    }

    public static string Text(object? value, bool indented = false) => value switch
    {
        string s => s,
        double d when !double.IsFinite(d) => throw new JsonataException("an infinite number has no text", 0),
        double d => NumberText(d),
        IJsonataFunction => "",
        _ => ToJson(value)?.ToJsonString(indented ? Indented : Compact) ?? "null",
    };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    private static JsonValue NumberToJson(double number)
    {
        if (!double.IsFinite(number))
            throw new JsonataException("the result is not a finite number", 0);
        return Math.Floor(number) == number && Math.Abs(number) < 9e15 ? JsonValue.Create((long)number) : JsonValue.Create(number);
    }

    private static JsonataObject FromObject(JsonObject map)
    {
        var result = new JsonataObject();
        foreach (var (name, value) in map)
            result[name] = FromJson(value);
        return result;
    }

    private static object FromScalar(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetValue<string>(),
        _ => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
    };
}
