namespace Nonolive.LocalCloud.StateMachines;

/// <summary>The variables of the machine, a branch or an iteration; an inner scope reads the outer ones.</summary>
internal sealed class ExecutionScope(ExecutionScope? outer, object? mapItem)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The context object's Map entry inside of an iteration; null outside.</summary>
    public object? MapItem { get; } = mapItem ?? outer?.MapItem;

    public void Assign(IReadOnlyDictionary<string, object?> values)
    {
        lock (_lock)
        {
            foreach (var (name, value) in values)
                _variables[name] = value;
        }
    }

    public Dictionary<string, object?> Snapshot()
    {
        var all = outer?.Snapshot() ?? new Dictionary<string, object?>(StringComparer.Ordinal);
        lock (_lock)
        {
            foreach (var (name, value) in _variables)
                all[name] = value;
        }
        return all;
    }
}
