using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi;

/// <summary>A bag of arguments; members carry <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<InputMember>> Cache = new();

    internal IReadOnlyList<InputMember> Members => Cache.GetOrAdd(GetType(), InputMember.Of);
}

public abstract class ResourceArgs : InputArgs
{
    public static readonly ResourceArgs Empty = new EmptyArgs();

    private sealed class EmptyArgs : ResourceArgs;
}

public abstract class InvokeArgs : InputArgs
{
    public static readonly InvokeArgs Empty = new EmptyArgs();

    private sealed class EmptyArgs : InvokeArgs;
}

/// <summary>One [Input] member: a property, or the private field behind a list or map property.</summary>
internal sealed record InputMember(string Name, string FullName, InputAttribute Attribute, Func<object, object?> Read)
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<InputMember> Of(Type type)
    {
        var members = new List<InputMember>();
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            members.AddRange(
                from field in level.GetFields(Declared)
                let attribute = field.GetCustomAttribute<InputAttribute>()
                where attribute is not null
                select new InputMember(field.Name, $"{type.FullName}.{field.Name}", attribute, field.GetValue));
            members.AddRange(
                from property in level.GetProperties(Declared)
                let attribute = property.GetCustomAttribute<InputAttribute>()
                where attribute is not null
                select new InputMember(property.Name, $"{type.FullName}.{property.Name}", attribute, property.GetValue));
        }
        return members;
    }
}
