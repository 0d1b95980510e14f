using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The promise behind one [Output] property: given to the property at once, kept when the resource is registered.</summary>
internal interface IOutputSource
{
    string Name { get; }

    void Resolve(object? value, bool isKnown, bool isSecret, ImmutableHashSet<Resource> resources, Converter converter);

    void Fail(Exception exception);
}

internal static class OutputSource
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Func<Resource, IOutputSource>>> Plans = new();

    /// <summary>A component assigns its own outputs; only its URN comes from the engine.</summary>
    public static IReadOnlyList<IOutputSource> For(Resource resource, bool all) =>
        [.. Plans.GetOrAdd(all ? resource.GetType() : typeof(Resource), Plan).Select(make => make(resource))];

    private static List<Func<Resource, IOutputSource>> Plan(Type type)
    {
        var plan = new List<Func<Resource, IOutputSource>>();
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (var property in level.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (property.GetCustomAttribute<OutputAttribute>() is not { } attribute || !IsOutput(property.PropertyType))
                    continue;
                if (property.SetMethod is null)
                    throw new InvalidOperationException($"[Output] {level.FullName}.{property.Name} needs a setter; it may be private.");
                var constructor = typeof(OutputSource<>).MakeGenericType(property.PropertyType.GetGenericArguments()[0]).GetConstructors().Single();
                object name = attribute.Name ?? property.Name;
                plan.Add(resource => (IOutputSource)constructor.Invoke([resource, property, name]));
            }
        }
        return plan;
    }

    private static bool IsOutput(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Output<>);
}

internal sealed class OutputSource<T> : IOutputSource
{
    private readonly TaskCompletionSource<OutputData<T>> _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _where;

    public OutputSource(Resource resource, PropertyInfo property, string name)
    {
        Name = name;
        _where = $"{resource.GetResourceType()}.{name} of '{resource.GetResourceName()}'";
        property.SetValue(resource, new Output<T>(_promise.Task));
    }

    public string Name { get; }

    public void Resolve(object? value, bool isKnown, bool isSecret, ImmutableHashSet<Resource> resources, Converter converter)
    {
        var converted = isKnown ? converter.Convert(value, typeof(T), _where) : Converter.Default(typeof(T));
        _promise.TrySetResult(new OutputData<T>(resources, (T)converted!, isKnown, isSecret));
    }

    public void Fail(Exception exception) => _promise.TrySetException(exception);
}
