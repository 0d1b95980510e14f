using System.Reflection;

namespace Nonolive.PulumiSdk.Tests.Parity;

/// <summary>The public members of an assembly, a line each.</summary>
internal static class ApiSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static SortedSet<string> Of(Assembly assembly)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in assembly.GetExportedTypes())
        {
            lines.Add($"type {Name(type)} : {(type.BaseType is { } parent ? Name(parent) : "")}");
            foreach (var member in type.GetMembers(Declared))
            {
                if (Line(type, member) is { } line)
                    lines.Add(line);
            }
        }
        return lines;
    }

    private static string? Line(Type type, MemberInfo member) => member switch
    {
        // Equality of value types and records is as the compiler makes it.
        MethodBase { Name: "GetHashCode" or "Equals" or "Finalize" } => null,
        ConstructorInfo constructor when IsVisible(constructor) => $"{Name(type)}..ctor({Parameters(constructor)})",
        MethodInfo { IsSpecialName: true, Name: var name } when !name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo method when IsVisible(method) =>
            $"{Name(type)}.{method.Name}{(method.IsGenericMethod ? $"`{method.GetGenericArguments().Length}" : "")}({Parameters(method)}) -> {Name(method.ReturnType)}",
        PropertyInfo property when IsVisible(property.GetMethod) || property.SetMethod is { IsPublic: true } =>
            $"{Name(type)}.{property.Name} : {Name(property.PropertyType)} {(property.GetMethod is null ? "" : "get")}{(property.SetMethod is { IsPublic: true } ? "set" : "")}",
        FieldInfo { IsPublic: true } field => $"{Name(type)}.{field.Name} : {Name(field.FieldType)} field",
        _ => null,
    };

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? "?" : "")}"));

    /// <summary>Generic parameters are numbered, because their names are nobody's business.</summary>
    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.DeclaringMethod is null ? $"!{type.GenericParameterPosition}" : $"!!{type.GenericParameterPosition}";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        var name = type.Namespace?.StartsWith("Pulumi", StringComparison.Ordinal) == true ? $"{type.Namespace}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
