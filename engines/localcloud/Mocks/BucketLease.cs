using Amazon.S3;
using Amazon.S3.Model;
using Owner = Nonolive.Pipeline.Processes.Owner;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>
/// In an emulator that outlives us a killed run's buckets are still there. Each carries its owner's mark as a tag, and the
/// buckets of a process that is gone may be emptied and used again.
/// </summary>
internal static class BucketLease
{
    private const string Tag = "nonolive-local-cloud";

    public static Task MarkAsync(IAmazonS3 s3, string bucket, CancellationToken cancellation) => s3.PutBucketTaggingAsync(
        new PutBucketTaggingRequest { BucketName = bucket, TagSet = [new Tag { Key = Tag, Value = Owner.Mark }] }, cancellation);

    /// <summary>Empties a bucket whose owner is gone; false where it has another owner or none.</summary>
    public static async Task<bool> TryTakeOverAsync(IAmazonS3 s3, string bucket, CancellationToken cancellation)
    {
        var tags = await TagsAsync(s3, bucket, cancellation);
        if (tags.FirstOrDefault(tag => tag.Key == Tag) is not { } mark || !Owner.IsGone(mark.Value))
            return false;
        await EmptyAsync(s3, bucket, cancellation);
        return true;
    }

    /// <summary>Deletes the policy and every version of every object.</summary>
    public static async Task EmptyAsync(IAmazonS3 s3, string bucket, CancellationToken cancellation)
    {
        await s3.DeleteBucketPolicyAsync(new DeleteBucketPolicyRequest { BucketName = bucket }, cancellation);
        while (await s3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket }, cancellation) is { Versions: { Count: > 0 } versions })
        {
            await s3.DeleteObjectsAsync(new DeleteObjectsRequest
            {
                BucketName = bucket,
                Objects = [.. versions.Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })],
            }, cancellation);
        }
    }

    private static async Task<IReadOnlyList<Tag>> TagsAsync(IAmazonS3 s3, string bucket, CancellationToken cancellation)
    {
        try
        {
            return (await s3.GetBucketTaggingAsync(new GetBucketTaggingRequest { BucketName = bucket }, cancellation)).TagSet ?? [];
        }
        catch (AmazonS3Exception)
        {
            // No tags, or not ours to look at.
            return [];
        }
    }
}
