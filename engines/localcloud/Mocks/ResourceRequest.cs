using System.Collections.Immutable;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>One registration, with its inputs read by type; a wrong type is an error that names the input.</summary>
internal sealed record ResourceRequest(string Type, string Name, IReadOnlyDictionary<string, object?> Inputs, AccountFixture Account)
{
    public bool Has(string input) => Inputs.TryGetValue(input, out var value) && value is not null;

    public string? Text(string input) => Value(input) switch
    {
        null => null,
        string text => text,
        var other => throw Wrong(input, $"is {other.GetType().Name} and must be a string"),
    };

    public string Required(string input) => Text(input) ?? throw Wrong(input, "is missing");

    public bool Flag(string input) => Value(input) switch
    {
        null => false,
        bool flag => flag,
        var other => throw Wrong(input, $"is {other.GetType().Name} and must be true or false"),
    };

    public double? Number(string input) => Value(input) switch
    {
        null => null,
        double number => number,
        int number => number,
        var other => throw Wrong(input, $"is {other.GetType().Name} and must be a number"),
    };

    public Section? Map(string input) => Value(input) switch
    {
        null => null,
        ImmutableDictionary<string, object?> map => new Section(this, input, map),
        var other => throw Wrong(input, $"is {other.GetType().Name} and must be an object"),
    };

    public IReadOnlyList<Section> Maps(string input) => Section.MapsOf(this, input, Value(input));

    public Exception Wrong(string input, string problem) => LocalCloudErrors.WrongInput(Type, Name, input, problem);

    private object? Value(string input) => Inputs.GetValueOrDefault(input);
}

/// <summary>A nested object of a registration; what is not read of it is refused.</summary>
internal sealed class Section(ResourceRequest request, string path, IReadOnlyDictionary<string, object?> values)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public string? Text(string name) => Take(name) switch
    {
        null => null,
        string text => text,
        var other => throw request.Wrong($"{path}.{name}", $"is {other.GetType().Name} and must be a string"),
    };

    public string Required(string name) => Text(name) ?? throw request.Wrong($"{path}.{name}", "is missing");

    public bool? Flag(string name) => Take(name) switch
    {
        null => null,
        bool flag => flag,
        var other => throw request.Wrong($"{path}.{name}", $"is {other.GetType().Name} and must be true or false"),
    };

    public int? Whole(string name) => Take(name) switch
    {
        null => null,
        double number when Math.Floor(number) == number => (int)number,
        int number => number,
        var other => throw request.Wrong($"{path}.{name}", $"is {other} and must be a whole number"),
    };

    public Section? Map(string name) => Take(name) switch
    {
        null => null,
        ImmutableDictionary<string, object?> map => new Section(request, $"{path}.{name}", map),
        var other => throw request.Wrong($"{path}.{name}", $"is {other.GetType().Name} and must be an object"),
    };

    public IReadOnlyList<Section> Maps(string name) => MapsOf(request, $"{path}.{name}", Take(name));

    public void RefuseOthers()
    {
        var others = values.Keys.Where(name => !_read.Contains(name)).Select(name => $"{path}.{name}").ToList();
        if (others.Count > 0)
            throw LocalCloudErrors.UnknownResourceInput(request.Type, request.Name, others);
    }

    public Exception Wrong(string name, string problem) => request.Wrong($"{path}.{name}", problem);

    internal static IReadOnlyList<Section> MapsOf(ResourceRequest request, string path, object? value) => value switch
    {
        null => [],
        ImmutableArray<object> array => [.. array.Select((item, i) => item is ImmutableDictionary<string, object?> map
            ? new Section(request, $"{path}[{i}]", map)
            : throw request.Wrong($"{path}[{i}]", "must be an object"))],
        var other => throw request.Wrong(path, $"is {other.GetType().Name} and must be a list"),
    };

    private object? Take(string name)
    {
        _read.Add(name);
        return values.GetValueOrDefault(name);
    }
}
