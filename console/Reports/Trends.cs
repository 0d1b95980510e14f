using System.Collections.Concurrent;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Publication;

namespace Nonolive.WebConsole.Reports;

/// <summary>The sums of a report's summable columns on one day.</summary>
/// <param name="Day">The business day.</param>
/// <param name="Totals">The sum of each column, in the order of <see cref="KnownReport.Summable"/>.</param>
internal sealed record DayTotals(DateOnly Day, IReadOnlyList<decimal> Totals);

/// <summary>Totals over the last days. A run's rows never change, so each is added up once and only the sums are kept.</summary>
internal sealed class Trends(ManifestReader reader, ConsoleOptions options) : IDisposable
{
    private const int MostRemembered = 20_000;
    private const int ReadsAtOnce = 16;

    private readonly ConcurrentDictionary<(string Report, DateOnly Day, string Run, DateTimeOffset PublishedAt), DayTotals> _known = new();
    private readonly SemaphoreSlim _reads = new(ReadsAtOnce);

    public async Task<IReadOnlyList<DayTotals>> ReadAsync(KnownReport report, DateOnly until, CancellationToken cancellation)
    {
        if (report.Summable.Count == 0)
            return [];
        var days = report.Days.Where(at => at.Day <= until && at.Day > until.AddDays(-options.TrendDays) && at.Entry.Rows <= options.TrendRows);
        var totals = await Task.WhenAll(days.Select(at => DayAsync(report, at.Day, at.Entry, cancellation)));
        return [.. totals.OfType<DayTotals>().OrderBy(day => day.Day)];
    }

    public void Dispose() => _reads.Dispose();

    private async Task<DayTotals?> DayAsync(KnownReport report, DateOnly day, ReportIndexEntry entry, CancellationToken cancellation)
    {
        var key = (report.Name, day, entry.RunId, entry.PublishedAt);
        if (_known.TryGetValue(key, out var known))
            return known;
        await _reads.WaitAsync(cancellation);
        try
        {
            if (await reader.FindAsync(report.Name, day, cancellation) is not { } manifest)
                return null;
            var table = ReportTable.From(await reader.ReadRowsAsync(manifest, cancellation).ToListAsync(cancellation), report.Contract);
            var totals = new DayTotals(day, [.. report.Summable.Select(column => table.Total(column.Name))]);
            if (_known.Count >= MostRemembered)
                _known.Clear();
            // Where index and manifest disagree for a moment, the next reader asks again.
            if (manifest.RunId == entry.RunId)
                _known[key] = totals;
            return totals;
        }
        catch (UserErrorException)
        {
            // The day's own page says what is wrong with it; a trend of the others is still a trend.
            return null;
        }
        finally
        {
            _reads.Release();
        }
    }
}
