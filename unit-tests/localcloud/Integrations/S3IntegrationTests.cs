using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Mocks;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Storage;
using Cloud = Pulumi.Aws;

namespace Nonolive.LocalCloud.Tests.Integrations;

/// <summary>State machines that read and write the emulated S3.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public class S3IntegrationTests
{
    [Test]
    public async Task A_conditional_put_lets_one_writer_win()
    {
        await using var stack = await UpAsync("s3-integration-race", Put("\"IfNoneMatch\": \"*\""));
        var first = await stack.StateMachine.RunAsync(new JsonObject { ["body"] = "one" });
        var second = await stack.StateMachine.RunAsync(new JsonObject { ["body"] = "two" });
        Assert.Multiple(() =>
        {
            Assert.That(first.Status, Is.EqualTo(ExecutionStatus.Succeeded), first.Log());
            Assert.That(second.Error, Is.EqualTo("S3.S3Exception"));
            Assert.That(second.Cause, Does.Contain("Status Code: 412"));
        });
        Assert.That(await stack.Store.ReadTextAsync(new ObjectUri("s3-integration-race", "k")), Is.EqualTo("one"));
    }

    [Test]
    public async Task A_put_under_the_tag_that_was_read_replaces_the_object_once()
    {
        await using var stack = await UpAsync("s3-integration-match", """
            "Get": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Arguments": {"Bucket": "s3-integration-match", "Key": "k"},
              "Assign": {"tag": "{% $states.result.ETag %}"}, "Next": "Put"},
            "Put": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject", "Arguments": {"Bucket": "s3-integration-match", "Key": "k", "Body": {"n": 1}, "IfMatch": "{% $tag %}"}, "Next": "Again"},
            "Again": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject", "Arguments": {"Bucket": "s3-integration-match", "Key": "k", "Body": {"n": 2}, "IfMatch": "{% $tag %}"}, "End": true}
            """, "Get");
        await stack.Store.PutTextAsync(new ObjectUri("s3-integration-match", "k"), "old");
        var result = await stack.StateMachine.RunAsync(new JsonObject());
        Assert.That(result.Error, Is.EqualTo("S3.S3Exception"), result.Log());
        Assert.That(await stack.Store.ReadTextAsync(new ObjectUri("s3-integration-match", "k")), Is.EqualTo("""{"n":1}"""));
    }

    [Test]
    public async Task A_missing_object_has_the_error_that_the_language_knows()
    {
        await using var stack = await UpAsync("s3-integration-missing", """
            "Get": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Arguments": {"Bucket": "s3-integration-missing", "Key": "k"},
              "Catch": [{"ErrorEquals": ["S3.NoSuchKeyException"], "Next": "Head"}], "End": true},
            "Head": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:headObject", "Arguments": {"Bucket": "s3-integration-missing", "Key": "k"},
              "Catch": [{"ErrorEquals": ["S3.NoSuchKeyException"], "Next": "Fine"}], "End": true},
            "Fine": {"Type": "Pass", "Output": "fine", "End": true}
            """, "Get");
        Assert.That((await stack.StateMachine.RunAsync(new JsonObject())).Output?.ToJsonString(), Is.EqualTo("\"fine\""));
    }

    [Test]
    public async Task A_listing_gives_keys_in_order_with_sizes_and_leaves_out_what_is_empty()
    {
        await using var stack = await UpAsync("s3-integration-list", """
            "List": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listObjectsV2", "Arguments": {"Bucket": "s3-integration-list", "Prefix": "{% $states.input.prefix %}"},
              "Output": ["{% $exists($states.result.Contents) %}", "{% [$states.result.Contents.{ 'k': Key, 'n': Size }] %}", "{% $states.result.IsTruncated %}"], "End": true}
            """, "List");
        await stack.Store.PutTextAsync(new ObjectUri("s3-integration-list", "a/2"), "22");
        await stack.Store.PutTextAsync(new ObjectUri("s3-integration-list", "a/1"), "1");
        var some = await stack.StateMachine.RunAsync(new JsonObject { ["prefix"] = "a/" });
        var none = await stack.StateMachine.RunAsync(new JsonObject { ["prefix"] = "b/" });
        Assert.That(some.Output!.ToJsonString(), Is.EqualTo("""[true,[{"k":"a/1","n":1},{"k":"a/2","n":2}],false]"""));
        Assert.That(none.Output!.ToJsonString(), Is.EqualTo("[false,[],false]"));
    }

    [Test]
    public async Task Another_accounts_bucket_is_refused()
    {
        await using var stack = await UpAsync("s3-integration-owner", Put("\"ExpectedBucketOwner\": \"999999999999\""));
        Assert.That((await stack.StateMachine.RunAsync(new JsonObject { ["body"] = "x" })).Cause, Does.Contain("403"));
    }

    [Test]
    public async Task A_published_message_reaches_the_topic_and_the_record()
    {
        await using var stack = await UpAsync("s3-integration-sns", """
            "Tell": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Arguments": {"TopicArn": "{% $states.input.topic %}", "Subject": "Failed", "Message": {"why": "x"}}, "End": true}
            """, "Tell");
        var result = await stack.StateMachine.RunAsync(new JsonObject { ["topic"] = stack.Output("topic") });
        Assert.That(result.Status, Is.EqualTo(ExecutionStatus.Succeeded), result.Log());
        Assert.That(stack.PublishedMessages.Single().Message, Is.EqualTo("""{"why":"x"}"""));
        var stranger = await stack.StateMachine.RunAsync(new JsonObject { ["topic"] = stack.Output("topic") + "-other" });
        Assert.That(stranger.Error, Is.EqualTo("SNS.NotFoundException"), stranger.Log());
    }

    private static string Put(string more) =>
        $$$"""
        "Put": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject", "End": true,
          "Arguments": {"Bucket": "{% $states.context.StateMachine.Name %}", "Key": "k", "Body": "{% $states.input.body %}", {{{more}}} } }
        """;

    private static async Task<DeployedStack> UpAsync(string name, string states, string startAt = "Put") =>
        await (await SharedCloud.GetAsync()).UpAsync("sample", new AccountFixture(), () =>
        {
            _ = new Cloud.S3.Bucket("files", new() { BucketName = name });
            var topic = new Cloud.Sns.Topic("topic", new() { Name = name });
            _ = new Cloud.Sfn.StateMachine("machine", new()
            {
                Name = name,
                RoleArn = "arn:aws:iam::000000000000:role/machine",
                Definition = $$$"""{"QueryLanguage": "JSONata", "StartAt": "{{{startAt}}}", "States": { {{{states}}} } }""",
            });
            return new Dictionary<string, object?> { ["topic"] = topic.Arn };
        });
}
