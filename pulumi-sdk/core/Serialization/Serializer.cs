using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Brings arguments down to what the engine knows: null, bool, double, string, lists, maps and assets.
/// Anything else (long, decimal, dates, tasks, anonymous objects) is an error that names the member.
/// </summary>
internal static class Serializer
{
    public static async Task<ImmutableDictionary<string, Serialized>> SerializeAllAsync(InputArgs args, string where)
    {
        var result = ImmutableDictionary.CreateBuilder<string, Serialized>();
        foreach (var member in args.Members)
            result[member.Attribute.Name] = await SerializeMemberAsync(args, member, where);
        return result.ToImmutable();
    }

    public static async Task<Serialized> SerializeAsync(object? value, string where) => value switch
    {
        null => Serialized.Plain(null),
        string or bool or double => Serialized.Plain(value),
        int number => Serialized.Plain((double)number),
        IInput input => await SerializeOutputAsync(input.ToUntypedOutput(), where),
        IOutput output => await SerializeOutputAsync(output, where),
        IUnion union => await SerializeAsync(union.Value, where),
        InputArgs args => Combine(await SerializeAllAsync(args, where)),
        AssetOrArchive asset => Serialized.Plain(asset),
        CustomResource resource => await SerializeResourceAsync(resource.Id, resource, where),
        Resource resource => await SerializeResourceAsync(resource.Urn, resource, where),
        JsonElement json => await SerializeJsonAsync(json, where),
        IDictionary map => await SerializeMapAsync(map, where),
        IList list => await SerializeListAsync(list, where),
        Enum number => Serialized.Plain(Convert.ToDouble(number)),
        _ when IsStringEnum(value.GetType(), out var toPlain) => Serialized.Plain(toPlain(value)),
        _ => throw new InvalidOperationException($"{value.GetType().FullName} is not a supported argument type ({where})."),
    };

    private static async Task<Serialized> SerializeMemberAsync(InputArgs args, InputMember member, string where)
    {
        var value = member.Read(args);
        if (value is null && member.Attribute.IsRequired)
            throw new ArgumentNullException(member.Attribute.Name, $"[Input] {member.FullName} is required but was not given a value");
        var serialized = await SerializeAsync(value, $"{where}.{member.Attribute.Name}");
        return member.Attribute.Json && serialized is { IsKnown: true, Value: not null }
            ? serialized with { Value = JsonText.Write(serialized.Value) }
            : serialized;
    }

    private static async Task<Serialized> SerializeOutputAsync(IOutput output, string where)
    {
        var data = await output.GetDataAsync();
        return data.IsKnown
            ? (await SerializeAsync(data.Value, where)).Under(data.Resources, data.IsSecret)
            : Serialized.Unknown(data.Resources, data.IsSecret);
    }

    private static async Task<Serialized> SerializeResourceAsync(Output<string> reference, Resource resource, string where) =>
        (await SerializeOutputAsync(reference, where)).Under([resource], false);

    private static async Task<Serialized> SerializeListAsync(IList list, string where)
    {
        var isDefault = list.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            && (bool)type.GetProperty(nameof(ImmutableArray<object>.IsDefault))!.GetValue(list)!;
        var all = Serialized.Plain(null);
        var values = ImmutableArray.CreateBuilder<object?>();
        for (var i = 0; !isDefault && i < list.Count; i++)
        {
            var item = await SerializeAsync(list[i], $"{where}[{i}]");
            values.Add(item.Value);
            all = Joined(all, item);
        }
        return all with { Value = all.IsKnown ? values.ToImmutable() : null };
    }

    private static async Task<Serialized> SerializeMapAsync(IDictionary map, string where)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, Serialized>();
        foreach (DictionaryEntry entry in map)
            entries[entry.Key as string ?? throw new InvalidOperationException($"Maps are keyed by strings, not by {entry.Key.GetType().FullName} ({where}).")] =
                await SerializeAsync(entry.Value, $"{where}.{entry.Key}");
        return Combine(entries.ToImmutable());
    }

    private static Serialized Combine(ImmutableDictionary<string, Serialized> entries)
    {
        var all = entries.Values.Aggregate(Serialized.Plain(null), Joined);
        // An entry without a value is absent, not null: that is how the engine reads maps.
        return all with
        {
            Value = all.IsKnown
                ? entries.Where(entry => entry.Value.Value is not null).ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Value!)
                : null,
        };
    }

    private static Serialized Joined(Serialized all, Serialized part) =>
        new(null, OutputData.Union(all.Resources, part.Resources), all.IsKnown && part.IsKnown, all.IsSecret || part.IsSecret);

    private static async Task<Serialized> SerializeJsonAsync(JsonElement json, string where) => json.ValueKind switch
    {
        JsonValueKind.String => Serialized.Plain(json.GetString()),
        JsonValueKind.Number => Serialized.Plain(json.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => Serialized.Plain(json.GetBoolean()),
        JsonValueKind.Null => Serialized.Plain(null),
        JsonValueKind.Array => await SerializeListAsync(json.EnumerateArray().Select(item => (object)item).ToList(), where),
        JsonValueKind.Object => await SerializeMapAsync(json.EnumerateObject().ToDictionary(item => item.Name, item => (object)item.Value), where),
        _ => throw new InvalidOperationException($"A JSON element of kind {json.ValueKind} has no value ({where})."),
    };

    private static bool IsStringEnum(Type type, out Func<object, object?> toPlain)
    {
        var conversion = type.GetCustomAttribute<EnumTypeAttribute>() is null
            ? null
            : type.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .FirstOrDefault(method => method.Name == "op_Explicit" && (method.ReturnType == typeof(string) || method.ReturnType == typeof(double)));
        toPlain = value => conversion?.Invoke(null, [value]);
        return conversion is not null;
    }
}
