using Nonolive.WebConsole.Collector;
using Nonolive.WebConsole.Pages;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole;

/// <summary>Turns every fault into an answer: a page for people, a problem document for programs.</summary>
internal sealed partial class Faults(ILogger<Faults> log)
{
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var problem = Problem.From(e);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
                LogFault(e, context.Request.Method, context.Request.Path);
            await AnswerAsync(context, problem);
        }
    }

    public static Task NotFoundAsync(HttpContext context) =>
        AnswerAsync(context, new Problem(StatusCodes.Status404NotFound, "There is no such page", "The list of reports has what there is.", null));

    private static Task AnswerAsync(HttpContext context, Problem problem)
    {
        var path = context.Request.Path;
        var forPrograms = path.StartsWithSegments("/api") || path.StartsWithSegments(CollectorEndpoints.Path) || Path.HasExtension(path);
        var answer = forPrograms ? problem.ToResult() : ReportEndpoints.Page(ProblemPage.Render(problem), problem.Status);
        return answer.ExecuteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFault(Exception exception, string method, string path);
}
