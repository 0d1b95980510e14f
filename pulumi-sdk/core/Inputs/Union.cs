using System.Text.Json.Serialization;

namespace Pulumi;

internal interface IUnion
{
    object Value { get; }
}

/// <summary>A value of one of two types.</summary>
public readonly struct Union<T0, T1> : IEquatable<Union<T0, T1>>, IUnion
{
    private readonly bool _second;
    private readonly T0? _value0;
    private readonly T1? _value1;

    private Union(bool second, T0? value0, T1? value1) => (_second, _value0, _value1) = (second, value0, value1);

    [JsonIgnore]
    public object Value => (_second ? _value1 : _value0)!;

    [JsonIgnore]
    public bool IsT0 => !_second;

    [JsonIgnore]
    public bool IsT1 => _second;

    [JsonIgnore]
    public T0 AsT0 => IsT0 ? _value0! : throw new InvalidOperationException($"The union holds a {typeof(T1)}, not a {typeof(T0)}.");

    [JsonIgnore]
    public T1 AsT1 => IsT1 ? _value1! : throw new InvalidOperationException($"The union holds a {typeof(T0)}, not a {typeof(T1)}.");

    public static Union<T0, T1> FromT0(T0 input) => new(false, input, default);

    public static Union<T0, T1> FromT1(T1 input) => new(true, default, input);

    public static implicit operator Union<T0, T1>(T0 t) => FromT0(t);

    public static implicit operator Union<T0, T1>(T1 t) => FromT1(t);

    public static bool operator ==(Union<T0, T1> left, Union<T0, T1> right) => left.Equals(right);

    public static bool operator !=(Union<T0, T1> left, Union<T0, T1> right) => !left.Equals(right);

    public TResult Match<TResult>(Func<T0, TResult> f0, Func<T1, TResult> f1) => _second ? f1(_value1!) : f0(_value0!);

    public void Switch(Action<T0> f0, Action<T1> f1)
    {
        if (_second)
            f1(_value1!);
        else
            f0(_value0!);
    }

    public bool Equals(Union<T0, T1> other) => _second == other._second && Equals(Value, other.Value);

    public override bool Equals(object? obj) => obj is Union<T0, T1> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_second, Value);

    public override string ToString() => $"{(_second ? typeof(T1) : typeof(T0)).FullName}: {Value}";
}

/// <summary>An input of one of two types.</summary>
public sealed class InputUnion<T0, T1> : Input<Union<T0, T1>>
{
    public InputUnion() : this(Output.Create(default(Union<T0, T1>)))
    {
    }

    private InputUnion(Output<Union<T0, T1>> value) : base(value)
    {
    }

    public static implicit operator InputUnion<T0, T1>(T0 value) => new(Output.Create(Union<T0, T1>.FromT0(value)));

    public static implicit operator InputUnion<T0, T1>(T1 value) => new(Output.Create(Union<T0, T1>.FromT1(value)));

    public static implicit operator InputUnion<T0, T1>(Union<T0, T1> value) => new(Output.Create(value));

    public static implicit operator InputUnion<T0, T1>(Output<T0> value) => new(value.Apply(Union<T0, T1>.FromT0));

    public static implicit operator InputUnion<T0, T1>(Output<T1> value) => new(value.Apply(Union<T0, T1>.FromT1));

    public static implicit operator InputUnion<T0, T1>(Output<Union<T0, T1>> value) => new(value);

    public static implicit operator InputUnion<T0, T1>(Input<T0> value) => new(value.ToOutput().Apply(Union<T0, T1>.FromT0));

    public static implicit operator InputUnion<T0, T1>(Input<T1> value) => new(value.ToOutput().Apply(Union<T0, T1>.FromT1));
}
