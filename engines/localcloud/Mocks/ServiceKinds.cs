using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;
using Nonolive.LocalCloud.Aws;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>KMS keys, SNS topics and SQS queues: really made in the emulator.</summary>
internal sealed class ServiceKinds(AwsQuery aws, IAmazonSQS sqs)
{
    private const string Sns = "2010-03-31";

    public IEnumerable<ResourceKind> All() =>
    [
        new("aws:kms/key:Key",
            "description enableKeyRotation rotationPeriodInDays deletionWindowInDays policy isEnabled keyUsage customerMasterKeySpec multiRegion bypassPolicyLockoutSafetyCheck", "{uuid}")
        { Realize = KeyAsync },
        new("aws:kms/alias:Alias", "name= namePrefix targetKeyId", "{name}", ("arn", "arn:{partition}:kms:{region}:{account}:{name}")) { Realize = AliasAsync },
        new("aws:sns/topic:Topic", "name= namePrefix displayName kmsMasterKeyId policy fifoTopic signatureVersion tracingConfig", "arn:{partition}:sns:{region}:{account}:{name}",
            ("arn", "{id}"), ("owner", "{account}")) { Realize = TopicAsync },
        new("aws:sns/topicPolicy:TopicPolicy", "arn policy", "{arn}", ("owner", "{account}")) { Realize = TopicPolicyAsync },
        new("aws:sns/topicSubscription:TopicSubscription",
            "topic protocol endpoint filterPolicy filterPolicyScope rawMessageDelivery endpointAutoConfirms confirmationTimeoutInMinutes subscriptionRoleArn redrivePolicy deliveryPolicy",
            "{topic}:{uuid}", ("arn", "{id}"), ("ownerId", "{account}")) { Realize = SubscriptionAsync },
        new("aws:sqs/queue:Queue",
            "name= namePrefix kmsMasterKeyId kmsDataKeyReusePeriodSeconds sqsManagedSseEnabled messageRetentionSeconds visibilityTimeoutSeconds receiveWaitTimeSeconds delaySeconds maxMessageSize policy redrivePolicy fifoQueue",
            "https://sqs.{region}.amazonaws.com/{account}/{name}", ("arn", "arn:{partition}:sqs:{region}:{account}:{name}"), ("url", "{id}")) { Realize = QueueAsync },
        new("aws:sqs/queuePolicy:QueuePolicy", "queueUrl policy", "{queueUrl}") { Realize = QueuePolicyAsync },
    ];

    private async Task KeyAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var body = new JsonObject { ["Description"] = request.Text("description") ?? "" };
        if (request.Text("policy") is { } policy)
            body["Policy"] = policy;
        var made = (await aws.JsonAsync("kms", "TrentService.CreateKey", body, cancellation))["KeyMetadata"]!;
        var id = (string)made["KeyId"]!;
        if (request.Flag("enableKeyRotation"))
            await aws.JsonAsync("kms", "TrentService.EnableKeyRotation", new JsonObject { ["KeyId"] = id }, cancellation);
        (outputs["id"], outputs["keyId"], outputs["arn"]) = (id, id, request.Account.Arn("kms", $"key/{id}"));
    }

    private async Task AliasAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var name = (string)outputs["name"]!;
        if (!name.StartsWith("alias/", StringComparison.Ordinal))
            throw request.Wrong("name", $"is '{name}' and must start with alias/");
        var alias = new JsonObject { ["AliasName"] = name, ["TargetKeyId"] = request.Required("targetKeyId") };
        try
        {
            await aws.JsonAsync("kms", "TrentService.CreateAlias", alias, cancellation);
        }
        catch (AwsQueryException e) when (e.Code.Contains("AlreadyExists", StringComparison.Ordinal))
        {
            // An earlier run's, in an emulator that outlived it.
            await aws.JsonAsync("kms", "TrentService.UpdateAlias", alias, cancellation);
        }
        outputs["targetKeyArn"] = request.Account.Arn("kms", $"key/{request.Required("targetKeyId")}");
    }

    private async Task TopicAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var made = await aws.QueryAsync("sns", "CreateTopic", Sns, new Dictionary<string, string> { ["Name"] = (string)outputs["name"]! }, cancellation);
        outputs["arn"] = AwsQuery.Element(made, "TopicArn");
        outputs["id"] = outputs["arn"];
        if (request.Text("kmsMasterKeyId") is { } key)
            await TopicAttributeAsync((string)outputs["arn"]!, "KmsMasterKeyId", key, cancellation);
    }

    private async Task TopicPolicyAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation) =>
        await TopicAttributeAsync(request.Required("arn"), "Policy", request.Required("policy"), cancellation);

    private async Task TopicAttributeAsync(string arn, string name, string value, CancellationToken cancellation) => await aws.QueryAsync(
        "sns", "SetTopicAttributes", Sns,
        new Dictionary<string, string> { ["TopicArn"] = arn, ["AttributeName"] = name, ["AttributeValue"] = value }, cancellation);

    private async Task SubscriptionAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var protocol = request.Required("protocol");
        // Nobody wants a test to call a pager: what leaves this machine is recorded only.
        if (protocol is not ("sqs" or "email" or "email-json"))
            return;
        await aws.QueryAsync("sns", "Subscribe", Sns, new Dictionary<string, string>
        {
            ["TopicArn"] = request.Required("topic"),
            ["Protocol"] = protocol,
            ["Endpoint"] = request.Required("endpoint"),
        }, cancellation);
    }

    private async Task QueueAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var (input, attribute) in (IEnumerable<(string, string)>)
            [
                ("messageRetentionSeconds", "MessageRetentionPeriod"), ("visibilityTimeoutSeconds", "VisibilityTimeout"),
                ("receiveWaitTimeSeconds", "ReceiveMessageWaitTimeSeconds"), ("delaySeconds", "DelaySeconds"), ("maxMessageSize", "MaximumMessageSize"),
            ])
        {
            if (request.Number(input) is { } number)
                attributes[attribute] = $"{number}";
        }
        if (request.Text("kmsMasterKeyId") is { } key)
            attributes["KmsMasterKeyId"] = key;
        if (request.Text("redrivePolicy") is { } redrive)
            attributes["RedrivePolicy"] = redrive;
        var made = await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = (string)outputs["name"]!, Attributes = attributes }, cancellation);
        (outputs["id"], outputs["url"]) = (made.QueueUrl, made.QueueUrl);
    }

    private async Task QueuePolicyAsync(ResourceRequest request, IDictionary<string, object?> outputs, CancellationToken cancellation) =>
        await sqs.SetQueueAttributesAsync(new SetQueueAttributesRequest
        {
            QueueUrl = request.Required("queueUrl"),
            Attributes = new Dictionary<string, string> { ["Policy"] = request.Required("policy") },
        }, cancellation);
}
