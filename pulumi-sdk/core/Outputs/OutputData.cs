using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output carries: a value, whether it is known yet and secret, and the resources it came from.</summary>
internal readonly record struct OutputData<T>(ImmutableHashSet<Resource> Resources, T Value, bool IsKnown, bool IsSecret)
{
    public OutputData<TOther> With<TOther>(TOther value) => new(Resources, value, IsKnown, IsSecret);
}

internal static class OutputData
{
    public static OutputData<T> Known<T>(T value) => new([], value, true, false);

    public static ImmutableHashSet<Resource> Union(ImmutableHashSet<Resource> left, ImmutableHashSet<Resource> right) =>
        left.IsEmpty ? right : right.IsEmpty ? left : left.Union(right);
}

/// <summary>The untyped view of outputs, for the code that walks arguments by reflection.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}

/// <summary>The untyped view of inputs.</summary>
internal interface IInput
{
    IOutput ToUntypedOutput();
}
