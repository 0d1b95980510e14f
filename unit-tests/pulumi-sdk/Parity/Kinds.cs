using System.Collections.Immutable;
using Nonolive.PulumiSdk.Generator;
using Pulumi;

namespace Nonolive.PulumiSdk.Tests.Parity;

/// <summary>Brings a TypeScript kind and a C# type to one spelling, so that they can be compared.</summary>
internal static class Kinds
{
    public static string OfTypeScript(string kind)
    {
        if (Inner(kind, "list<") is { } element)
            return $"list<{OfTypeScript(element)}>";
        if (Inner(kind, "map<") is { } value)
            return $"map<{OfTypeScript(value)}>";
        if (kind == "pulumi.asset.Asset|pulumi.asset.Archive")
            return "asset";
        if (kind == "pulumi.asset.Archive")
            return "archive";
        var parts = kind.Split('|');
        // Where TypeScript also takes a resource, C# takes its name or ARN.
        if (parts.Length == 2 && parts[0] == "string" && char.IsUpper(parts[1][0]))
            return "string";
        return parts.Length > 2 ? "any" : string.Join('|', parts.Select(Simple));
    }

    public static string OfCSharp(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return OfCSharp(inner);
        if (type.IsGenericType)
        {
            var (definition, arguments) = (type.GetGenericTypeDefinition(), type.GetGenericArguments());
            if (definition == typeof(Input<>))
                return OfCSharp(arguments[0]);
            if (definition == typeof(InputList<>) || definition == typeof(ImmutableArray<>))
                return $"list<{OfCSharp(arguments[0])}>";
            if (definition == typeof(InputMap<>))
                return $"map<{OfCSharp(arguments[0])}>";
            if (definition == typeof(ImmutableDictionary<,>))
                return $"map<{OfCSharp(arguments[1])}>";
            if (definition == typeof(InputUnion<,>) || definition == typeof(Union<,>))
                return $"{OfCSharp(arguments[0])}|{OfCSharp(arguments[1])}";
        }
        return type switch
        {
            _ when type == typeof(string) => "string",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(int) || type == typeof(double) => "number",
            _ when type == typeof(object) => "any",
            _ when type == typeof(AssetOrArchive) => "asset",
            _ when type == typeof(Archive) => "archive",
            _ when type.Namespace!.EndsWith(".Inputs", StringComparison.Ordinal) => $"{type.Namespace}.{Bare(type.Name)}",
            _ => type.FullName!,
        };
    }

    private static string Simple(string kind)
    {
        var (module, simple) = Names.Split(kind);
        return module.Split('.')[0] switch
        {
            "inputs" => $"{Names.Namespace(module["inputs".Length..].TrimStart('.'))}.Inputs.{Bare(simple)}",
            "enums" => $"{Names.Namespace(module["enums".Length..].TrimStart('.'))}.{simple}",
            _ => kind == "ARN" ? "string" : OfTypeScriptOrSame(kind),
        };
    }

    private static string OfTypeScriptOrSame(string kind) => kind.Contains('<', StringComparison.Ordinal) ? OfTypeScript(kind) : kind;

    private static string? Inner(string kind, string open) =>
        kind.StartsWith(open, StringComparison.Ordinal) && kind.EndsWith('>') ? kind[open.Length..^1] : null;

    // Only arguments of functions, whose types begin with Get, have the suffix InputArgs.
    private static string Bare(string name)
    {
        foreach (var suffix in name.StartsWith("Get", StringComparison.Ordinal) ? ["InputArgs", "Args"] : new[] { "Args" })
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
                return name[..^suffix.Length];
        }
        return name;
    }
}
