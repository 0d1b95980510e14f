using System.Collections;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Reads what a mock returned: a dictionary, arguments, or an [OutputType] object.</summary>
internal static class StateReader
{
    public static async Task<ImmutableDictionary<string, Serialized>> ReadAsync(object? state, string where)
    {
        switch (state)
        {
            case null:
                throw new InvalidOperationException($"A mock returned null as state of {where}; return an empty dictionary instead.");
            case InputArgs args:
                return await Serializer.SerializeAllAsync(args, where);
            case IDictionary map:
                return await ReadEntriesAsync(map.Keys.Cast<object>().Select(key => ((string)key, map[key])), where);
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                return await ReadEntriesAsync(pairs.Select(pair => (pair.Key, pair.Value)), where);
            default:
                if (state.GetType().GetCustomAttribute<OutputTypeAttribute>() is not null)
                    return await ReadEntriesAsync(OutputTypeShape.Entries(state), where);
                throw new InvalidOperationException(
                    $"{state.GetType().FullName} is not a supported argument type: a mock returned it as state of {where}; "
                    + "return a dictionary, arguments or an [OutputType] object.");
        }
    }

    private static async Task<ImmutableDictionary<string, Serialized>> ReadEntriesAsync(IEnumerable<(string Name, object? Value)> entries, string where)
    {
        var result = ImmutableDictionary.CreateBuilder<string, Serialized>();
        foreach (var (name, value) in entries)
            result[name] = await ReadValueAsync(value, $"{where}.{name}");
        return result.ToImmutable();
    }

    private static async Task<Serialized> ReadValueAsync(object? value, string where) =>
        value?.GetType().GetCustomAttribute<OutputTypeAttribute>() is not null
            ? await Serializer.SerializeAsync(OutputTypeShape.Entries(value).ToDictionary(entry => entry.Name, entry => entry.Value), where)
            : await Serializer.SerializeAsync(value, where);
}

/// <summary>Maps an [OutputType] between its constructor parameters and its public fields.</summary>
internal static class OutputTypeShape
{
    public static ConstructorInfo? Constructor(Type type) =>
        type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .FirstOrDefault(constructor => constructor.GetCustomAttribute<OutputConstructorAttribute>() is not null);

    public static string WireName(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;

    public static IEnumerable<(string Name, object? Value)> Entries(object value)
    {
        var type = value.GetType();
        var parameters = Constructor(type)?.GetParameters() ?? [];
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            yield return (NameOf(field.Name), field.GetValue(value));

        string NameOf(string member) => parameters
            .Where(parameter => string.Equals(parameter.Name, member, StringComparison.OrdinalIgnoreCase))
            .Select(WireName)
            .FirstOrDefault(char.ToLowerInvariant(member[0]) + member[1..]);
    }
}
