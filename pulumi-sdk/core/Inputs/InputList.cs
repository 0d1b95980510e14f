using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A list of inputs; the list and each of its elements may be an output.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> _items;

    public InputList() : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> items) : base(null) => _items = items;

    internal override Output<ImmutableArray<T>> Value => _items.Apply(items => Output.All(items.AsEnumerable()));

    public void Add(params Input<T>[] inputs)
    {
        ImmutableArray<Input<T>> added = [.. inputs];
        _items = _items.Apply(items => items.AddRange(added));
    }

    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs) => _items = Joined(_items, inputs._items);

    public InputList<T> Concat(InputList<T> other) => new(Joined(_items, other._items));

    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var item in (await _items.Data.WaitAsync(cancellationToken)).Value)
            yield return item;
    }

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException($"An {nameof(InputList<T>)} can only be enumerated asynchronously, because its elements may be outputs.");

    public static implicit operator InputList<T>(T value) => Of([(Input<T>)value]);

    public static implicit operator InputList<T>(Input<T> value) => Of([value]);

    public static implicit operator InputList<T>(Output<T> value) => Of([(Input<T>)value]);

    public static implicit operator InputList<T>(T[] values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<T> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(ImmutableArray<T> values) =>
        Of(values.IsDefault ? [] : values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Input<T>[] values) => Of(values);

    public static implicit operator InputList<T>(List<Input<T>> values) => Of(values);

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => Of(values);

    public static implicit operator InputList<T>(Output<T>[] values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<Output<T>> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Output<T[]> values) => OfOutput(values, items => items);

    public static implicit operator InputList<T>(Output<List<T>> values) => OfOutput(values, items => items);

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => OfOutput(values, items => items);

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) =>
        OfOutput(values, items => items.IsDefault ? [] : items);

    private static InputList<T> Of(IEnumerable<Input<T>> items) => new(Output.Create(items.ToImmutableArray()));

    private static InputList<T> OfOutput<TList>(Output<TList> values, Func<TList, IEnumerable<T>> items) =>
        new(values.Apply(list => items(list).Select(value => (Input<T>)value).ToImmutableArray()));

    private static Output<ImmutableArray<Input<T>>> Joined(Output<ImmutableArray<Input<T>>> left, Output<ImmutableArray<Input<T>>> right) =>
        Output.Tuple(left, right).Apply(pair => pair.Item1.AddRange(pair.Item2));
}

public static class InputListExtensions
{
    public static void Add<T0, T1>(this InputList<Union<T0, T1>> list, Input<T0> value) =>
        list.Add(value.ToOutput().Apply(Union<T0, T1>.FromT0));

    public static void Add<T0, T1>(this InputList<Union<T0, T1>> list, Input<T1> value) =>
        list.Add(value.ToOutput().Apply(Union<T0, T1>.FromT1));
}
