using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Nonolive.Pipeline.Storage;

/// <summary>Objects in S3 or in an emulator that speaks its protocol.</summary>
public sealed class S3ObjectStore(IAmazonS3 client) : IObjectStore
{
    // The most keys that one DeleteObjects request may name.
    private const int DeleteBatch = 1000;

    /// <inheritdoc />
    public IAsyncEnumerable<ObjectInfo> ListAsync(string bucket, string prefix, CancellationToken cancellation = default) =>
        ListAsync(bucket, new ListObjectsV2Request { BucketName = bucket, Prefix = prefix }, cancellation);

    /// <inheritdoc />
    public IAsyncEnumerable<ObjectInfo> ListFolderAsync(string bucket, string folder, CancellationToken cancellation = default) =>
        ListAsync(bucket, new ListObjectsV2Request { BucketName = bucket, Prefix = folder, Delimiter = "/" }, cancellation);

    /// <inheritdoc />
    public async Task<ObjectInfo?> HeadAsync(ObjectUri uri, CancellationToken cancellation = default)
    {
        try
        {
            var head = await client.GetObjectMetadataAsync(uri.Bucket, uri.Key, cancellation);
            return new ObjectInfo(uri.Bucket, uri.Key, head.ContentLength, Unquote(head.ETag), Utc(head.LastModified));
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<Stream> OpenReadAsync(ObjectUri uri, CancellationToken cancellation = default)
    {
        try
        {
            return (await client.GetObjectAsync(uri.Bucket, uri.Key, cancellation)).ResponseStream;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw StorageErrors.NoSuchObject(uri);
        }
    }

    /// <inheritdoc />
    public async Task<ObjectInfo> PutAsync(
        ObjectUri uri, Stream content, PutOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new PutOptions();
        var request = new PutObjectRequest
        {
            BucketName = uri.Bucket,
            Key = uri.Key,
            InputStream = content,
            AutoCloseStream = false,
        };
        if (options.ContentType is not null)
            request.ContentType = options.ContentType;
        if (options.ContentEncoding is not null)
            request.Headers.ContentEncoding = options.ContentEncoding;
        if (options.KmsKeyId is not null)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKeyId;
        }
        foreach (var (name, value) in options.Metadata)
            request.Metadata[name] = value;
        var size = content.CanSeek ? content.Length - content.Position : -1;
        var response = await client.PutObjectAsync(request, cancellation);
        return size >= 0
            ? new ObjectInfo(uri.Bucket, uri.Key, size, Unquote(response.ETag), DateTimeOffset.UnixEpoch)
            : (await HeadAsync(uri, cancellation))!;
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation = default)
    {
        foreach (var batch in keys.Chunk(DeleteBatch))
        {
            await client.DeleteObjectsAsync(
                new DeleteObjectsRequest { BucketName = bucket, Objects = [.. batch.Select(key => new KeyVersion { Key = key })] },
                cancellation);
        }
    }

    /// <inheritdoc />
    public string? LocalPath(ObjectUri uri) => null;

    private async IAsyncEnumerable<ObjectInfo> ListAsync(
        string bucket, ListObjectsV2Request request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ListObjectsV2Response response;
        do
        {
            response = await client.ListObjectsV2Async(request, cancellation);
            foreach (var found in response.S3Objects ?? [])
                yield return new ObjectInfo(bucket, found.Key, found.Size ?? 0, Unquote(found.ETag), Utc(found.LastModified));
            request.ContinuationToken = response.NextContinuationToken;
        }
        while (response.IsTruncated == true);
    }

    private static string Unquote(string? etag) => (etag ?? "").Trim('"');

    private static DateTimeOffset Utc(DateTime? time) =>
        new(DateTime.SpecifyKind((time ?? DateTime.UnixEpoch).ToUniversalTime(), DateTimeKind.Utc));
}
