using System.Collections.Frozen;
using Nonolive.Hive.Native;
using Nonolive.Hive.Session;

namespace Nonolive.Hive.Semantics.Library;

/// <summary>The library's functions by name; each is registered when a statement first calls it.</summary>
internal sealed class FunctionLibrary : IFunctionLibrary
{
    private static readonly FrozenDictionary<string, ScalarFunction> Functions = ((ScalarFunction[])
        [.. JsonLibrary.All, .. TextLibrary.All, .. DateLibrary.All, .. NumberLibrary.All, .. BytesLibrary.All, .. AggregateLibrary.All])
        .ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All names, for tests.</summary>
    internal static IEnumerable<string> Names => Functions.Keys;

    /// <inheritdoc />
    public bool Contains(string name) => Functions.ContainsKey(name) || JsonRecordLibrary.Contains(name);

    /// <inheritdoc />
    public void Register(string name, IEngine engine) =>
        (Functions.TryGetValue(name, out var function) ? function : JsonRecordLibrary.Create(name)).Register(engine.DuckDb);
}
