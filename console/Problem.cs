using Nonolive.Pipeline.Errors;

namespace Nonolive.WebConsole;

/// <summary>What a fault is to a client: the HTTP status, and a sentence for people who run nothing.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Advice">What a reader can do.</param>
/// <param name="Error">The fault itself; null where it must not be shown.</param>
internal sealed record Problem(int Status, string Title, string Advice, UserErrorException? Error)
{
    public string Code => Error is null ? "NONO-1700" : $"NONO-{(int)Error.Code:0000}";

    /// <summary>Nothing of an unexpected exception is shown: it is in the log.</summary>
    public static Problem From(Exception exception) => exception switch
    {
        UserErrorException e => From(e),
        BadHttpRequestException e => new(e.StatusCode, "The request cannot be read", "Check what was sent.", null),
        _ => new(StatusCodes.Status503ServiceUnavailable, "The reports cannot be reached right now",
            "The storage did not answer as expected. Try again in a minute.", null),
    };

    private static Problem From(UserErrorException e) => e.Code switch
    {
        ErrorCode.NotPublished or ErrorCode.NothingPublished =>
            new(StatusCodes.Status404NotFound, "Not published yet", "Choose another day, or come back after the daily run.", e),
        ErrorCode.UnknownConsoleReport or ErrorCode.UnknownReport =>
            new(StatusCodes.Status404NotFound, "No such report", "Choose one from the list of reports.", e),
        ErrorCode.WrongRequestParameter => new(StatusCodes.Status400BadRequest, "This address is not understood", "Go back and try again.", e),
        ErrorCode.UnreadablePublication or ErrorCode.ChangedReportObject or ErrorCode.PublishedRowsDiffer or ErrorCode.NoSuchObject =>
            new(StatusCodes.Status502BadGateway, "This day cannot be shown",
                "What was published for it is damaged; other days are not affected. The data team can publish it again.", e),
        ErrorCode.EventBatchTooLarge => new(StatusCodes.Status413PayloadTooLarge, "Batch too large", "", e),
        ErrorCode.UnknownEventEncoding => new(StatusCodes.Status415UnsupportedMediaType, "Unknown encoding", "", e),
        ErrorCode.DamagedEventBatch => new(StatusCodes.Status400BadRequest, "Batch damaged", "", e),
        ErrorCode.CollectorFull => new(StatusCodes.Status429TooManyRequests, "Collector full", "", e),
        ErrorCode.EventsNotStored => new(StatusCodes.Status503ServiceUnavailable, "Not stored", "", e),
        _ => new(StatusCodes.Status500InternalServerError, "Something is wrong here", "The data team has what is needed to find out.", e),
    };

    /// <summary>The problem document (RFC 9457), with the error number as <c>code</c>.</summary>
    public IResult ToResult() => Results.Problem(
        detail: Error is null ? Advice : Error.Problem + (Error.Remedy is null ? "" : " " + Error.Remedy),
        statusCode: Status, title: Title, type: "about:blank",
        extensions: new Dictionary<string, object?> { ["code"] = Code });
}
