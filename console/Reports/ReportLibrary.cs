using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Publication;

namespace Nonolive.WebConsole.Reports;

/// <summary>A report that readers may ask for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Contract">Its contract; null where it was published by an older version that had it.</param>
/// <param name="Days">The published days, latest first, with what the index says of them.</param>
internal sealed record KnownReport(string Name, Contract? Contract, IReadOnlyList<(DateOnly Day, ReportIndexEntry Entry)> Days)
{
    public string Title => Contract?.Title ?? Labels.Of(Name);

    public string Description => Contract?.Description ?? "";

    /// <summary>
    /// The columns whose sum over the rows means something: those that the contract reconciles by <c>sum(column)</c>.
    /// Adding up averages, ranks or unique people would show a number that is true of nothing.
    /// </summary>
    public IReadOnlyList<ContractColumn> Summable =>
        [.. (Contract?.Reconciliations ?? []).Select(rule => SumOf.Match(rule.Expression))
            .Where(match => match.Success).Select(match => Contract!.Column(match.Groups[1].Value)).OfType<ContractColumn>().Distinct()];

    /// <summary>The first of those, shown as the headline; null where there is none.</summary>
    public ContractColumn? Headline => Summable is [var first, ..] ? first : null;

    private static readonly Regex SumOf = new(@"^\s*(?:coalesce\s*\(\s*)?sum\s*\(\s*([a-z0-9_]+)\s*\)(?:\s*,\s*0\s*\))?\s*$", RegexOptions.IgnoreCase);
}

/// <summary>Everything that pages and API know of reports: the contracts, the index, the manifests and the rows.</summary>
internal sealed class ReportLibrary(IReadOnlyList<Contract> contracts, ManifestReader reader, ConsoleOptions options)
{
    private readonly RowCache _cache = new(options.CachedRows);

    /// <summary>The contracts, in the order that the reports are published in.</summary>
    public IReadOnlyList<Contract> Contracts => contracts;

    /// <summary>Reads the contracts of a jobs folder, in the order of its catalog where it has one.</summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">A contract or the catalog is wrong.</exception>
    public static IReadOnlyList<Contract> ReadContracts(string jobsFolder)
    {
        var contracts = ContractCatalog.Load(jobsFolder).Contracts;
        var order = File.Exists(Path.Combine(jobsFolder, "jobs.yml")) ? JobCatalog.Load(jobsFolder).Reports.ToList() : [];
        return [.. contracts.OrderBy(contract => order.IndexOf(contract.Report) is var at and >= 0 ? at : int.MaxValue)];
    }

    /// <summary>The reports of the contracts, then those that only the index knows.</summary>
    public async Task<IReadOnlyList<KnownReport>> ListAsync(CancellationToken cancellation)
    {
        var index = await reader.ReadIndexAsync(cancellation);
        return [.. contracts.Select(contract => contract.Report).Union(index.Reports.Keys.Order(StringComparer.Ordinal))
            .Select(name => new KnownReport(name, contracts.FirstOrDefault(contract => contract.Report == name), DaysOf(index, name)))];
    }

    /// <exception cref="Pipeline.Errors.UserErrorException">Neither contracts nor index know the report.</exception>
    public async Task<KnownReport> FindAsync(string name, CancellationToken cancellation)
    {
        var reports = await ListAsync(cancellation);
        return reports.FirstOrDefault(report => report.Name == name)
            ?? throw ConsoleErrors.UnknownReport(name, [.. reports.Select(report => report.Name)]);
    }

    /// <summary>The manifest of a day; it alone decides what is published, the index only saves a listing.</summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">The day is not published, or its manifest cannot be read.</exception>
    public Task<Manifest> ManifestAsync(KnownReport report, DateOnly day, CancellationToken cancellation) =>
        reader.ReadAsync(report.Name, day, cancellation);

    /// <summary>The rows of a manifest, as many as it promises.</summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">An object is gone, was changed, or holds too few or too many rows.</exception>
    public async IAsyncEnumerable<JsonElement> RowsAsync(Manifest manifest, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long rows = 0;
        await foreach (var row in reader.ReadRowsAsync(manifest, cancellation))
        {
            rows++;
            yield return row;
        }
        if (rows != manifest.Rows)
            throw ConsoleErrors.RowsMissing(manifest, rows);
    }

    /// <summary>The rows of a manifest as a table; kept in memory, since a run's objects never change.</summary>
    public async Task<ReportTable> TableAsync(KnownReport report, Manifest manifest, CancellationToken cancellation)
    {
        if (_cache.Find(manifest) is { } cached)
            return cached;
        var table = ReportTable.From(await RowsAsync(manifest, cancellation).ToListAsync(cancellation), report.Contract);
        _cache.Keep(manifest, table);
        return table;
    }

    /// <summary>The sums of a column over the last days, oldest first; a day that cannot be read is left out.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, decimal Total)>> TrendAsync(
        KnownReport report, string column, DateOnly until, CancellationToken cancellation)
    {
        var days = report.Days.Where(at => at.Day <= until && at.Day > until.AddDays(-options.TrendDays) && at.Entry.Rows <= options.TrendRows);
        var totals = await Task.WhenAll(days.Select(async at =>
        {
            try
            {
                var manifest = await reader.FindAsync(report.Name, at.Day, cancellation);
                return manifest is null ? null : (at.Day, Total: (await TableAsync(report, manifest, cancellation)).Total(column)) as (DateOnly, decimal)?;
            }
            catch (Exception e) when (e is Pipeline.Errors.UserErrorException or IOException)
            {
                // The day's own page says what is wrong with it; a trend of the others is still a trend.
                return null;
            }
        }));
        return [.. totals.OfType<(DateOnly Day, decimal Total)>().OrderBy(total => total.Day)];
    }

    private static List<(DateOnly, ReportIndexEntry)> DaysOf(ReportIndex index, string report) =>
        [.. index.DaysOf(report).Select(day => (day, index.Reports[report][Labels.Iso(day)]))];
}
