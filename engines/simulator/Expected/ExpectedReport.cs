namespace Nonolive.Simulator.Expected;

/// <summary>The exact rows of a report.</summary>
/// <param name="Report">The report's name.</param>
/// <param name="Key">The columns that tell rows apart.</param>
/// <param name="Rows">The rows: column and value, which is a long, decimal, string, null or <see cref="Anything"/>.</param>
public sealed record ExpectedReport(string Report, IReadOnlyList<string> Key, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows)
{
    /// <summary>A value that nobody can know beforehand.</summary>
    public static object Anything { get; } = new();
}
