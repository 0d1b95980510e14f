using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns plain values into the types of outputs. A value of the wrong type is a warning and the default in its place,
/// never a failure: providers may answer more loosely than their schema says.
/// </summary>
internal sealed class Converter(Action<string> warn)
{
    private static readonly MethodInfo ArrayOf = typeof(ImmutableArray).GetMethods()
        .Single(method => method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsArray: true }]);

    private static readonly MethodInfo MapOf = typeof(ImmutableDictionary).GetMethods()
        .Single(method => method.Name == nameof(ImmutableDictionary.CreateRange) && method.GetParameters() is [_]);

    public static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    public object? Convert(object? value, Type target, string where)
    {
        if (value is null)
            return Default(target);
        if (Nullable.GetUnderlyingType(target) is { } inner)
            return Convert(value, inner, where);
        if (TryConvert(value, target, where, out var result))
            return result;
        warn($"Expected {target.FullName} but got {value.GetType().FullName} when reading {where}.");
        return Default(target);
    }

    private bool TryConvert(object value, Type target, string where, out object? result)
    {
        result = value;
        if (target == typeof(object))
            return true;
        if (target == typeof(double) || target == typeof(bool) || target == typeof(string) || typeof(AssetOrArchive).IsAssignableFrom(target))
            return target.IsInstanceOfType(value);
        if (target == typeof(JsonElement))
        {
            result = JsonDocument.Parse(JsonText.Write(value)).RootElement;
            return true;
        }
        if (target == typeof(int) || target.IsEnum)
        {
            var number = value is double given ? (int)given : 0;
            result = target.IsEnum ? Enum.ToObject(target, number) : number;
            return value is double;
        }
        if (target.GetCustomAttribute<EnumTypeAttribute>() is not null)
            return TryConvertEnum(value, target, out result);
        if (!target.IsGenericType)
            return TryConvertObject(value, target, where, out result);

        var (definition, arguments) = (target.GetGenericTypeDefinition(), target.GetGenericArguments());
        return definition switch
        {
            _ when definition == typeof(Union<,>) => TryConvertUnion(value, target, arguments, where, out result),
            _ when definition == typeof(ImmutableArray<>) => TryConvertArray(value, arguments[0], where, out result),
            _ when definition == typeof(ImmutableDictionary<,>) => TryConvertMap(value, arguments[1], where, out result),
            _ => TryConvertObject(value, target, where, out result),
        };
    }

    private static bool TryConvertEnum(object value, Type target, out object? result)
    {
        var constructor = target.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .FirstOrDefault(candidate => candidate.GetParameters() is [var only] && only.ParameterType.IsInstanceOfType(value));
        result = constructor?.Invoke([value]);
        return constructor is not null;
    }

    private bool TryConvertUnion(object value, Type target, Type[] arguments, string where, out object? result)
    {
        foreach (var (argument, factory) in arguments.Zip(["FromT0", "FromT1"]))
        {
            if (!TryConvert(value, argument, where, out var converted))
                continue;
            result = target.GetMethod(factory)!.Invoke(null, [converted]);
            return true;
        }
        result = null;
        return false;
    }

    private bool TryConvertArray(object value, Type element, string where, out object? result)
    {
        result = null;
        if (value is not ImmutableArray<object?> items)
            return false;
        var array = Array.CreateInstance(element, items.Length);
        for (var i = 0; i < items.Length; i++)
            array.SetValue(Convert(items[i], element, $"{where}[{i}]"), i);
        result = ArrayOf.MakeGenericMethod(element).Invoke(null, [array]);
        return true;
    }

    private bool TryConvertMap(object value, Type element, string where, out object? result)
    {
        result = null;
        if (value is not ImmutableDictionary<string, object> entries)
            return false;
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
        foreach (var (key, item) in entries)
            map.Add(key, Convert(item, element, $"{where}.{key}"));
        result = MapOf.MakeGenericMethod(typeof(string), element).Invoke(null, [map]);
        return true;
    }

    private bool TryConvertObject(object value, Type target, string where, out object? result)
    {
        var constructor = OutputTypeShape.Constructor(target)
            ?? throw new InvalidOperationException($"{target.FullName} is not a type that an output can have ({where}).");
        result = null;
        if (value is not ImmutableDictionary<string, object> entries)
            return false;
        result = constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
        {
            var name = OutputTypeShape.WireName(parameter);
            return Convert(entries.GetValueOrDefault(name), parameter.ParameterType, $"{where}.{name}");
        })]);
        return true;
    }
}
