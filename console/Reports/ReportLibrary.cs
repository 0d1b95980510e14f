using System.Runtime.CompilerServices;
using System.Text.Json;
using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Publication;

namespace Nonolive.WebConsole.Reports;

/// <summary>Everything that pages and API know of reports: the contracts, the index, the manifests and the rows.</summary>
internal sealed class ReportLibrary(IReadOnlyList<Contract> contracts, ManifestReader reader, ConsoleOptions options) : IDisposable
{
    private readonly RowCache _cache = new(options.CachedRows);
    private readonly Trends _trends = new(reader, options);

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

    /// <summary>The totals of the last days, oldest first; a day that cannot be read is left out.</summary>
    public Task<IReadOnlyList<DayTotals>> TrendAsync(KnownReport report, DateOnly until, CancellationToken cancellation) =>
        _trends.ReadAsync(report, until, cancellation);

    public void Dispose() => _trends.Dispose();

    private static List<(DateOnly, ReportIndexEntry)> DaysOf(ReportIndex index, string report) =>
        [.. index.DaysOf(report).Select(day => (day, index.Reports[report][Labels.Iso(day)]))];
}
