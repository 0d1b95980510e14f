using Amazon.S3;
using Amazon.SQS;
using Nonolive.LocalCloud.Aws;
using Nonolive.LocalCloud.Mocks;

namespace Nonolive.LocalCloud;

/// <summary>Removes what a stack made in an emulator that outlives us; what is gone already is no error.</summary>
internal sealed class StackRemoval(IAmazonS3 s3, IAmazonSQS sqs, AwsQuery query, Inventory inventory)
{
    public async Task RunAsync()
    {
        foreach (var bucket in inventory.OfType("aws:s3/bucket:Bucket"))
            await QuietlyAsync(() => BucketAsync(bucket.Text("bucket")!));
        foreach (var queue in inventory.OfType("aws:sqs/queue:Queue"))
            await QuietlyAsync(() => sqs.DeleteQueueAsync(queue.Text("url")));
        foreach (var topic in inventory.OfType("aws:sns/topic:Topic"))
            await QuietlyAsync(() => query.QueryAsync("sns", "DeleteTopic", "2010-03-31", new Dictionary<string, string> { ["TopicArn"] = topic.Text("arn")! }, default));
        foreach (var alias in inventory.OfType("aws:kms/alias:Alias"))
            await QuietlyAsync(() => query.JsonAsync("kms", "TrentService.DeleteAlias", new() { ["AliasName"] = alias.Text("name") }, default));
    }

    private async Task BucketAsync(string bucket)
    {
        await BucketLease.EmptyAsync(s3, bucket, default);
        await s3.DeleteBucketAsync(bucket);
    }

    private static async Task QuietlyAsync(Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (Exception e) when (e is AmazonS3Exception or AmazonSQSException or AwsQueryException or HttpRequestException)
        {
            // The emulator may be gone, or somebody else tidied up.
        }
    }
}
