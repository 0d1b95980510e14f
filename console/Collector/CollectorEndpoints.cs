namespace Nonolive.WebConsole.Collector;

/// <summary><c>POST /v1/events</c>: takes a batch of app events and answers when it is stored.</summary>
internal static class CollectorEndpoints
{
    public const string Path = "/v1/events";

    public static void MapCollector(this IEndpointRouteBuilder routes) => routes.MapPost(Path, AcceptAsync);

    private static async Task<IResult> AcceptAsync(
        HttpContext context, EventCollector collector, ConsoleOptions options, CancellationToken cancellation)
    {
        try
        {
            var arrival = options.Clock.GetUtcNow();
            var bodies = await EventBody.ReadAsync(context.Request, options.Collector, cancellation);
            var lines = bodies.Select(line => EventLine.Read(line, arrival)).ToList();
            if (lines.Count > 0)
                await collector.StoreAsync(lines, arrival);
            return Results.Json(
                new { received = lines.Count, malformed = lines.Count(line => !line.WellFormed) }, statusCode: StatusCodes.Status202Accepted);
        }
        catch (Pipeline.Errors.UserErrorException e)
        {
            var problem = Problem.From(e);
            if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(options.Collector.RetryAfter.TotalSeconds)).ToString();
            return problem.ToResult();
        }
    }
}
