using System.Text.RegularExpressions;
using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Publication;

namespace Nonolive.WebConsole.Reports;

/// <summary>A report that readers may ask for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Contract">Its contract; null where it was published by an older version that had it.</param>
/// <param name="Days">The published days, latest first, with what the index says of them.</param>
internal sealed partial record KnownReport(string Name, Contract? Contract, IReadOnlyList<(DateOnly Day, ReportIndexEntry Entry)> Days)
{
    public string Title => Contract?.Title ?? Labels.Of(Name);

    public string Description => Contract?.Description ?? "";

    /// <summary>
    /// The columns whose sum over the rows means something: those that the contract sets equal to another sum by
    /// <c>sum(column)</c>. Adding up averages, ranks or unique people, or how many there
    /// were at each minute, would show a number that is true of nothing.
    /// </summary>
    public IReadOnlyList<ContractColumn> Summable =>
        Contract?.Grain.Any(Grains.IsTimeOfDay) != false ? [] :
        [.. Contract.Reconciliations.Where(rule => rule.Rule == ReconciliationRule.Equal)
            .Select(rule => SumOf().Match(rule.Expression)).Where(match => match.Success)
            .Select(match => Contract.Column(match.Groups[1].Value)).OfType<ContractColumn>().Distinct()];

    /// <summary>The first of those, shown as the headline; null where there is none.</summary>
    public ContractColumn? Headline => Summable is [var first, ..] ? first : null;

    [GeneratedRegex(@"^\s*(?:coalesce\s*\(\s*)?sum\s*\(\s*([a-z0-9_]+)\s*\)(?:\s*,\s*0\s*\))?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex SumOf();
}
