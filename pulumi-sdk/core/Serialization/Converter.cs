using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Turns plain values into the types of outputs. A value of the wrong type is a warning and the default, never a failure.</summary>
internal static class Converter
{
    public static object? Convert(object? value, Type target, Action<string> warn, string where)
    {
        try
        {
            return ConvertOrThrow(value, target, where);
        }
        catch (ConversionException e)
        {
            warn(e.Message);
            return Default(target);
        }
    }

    public static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static object? ConvertOrThrow(object? value, Type target, string where)
    {
        if (Nullable.GetUnderlyingType(target) is { } inner)
            return value is null ? null : ConvertOrThrow(value, inner, where);
        if (value is null)
            return Default(target);
        if (target == typeof(object))
            return value;
        if (target == typeof(int))
            return value is double number ? (int)number : throw Wrong(value, target, where);
        if (target == typeof(double) || target == typeof(bool) || target == typeof(string) || typeof(AssetOrArchive).IsAssignableFrom(target))
            return target.IsInstanceOfType(value) ? value : throw Wrong(value, target, where);
        if (target == typeof(JsonElement))
            return JsonDocument.Parse(JsonText.Write(value)).RootElement;
        if (target.IsEnum)
            return value is double ordinal ? Enum.ToObject(target, (int)ordinal) : throw Wrong(value, target, where);
        if (target.GetCustomAttribute<EnumTypeAttribute>() is not null)
            return ConvertEnum(value, target, where);
        if (target.IsGenericType)
        {
            var definition = target.GetGenericTypeDefinition();
            var arguments = target.GetGenericArguments();
            if (definition == typeof(Union<,>))
                return ConvertUnion(value, target, arguments, where);
            if (definition == typeof(ImmutableArray<>))
                return ConvertArray(value, target, arguments[0], where);
            if (definition == typeof(ImmutableDictionary<,>))
                return ConvertMap(value, target, arguments[1], where);
        }
        return OutputTypeShape.Constructor(target) is { } constructor
            ? ConvertObject(value, target, constructor, where)
            : throw new InvalidOperationException($"{target.FullName} is not a type that an output can have ({where}).");
    }

    private static object ConvertEnum(object value, Type target, string where)
    {
        var constructor = target.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .FirstOrDefault(candidate => candidate.GetParameters() is [var only] && only.ParameterType.IsInstanceOfType(value));
        return constructor?.Invoke([value]) ?? throw Wrong(value, target, where);
    }

    private static object? ConvertUnion(object value, Type target, Type[] arguments, string where)
    {
        for (var i = 0; i < 2; i++)
        {
            try
            {
                var converted = ConvertOrThrow(value, arguments[i], where);
                return target.GetMethod(i == 0 ? nameof(Union<,>.FromT0) : nameof(Union<,>.FromT1))!.Invoke(null, [converted]);
            }
            catch (ConversionException) when (i == 0)
            {
                // The second type is tried next; its own failure is the one to tell.
            }
        }
        return null;
    }

    private static object ConvertArray(object value, Type target, Type element, string where)
    {
        if (value is not ImmutableArray<object?> items)
            throw Wrong(value, target, where);
        var array = Array.CreateInstance(element, items.Length);
        for (var i = 0; i < items.Length; i++)
            array.SetValue(ConvertOrThrow(items[i], element, $"{where}[{i}]"), i);
        return typeof(ImmutableArray).GetMethods()
            .Single(method => method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element).Invoke(null, [array])!;
    }

    private static object ConvertMap(object value, Type target, Type element, string where)
    {
        if (value is not ImmutableDictionary<string, object> entries)
            throw Wrong(value, target, where);
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
        foreach (var (key, item) in entries)
            map.Add(key, ConvertOrThrow(item, element, $"{where}.{key}"));
        return typeof(ImmutableDictionary).GetMethods()
            .Single(method => method.Name == nameof(ImmutableDictionary.CreateRange) && method.GetParameters() is [_])
            .MakeGenericMethod(typeof(string), element).Invoke(null, [map])!;
    }

    private static object ConvertObject(object value, Type target, ConstructorInfo constructor, string where)
    {
        if (value is not ImmutableDictionary<string, object> entries)
            throw Wrong(value, target, where);
        var arguments = constructor.GetParameters().Select(parameter =>
        {
            var name = OutputTypeShape.WireName(parameter);
            return ConvertOrThrow(entries.GetValueOrDefault(name), parameter.ParameterType, $"{where}.{name}");
        });
        return constructor.Invoke([.. arguments]);
    }

    private static ConversionException Wrong(object value, Type target, string where) =>
        new($"Expected {target.FullName} but got {value.GetType().FullName} when reading {where}.");

    private sealed class ConversionException(string message) : Exception(message);
}
