using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>An argument brought down to plain values, with what was learnt on the way.</summary>
internal readonly record struct Serialized(object? Value, ImmutableHashSet<Resource> Resources, bool IsKnown, bool IsSecret)
{
    public static Serialized Plain(object? value) => new(value, [], true, false);

    public static Serialized Unknown(ImmutableHashSet<Resource> resources, bool isSecret) => new(null, resources, false, isSecret);

    /// <summary>Adds where the value came from. An unknown part makes the whole unknown.</summary>
    public Serialized Under(ImmutableHashSet<Resource> resources, bool isSecret) =>
        new(Value, OutputData.Union(Resources, resources), IsKnown, IsSecret || isSecret);
}
