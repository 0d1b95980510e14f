using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A map from names to inputs; the map and each of its values may be an output.</summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _entries;

    public InputMap() : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> entries) : base(null) => _entries = entries;

    internal override Output<ImmutableDictionary<string, TValue>> Value => _entries.Apply(entries =>
    {
        ImmutableArray<string> keys = [.. entries.Keys];
        return Output.All(keys.Select(key => entries[key]))
            .Apply(values => keys.Zip(values, KeyValuePair.Create).ToImmutableDictionary());
    });

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<TValue> value) => _entries = _entries.Apply(entries =>
        entries.TryGetValue(key, out var before) ? entries.SetItem(key, Same(key, before, value)) : entries.Add(key, value));

    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values) => _entries = Joined(_entries, values._entries, (all, added) => all.AddRange(added));

    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second) =>
        new(Joined(first._entries, second._entries, (all, added) => all.SetItems(added)));

    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var (key, value) in (await _entries.Data.WaitAsync(cancellationToken)).Value)
            yield return value.ToOutput().Apply(known => KeyValuePair.Create(key, known));
    }

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException($"An {nameof(InputMap<TValue>)} can only be enumerated asynchronously, because its values may be outputs.");

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) =>
        new(Output.Create(Wrapped(values)));

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) =>
        new(Output.Create(Wrapped(values)));

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) => new(values.Apply(Wrapped));

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) => new(values.Apply(Wrapped));

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => new(values.Apply(Wrapped));

    private static Input<TValue> Same(string key, Input<TValue> before, Input<TValue> value) =>
        Output.Tuple(before, value).Apply(pair => Equals(pair.Item1, pair.Item2)
            ? pair.Item2
            : throw new ArgumentException($"The map has a different value for the key '{key}' already."));

    private static ImmutableDictionary<string, Input<TValue>> Wrapped(IEnumerable<KeyValuePair<string, TValue>> values) =>
        values.ToImmutableDictionary(pair => pair.Key, pair => (Input<TValue>)pair.Value);

    private static Output<ImmutableDictionary<string, Input<TValue>>> Joined(
        Output<ImmutableDictionary<string, Input<TValue>>> left,
        Output<ImmutableDictionary<string, Input<TValue>>> right,
        Func<ImmutableDictionary<string, Input<TValue>>, ImmutableDictionary<string, Input<TValue>>, ImmutableDictionary<string, Input<TValue>>> join) =>
        Output.Tuple(left, right).Apply(pair => join(pair.Item1, pair.Item2));
}

public static class InputMapExtensions
{
    public static void Add<T0, T1>(this InputMap<Union<T0, T1>> map, string key, Input<T0> value) =>
        map.Add(key, value.ToOutput().Apply(Union<T0, T1>.FromT0));

    public static void Add<T0, T1>(this InputMap<Union<T0, T1>> map, string key, Input<T1> value) =>
        map.Add(key, value.ToOutput().Apply(Union<T0, T1>.FromT1));
}
