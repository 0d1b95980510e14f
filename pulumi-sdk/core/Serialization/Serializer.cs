using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Brings arguments down to what the engine knows: null, bool, double, string, lists, maps and assets.
/// Anything else (long, decimal, dates, tasks, anonymous objects) is an error that names the member.
/// </summary>
/// <param name="unknownAsText">
/// Inside arguments that travel as JSON text an unknown is a marker in the text, so the argument itself stays known.
/// </param>
internal sealed class Serializer(bool unknownAsText = false)
{
    /// <summary>How the engine spells a value that is not known yet.</summary>
    public const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static readonly Serializer Plain = new();
    private static readonly Serializer ForJson = new(unknownAsText: true);

    public static Task<ImmutableDictionary<string, Serialized>> SerializeAllAsync(InputArgs args, string where) => Plain.MembersAsync(args, where);

    public static Task<Serialized> SerializeAsync(object? value, string where) => Plain.ValueAsync(value, where);

    private async Task<ImmutableDictionary<string, Serialized>> MembersAsync(InputArgs args, string where)
    {
        var result = ImmutableDictionary.CreateBuilder<string, Serialized>();
        foreach (var member in args.Members)
            result[member.Attribute.Name] = await MemberAsync(args, member, where);
        return result.ToImmutable();
    }

    private async Task<Serialized> MemberAsync(InputArgs args, InputMember member, string where)
    {
        var value = member.Read(args);
        if (value is null && member.Attribute.IsRequired)
            throw new ArgumentNullException(member.Name, $"[Input] {member.FullName} is required but was not given a value");
        where = $"{where}.{member.Attribute.Name}";
        if (!member.Attribute.Json)
            return await ValueAsync(value, where);
        var serialized = await ForJson.ValueAsync(value, where);
        return serialized.Value is null ? serialized : serialized with { Value = JsonText.Write(serialized.Value) };
    }

    private async Task<Serialized> ValueAsync(object? value, string where) => value switch
    {
        null => Serialized.Plain(null),
        string or bool or double => Serialized.Plain(value),
        int number => Serialized.Plain((double)number),
        IInput input => await OutputAsync(input.ToUntypedOutput(), where),
        IOutput output => await OutputAsync(output, where),
        IUnion union => await ValueAsync(union.Value, where),
        InputArgs args => Combine(await MembersAsync(args, where)),
        AssetOrArchive asset => Serialized.Plain(asset),
        JsonElement json => Serialized.Plain(Json(json, where)),
        IDictionary map => await MapAsync(map, where),
        IList list => await ListAsync(list, where),
        Enum number => Serialized.Plain(Convert.ToDouble(number)),
        Task => throw new InvalidOperationException($"Tasks are not allowed inside arguments: wrap the task in an Output ({where})."),
        _ when IsStringEnum(value.GetType(), out var toPlain) => Serialized.Plain(toPlain(value)),
        _ => throw new InvalidOperationException($"{value.GetType().FullName} is not a supported argument type ({where})."),
    };

    private async Task<Serialized> OutputAsync(IOutput output, string where)
    {
        var data = await output.GetDataAsync();
        if (data.IsKnown)
            return (await ValueAsync(data.Value, where)).Under(data.Resources, data.IsSecret);
        return unknownAsText
            ? Serialized.Plain(UnknownText).Under(data.Resources, data.IsSecret)
            : Serialized.Unknown(data.Resources, data.IsSecret);
    }

    private async Task<Serialized> ListAsync(IList list, string where)
    {
        var isDefault = list.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            && (bool)type.GetProperty(nameof(ImmutableArray<>.IsDefault))!.GetValue(list)!;
        var all = Serialized.Plain(null);
        var values = ImmutableArray.CreateBuilder<object?>();
        for (var i = 0; !isDefault && i < list.Count; i++)
        {
            var item = await ValueAsync(list[i], $"{where}[{i}]");
            values.Add(item.Value);
            all = Joined(all, item);
        }
        return all with { Value = all.IsKnown ? values.ToImmutable() : null };
    }

    private async Task<Serialized> MapAsync(IDictionary map, string where)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, Serialized>();
        foreach (DictionaryEntry entry in map)
            entries[entry.Key as string ?? throw new InvalidOperationException($"Maps are keyed by strings, not by {entry.Key.GetType().FullName} ({where}).")] =
                await ValueAsync(entry.Value, $"{where}.{entry.Key}");
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

    /// <summary>Unlike in a map, a null inside JSON stays.</summary>
    private static object? Json(JsonElement json, string where) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Null => null,
        JsonValueKind.Array => json.EnumerateArray().Select(item => Json(item, where)).ToImmutableArray(),
        JsonValueKind.Object => json.EnumerateObject().ToImmutableDictionary(item => item.Name, item => Json(item.Value, where)!),
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
