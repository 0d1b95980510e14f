using System.Reflection;
using Pulumi;
using Pulumi.Utilities;

namespace Nonolive.LocalCloud;

/// <summary>Turns what a program returns into values.</summary>
internal static class StackOutputs
{
    private static readonly MethodInfo Value =
        typeof(StackOutputs).GetMethod(nameof(ValueAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task<IReadOnlyDictionary<string, object?>> ResolveAsync(IEnumerable<KeyValuePair<string, object?>> outputs)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, output) in outputs)
            values[name] = await ResolveAsync(output);
        return values;
    }

    private static async Task<object?> ResolveAsync(object? value)
    {
        var type = value?.GetType();
        return type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Output<>)
            ? await (Task<object?>)Value.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [value])!
            : value;
    }

    private static async Task<object?> ValueAsync<T>(Output<T> output) => await OutputUtilities.GetValueAsync(output);
}
