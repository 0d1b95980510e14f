using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Publication;

internal static class PublicationErrors
{
    public static UserErrorException Unreadable(ObjectUri uri, string what, Exception inner) =>
        new(ErrorCode.UnreadablePublication, $"{uri} is no {what}: {inner.Message}", "Publish that day again.", inner: inner);

    public static UserErrorException NotPublished(string report, DateOnly day) =>
        new(ErrorCode.NotPublished, $"The report '{report}' is not published for {day:yyyy-MM-dd}.", "Run that day, or ask for another.");

    public static UserErrorException Gone(ObjectUri uri, string runId) =>
        new(ErrorCode.ChangedReportObject, $"{uri}, which the manifest of run {runId} names, is gone.", "Publish that day again.");

    public static UserErrorException Changed(ObjectUri uri, string runId) =>
        new(ErrorCode.ChangedReportObject, $"{uri} was changed after run {runId} was published.", "Publish that day again.");
}
