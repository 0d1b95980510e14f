namespace Nonolive.LocalCloud.Jsonata;

/// <summary>The variables of a block, over those around it.</summary>
internal sealed class JsonataFrame(JsonataFrame? parent)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public object? Bind(string name, object? value) => _values[name] = value;

    public object? Lookup(string name)
    {
        for (var frame = this; frame is not null; frame = frame.Parent)
        {
            if (frame._values.TryGetValue(name, out var value))
                return value;
        }
        return Undefined.Value;
    }

    private JsonataFrame? Parent { get; } = parent;
}
