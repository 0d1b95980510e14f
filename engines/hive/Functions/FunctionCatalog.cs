using System.Collections.Frozen;

namespace Nonolive.Hive.Functions;

/// <summary>All functions that the engine knows, read once from the tables beside this file.</summary>
public sealed class FunctionCatalog
{
    private readonly FrozenDictionary<string, FunctionDefinition> _functions;

    private FunctionCatalog()
    {
        var rows = new List<(string Name, FunctionKind Kind, FunctionStatus Status, Overload Overload)>();
        foreach (var (kind, table) in Tables)
            rows.AddRange(table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(line => Read(kind, line)));
        _functions = rows.GroupBy(row => row.Name).ToFrozenDictionary(group => group.Key,
            group => new FunctionDefinition(group.Key, group.First().Kind, group.First().Status, [.. group.Select(row => row.Overload)]));
    }

    private static (FunctionKind Kind, string Rows)[] Tables =>
    [
        (FunctionKind.Scalar, TextFunctions.Rows), (FunctionKind.Scalar, MathFunctions.Rows), (FunctionKind.Scalar, DateFunctions.Rows),
        (FunctionKind.Scalar, OtherFunctions.Rows), (FunctionKind.Aggregate, AggregateFunctions.Rows), (FunctionKind.Window, AggregateFunctions.Windows),
        (FunctionKind.Table, OtherFunctions.Tables),
    ];

    /// <summary>The catalog.</summary>
    public static FunctionCatalog Instance { get; } = new();

    /// <summary>Every function by name, for lists.</summary>
    public IReadOnlyList<FunctionInfo> All =>
        [.. _functions.Values.OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => new FunctionInfo(one.Name, one.Kind.ToString().ToLowerInvariant(), one.Status))];

    internal FunctionDefinition? Find(string name) => _functions.GetValueOrDefault(name);

    /// <summary>Reads <c>name,alias(parameters) -> result = sql #status</c>.</summary>
    private static IEnumerable<(string, FunctionKind, FunctionStatus, Overload)> Read(FunctionKind kind, string line)
    {
        var open = line.IndexOf('(');
        var close = line.IndexOf(')', open);
        var arrow = line.IndexOf("-> ", close, StringComparison.Ordinal);
        var equals = line.IndexOf(" = ", arrow, StringComparison.Ordinal);
        var hash = line.LastIndexOf('#');
        var status = line[(hash + 1)..].Trim() switch
        {
            "golden" => FunctionStatus.Golden,
            "source" => FunctionStatus.SourceRead,
            "unverified" => FunctionStatus.Unverified,
            var other => throw new InvalidOperationException($"Unknown status '{other}' in: {line}"),
        };
        var parameters = line[(open + 1)..close].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var repeats = parameters.Length > 0 && parameters[^1].EndsWith('*');
        if (repeats)
            parameters[^1] = parameters[^1][..^1];
        var overload = new Overload(parameters, repeats, line[(arrow + 3)..equals].Trim(), line[(equals + 3)..hash].Trim());
        return line[..open].Split(',').Select(name => (name.Trim(), kind, status, overload));
    }
}
