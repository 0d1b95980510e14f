using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nonolive.Infra.Preview;

/// <summary>What happens to a resource.</summary>
public enum ChangeKind
{
    /// <summary>It is made.</summary>
    Added,

    /// <summary>It is deleted.</summary>
    Removed,

    /// <summary>It is changed in place.</summary>
    Changed,

    /// <summary>It is deleted and made again, because the provider cannot change what differs.</summary>
    Replaced,
}

/// <summary>One argument that differs.</summary>
/// <param name="Path">Where it stands, such as <c>rules[0].status</c>; inside of JSON texts too.</param>
/// <param name="Before">What it was; null where it was not there.</param>
/// <param name="After">What it is; null where it is gone.</param>
/// <param name="Replaces">Whether it makes the provider replace the resource.</param>
public sealed record PropertyChange(string Path, string? Before, string? After, bool Replaces);

/// <summary>A resource that differs.</summary>
/// <param name="Kind">What happens to it.</param>
/// <param name="Resource">The resource as it is, or was where it is gone.</param>
/// <param name="Properties">What differs in it, or, where it is new, nothing.</param>
public sealed record ResourceChange(ChangeKind Kind, RegisteredResource Resource, IReadOnlyList<PropertyChange> Properties)
{
    /// <summary>Whether the engine refuses it: a protected resource would be deleted.</summary>
    public bool IsRefused => Resource.Protect && Kind is ChangeKind.Removed or ChangeKind.Replaced;
}

/// <summary>Compares two registrations of a stack.</summary>
public static class RegistrationDiff
{
    /// <summary>The resources of <paramref name="after"/> that differ from <paramref name="before"/>, ordered by type and name.</summary>
    public static IReadOnlyList<ResourceChange> Between(StackRegistration before, StackRegistration after)
    {
        var (old, now) = (before.Resources.ToDictionary(resource => resource.Key), after.Resources.ToDictionary(resource => resource.Key));
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(key => Compare(old.GetValueOrDefault(key), now.GetValueOrDefault(key))).OfType<ResourceChange>()
                .Where(change => !change.Resource.IsComponent),
        ];
    }

    private static ResourceChange? Compare(RegisteredResource? before, RegisteredResource? after)
    {
        if (before is null)
            return new(ChangeKind.Added, after!, []);
        if (after is null)
            // Its protection is what the stack's state remembers, not what the program says now.
            return new(ChangeKind.Removed, before, []);
        var changes = new List<PropertyChange>();
        foreach (var name in before.Inputs.Select(pair => pair.Key).Union(after.Inputs.Select(pair => pair.Key)).Order(StringComparer.Ordinal))
        {
            if (!after.IgnoreChanges.Contains(name))
                Walk(name, before.Inputs[name], after.Inputs[name], ReplacementRules.Replaces(after.Type, name), changes);
        }
        return changes.Count == 0 ? null : new(changes.Any(change => change.Replaces) ? ChangeKind.Replaced : ChangeKind.Changed, after, changes);
    }

    private static void Walk(string path, JsonNode? before, JsonNode? after, bool replaces, List<PropertyChange> changes)
    {
        if (JsonNode.DeepEquals(before, after) || Shown(before) == Shown(after))
            return;
        switch (Opened(before), Opened(after))
        {
            case (JsonObject old, JsonObject now):
                foreach (var name in old.Select(pair => pair.Key).Union(now.Select(pair => pair.Key)))
                    Walk($"{path}.{name}", old[name], now[name], replaces, changes);
                break;
            case (JsonArray old, JsonArray now):
                for (var i = 0; i < Math.Max(old.Count, now.Count); i++)
                    Walk($"{path}[{i}]", i < old.Count ? old[i] : null, i < now.Count ? now[i] : null, replaces, changes);
                break;
            default:
                changes.Add(new(path, Shown(before), Shown(after), replaces));
                break;
        }
    }

    // Policies and definitions are JSON in a text; their parts are what a reader wants to see.
    private static JsonNode? Opened(JsonNode? node)
    {
        if (node is not JsonValue value || !value.TryGetValue<string>(out var text) || text is not ['{' or '[', ..])
            return node;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return node;
        }
    }

    private static string? Shown(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };
}
