using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Aws;
using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Integrations;

/// <summary>A message that a state machine published.</summary>
/// <param name="TopicArn">The topic.</param>
/// <param name="Subject">The subject, or null.</param>
/// <param name="Message">The message's text.</param>
public sealed record PublishedMessage(string TopicArn, string? Subject, string Message);

/// <summary>sns:publish: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html</summary>
internal sealed class SnsPublish(AwsQuery aws, ConcurrentQueue<PublishedMessage> published) : ITaskIntegration
{
    public string Resource => "arn:aws:states:::sns:publish";

    public IReadOnlyDictionary<string, bool> Arguments { get; } =
        new Dictionary<string, bool> { ["TopicArn"] = true, ["Message"] = true, ["Subject"] = false };

    public async Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        var subject = arguments.OptionalText("Subject");
        // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
        if (subject is not null && (subject.Length is 0 or > 100 || subject.Any(c => c is < ' ' or > '~')))
            throw new StateFailure("SNS.InvalidParameterException", $"Invalid parameter: Subject '{subject}' must be 1 to 100 printable ASCII characters");
        var message = arguments["Message"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : arguments["Message"]!.ToJsonString();
        var parameters = new Dictionary<string, string> { ["TopicArn"] = arguments.Text("TopicArn"), ["Message"] = message };
        if (subject is not null)
            parameters["Subject"] = subject;
        try
        {
            var reply = await aws.QueryAsync("sns", "Publish", "2010-03-31", parameters, cancellation);
            published.Enqueue(new PublishedMessage(arguments.Text("TopicArn"), subject, message));
            return new JsonObject { ["MessageId"] = AwsQuery.Element(reply, "MessageId") };
        }
        catch (AwsQueryException e)
        {
            throw new StateFailure(e.Code == "NotFound" ? "SNS.NotFoundException" : "SNS.SnsException", e.Message, e);
        }
    }
}
