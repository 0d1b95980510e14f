namespace Nonolive.Hive.Functions;

/// <summary>How sure it is that a function gives what Hive gives.</summary>
public enum FunctionStatus
{
    /// <summary>Checked against results that Hive itself recorded.</summary>
    Golden,

    /// <summary>Written after Hive's source.</summary>
    SourceRead,

    /// <summary>Nobody has checked it; refused unless a test opts in.</summary>
    Unverified,
}

internal enum FunctionKind
{
    Scalar,
    Aggregate,
    Window,
    Table,
}

/// <summary>One signature: parameters, result and DuckDB template; the letters are explained at <see cref="Signature"/>.</summary>
internal sealed record Overload(IReadOnlyList<string> Parameters, bool Repeats, string Result, string Sql);

/// <summary>A function with its signatures, in the order in which they are tried.</summary>
internal sealed record FunctionDefinition(string Name, FunctionKind Kind, FunctionStatus Status, IReadOnlyList<Overload> Overloads);

/// <summary>What <c>nono hive --functions</c> lists.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Kind">scalar, aggregate, window or table.</param>
/// <param name="Status">How sure its results are.</param>
public sealed record FunctionInfo(string Name, string Kind, FunctionStatus Status);
