using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Publication;
using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Pages;

namespace Nonolive.WebConsole.Reports;

/// <summary>The report pages, the downloads and the JSON API.</summary>
internal static class ReportEndpoints
{
    private const string Latest = "latest";

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", async (ReportLibrary library, ConsoleOptions options, CancellationToken cancellation) =>
            Page(await HomePage.RenderAsync(library, options, cancellation)));
        routes.MapGet("/dictionary", (ReportLibrary library) => Page(DictionaryPage.Render(library.Contracts)));
        routes.MapGet("/reports/{report}", OpenAsync);
        routes.MapGet("/reports/{report}/{dt}", ShowAsync);
        routes.MapGet("/reports/{report}/{dt}/rows.csv", CsvAsync);
        routes.MapGet("/reports/{report}/{dt}/rows.json", (string report, string dt, ReportLibrary library, ConsoleOptions options, CancellationToken cancellation) =>
            JsonAsync(report, dt, download: true, library, options, cancellation));
        routes.MapGet("/api/reports", ListAsync);
        routes.MapGet("/api/reports/{report}/{dt}", (string report, string dt, ReportLibrary library, ConsoleOptions options, CancellationToken cancellation) =>
            JsonAsync(report, dt, download: false, library, options, cancellation));
    }

    public static IResult Page(Markup page, int status = StatusCodes.Status200OK) =>
        Results.Content(page.ToString(), "text/html; charset=utf-8", statusCode: status);

    /// <summary>Goes to the day that the picker chose, else to the latest.</summary>
    private static async Task<IResult> OpenAsync(string report, string? dt, ReportLibrary library, CancellationToken cancellation)
    {
        var known = await library.FindAsync(report, cancellation);
        if (dt is null && known.Days.Count == 0)
            return Fault(ConsoleErrors.NothingPublished(report), known, null);
        var day = dt is null ? known.Days[0].Day : Labels.ParseDay(dt) ?? throw ConsoleErrors.NotADay(dt);
        return Results.Redirect(Links.Report(report, day));
    }

    private static async Task<IResult> ShowAsync(
        string report, string dt, HttpRequest request, ReportLibrary library, ConsoleOptions options, CancellationToken cancellation)
    {
        var known = await library.FindAsync(report, cancellation);
        var day = Labels.ParseDay(dt) ?? throw ConsoleErrors.NotADay(dt);
        try
        {
            var manifest = await library.ManifestAsync(known, day, cancellation);
            return Page(await ReportPage.RenderAsync(library, known, manifest, request.Query, options, cancellation));
        }
        catch (UserErrorException e)
        {
            return Fault(e, known, day);
        }
    }

    private static IResult Fault(UserErrorException e, KnownReport report, DateOnly? day)
    {
        var problem = Problem.From(e);
        return Page(ProblemPage.Render(problem, report, day), problem.Status);
    }

    private static async Task<IResult> CsvAsync(
        string report, string dt, ReportLibrary library, ConsoleOptions options, CancellationToken cancellation)
    {
        var (known, manifest) = await FindAsync(report, dt, library, options, cancellation);
        return Results.Stream(
            output => RowExport.WriteCsvAsync(output, library.RowsAsync(manifest, cancellation), known.Contract, cancellation),
            "text/csv; charset=utf-8", $"{report}_{Labels.Iso(manifest.Day)}.csv");
    }

    private static async Task<IResult> JsonAsync(
        string report, string dt, bool download, ReportLibrary library, ConsoleOptions options, CancellationToken cancellation)
    {
        var (_, manifest) = await FindAsync(report, dt, library, options, cancellation);
        return Results.Stream(
            output => RowExport.WriteJsonAsync(output, manifest, library.RowsAsync(manifest, cancellation), cancellation),
            "application/json; charset=utf-8", download ? $"{report}_{Labels.Iso(manifest.Day)}.json" : null);
    }

    private static async Task<(KnownReport Report, Manifest Manifest)> FindAsync(
        string report, string dt, ReportLibrary library, ConsoleOptions options, CancellationToken cancellation)
    {
        var known = await library.FindAsync(report, cancellation);
        var day = dt != Latest ? Labels.ParseDay(dt) ?? throw ConsoleErrors.NotADay(dt)
            : known.Days.Count > 0 ? known.Days[0].Day : throw ConsoleErrors.NothingPublished(report);
        var manifest = await library.ManifestAsync(known, day, cancellation);
        // A fault must be found before the first byte is sent; only a report beyond memory is streamed unseen.
        if (manifest.Rows <= options.TableRows)
            await library.TableAsync(known, manifest, cancellation);
        return (known, manifest);
    }

    private static async Task<IResult> ListAsync(ReportLibrary library, CancellationToken cancellation)
    {
        var reports = await library.ListAsync(cancellation);
        return Results.Json(new
        {
            reports = reports.Select(report => new
            {
                report.Name,
                report.Title,
                report.Description,
                SchemaVersion = report.Contract?.SchemaVersion,
                Days = report.Days.Select(at => new { Dt = at.Day, at.Entry.RunId, at.Entry.PublishedAt, at.Entry.Rows }),
            }),
        }, Manifest.Json);
    }
}
