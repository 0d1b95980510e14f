namespace Nonolive.Hive.Session;

/// <summary>Hive's own classes of errors, which its users search for.</summary>
internal enum FaultClass
{
    ParseException,
    SemanticException,
    HiveException,
    HiveAccessControlException,
}

/// <summary>
/// Something wrong with a statement, at an offset in its text; the session turns it into a UserErrorException with the
/// file, line and column.
/// </summary>
internal sealed class HiveFault(FaultClass kind, string problem, int at, string? remedy = null) : Exception(problem)
{
    public FaultClass Kind { get; } = kind;

    public int At { get; } = at;

    public string? Remedy { get; } = remedy;

    public static HiveFault Parse(string problem, int at, string? remedy = null) => new(FaultClass.ParseException, problem, at, remedy);

    public static HiveFault Semantic(string problem, int at, string? remedy = null) => new(FaultClass.SemanticException, problem, at, remedy);

    /// <summary>Something that Hive has and this engine refuses, rather than guess.</summary>
    public static HiveFault Refused(string what, int at, string? remedy = null) =>
        new(FaultClass.SemanticException, $"{what} is not supported by the embedded engine.", at, remedy ?? "Rewrite it, or run this statement on EMR.");
}
