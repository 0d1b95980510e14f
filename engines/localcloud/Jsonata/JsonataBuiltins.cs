namespace Nonolive.LocalCloud.Jsonata;

/// <summary>Every built-in function, by theme; a name that is not here is refused when a state machine is deployed.</summary>
internal static class JsonataBuiltins
{
    public static readonly IReadOnlyList<Builtin> All =
        [.. JsonataStrings.All, .. JsonataNumbers.All, .. JsonataCollections.All, .. JsonataHigherOrder.All, .. JsonataStepFunctions.All, .. JsonataTime.All];

    private static readonly Dictionary<string, Builtin> ByName =
        All.Concat(JsonataTime.Clocked(DateTimeOffset.UnixEpoch)).ToDictionary(function => function.Name, StringComparer.Ordinal);

    public static Builtin? Find(string name) => ByName.GetValueOrDefault(name);

    public static IEnumerable<string> Names => ByName.Keys.Order(StringComparer.Ordinal);
}
