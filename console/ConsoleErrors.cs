using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Publication;

namespace Nonolive.WebConsole;

internal static class ConsoleErrors
{
    public static UserErrorException NoBucket() =>
        new(ErrorCode.ConsoleWithoutBucket, "The console was given neither a data bucket nor a result bucket.", "Set NONO_RESULT_BUCKET for the report pages and NONO_DATA_BUCKET for the collector.");

    public static UserErrorException CannotListen(string urls, Exception inner) =>
        new(ErrorCode.ConsoleCannotListen, $"The console cannot listen on {urls}: {inner.Message}", "Choose another address; port 0 takes a free one.", inner: inner);

    public static UserErrorException UnknownReport(string report, IReadOnlyCollection<string> known) =>
        new(ErrorCode.UnknownConsoleReport, $"There is no report '{report}'.", known.Count == 0 ? "No report is known yet." : $"There are: {string.Join(", ", known)}.");

    public static UserErrorException UnknownParameter(string name) =>
        new(ErrorCode.WrongRequestParameter, $"The address has the parameter '{name}', which this page does not know.", "It knows sort, dir, q, page and measure.");

    public static UserErrorException WrongParameter(string name, string value, string wanted) =>
        new(ErrorCode.WrongRequestParameter, $"'{value}' is no value for '{name}'.", $"Use {wanted}.");

    public static UserErrorException NotADay(string text) =>
        new(ErrorCode.WrongRequestParameter, $"'{text}' is no business day.", "Write it as yyyy-MM-dd, or ask for 'latest'.");

    public static UserErrorException NothingPublished(string report) =>
        new(ErrorCode.NothingPublished, $"The report '{report}' is not published for any day yet.", "It appears here after the first daily run.");

    public static UserErrorException RowsMissing(Manifest manifest, long found) =>
        new(ErrorCode.PublishedRowsDiffer, $"The manifest of '{manifest.Report}' for {manifest.Day:yyyy-MM-dd} promises {manifest.Rows} rows, its objects hold {found}.", "Publish that day again.");

    public static UserErrorException WrongSettings(IEnumerable<string> faults) =>
        new(ErrorCode.WrongConsoleSettings, string.Join(" ", faults));

    public static UserErrorException NoAws(Exception inner) =>
        new(ErrorCode.WrongConsoleSettings, $"The AWS SDK cannot be used: {inner.Message}", "Set AWS_REGION, and give the process a role or credentials.", inner: inner);

    public static UserErrorException BodyTooLarge(long limit, string what) =>
        new(ErrorCode.EventBatchTooLarge, $"The batch has more than {limit:N0} {what}.", "Send the events in smaller batches; nothing of this one was stored.");

    public static UserErrorException UnknownEncoding(string encoding) =>
        new(ErrorCode.UnknownEventEncoding, $"The content encoding '{encoding}' is not known here.", "Send the body plain or as gzip.");

    public static UserErrorException UnknownContentType(string? type) =>
        new(ErrorCode.UnknownEventEncoding, $"The content type '{type}' is not known here.", "Send application/x-ndjson (one event a line) or application/json (an array of events).");

    public static UserErrorException DamagedGzip(Exception? inner = null) =>
        new(ErrorCode.DamagedEventBatch, "The gzip body is damaged or cut off.", "Send it again; nothing of it was stored.", inner: inner);

    public static UserErrorException CollectorFull(long waiting) =>
        new(ErrorCode.CollectorFull, $"{waiting:N0} bytes wait to be stored; the collector takes no more at the moment.", "Send the same batch again later.");

    public static UserErrorException NotStored(Exception inner) =>
        new(ErrorCode.EventsNotStored, "The events could not be stored.", "Send the same batch again; events are counted once by their event_id.", inner: inner);
}
