using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Integrations;

/// <summary>
/// The SDK integrations of S3 (https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html): they call
/// the emulator, and errors have the names that the Java SDK gives them.
/// </summary>
internal sealed class S3Integration : ITaskIntegration
{
    private readonly string _accountId;
    private readonly Func<JsonObject, CancellationToken, Task<JsonNode?>> _call;

    private S3Integration(string api, string accountId, string required, string optional, Func<JsonObject, CancellationToken, Task<JsonNode?>> call)
    {
        Resource = $"arn:aws:states:::aws-sdk:s3:{api}";
        (_accountId, _call) = (accountId, call);
        Arguments = required.Split(' ').Select(name => (name, true)).Concat($"{optional} ExpectedBucketOwner".Split(' ').Select(name => (name, false)))
            .ToDictionary(argument => argument.name, argument => argument.Item2);
    }

    public string Resource { get; }

    public IReadOnlyDictionary<string, bool> Arguments { get; }

    public static IEnumerable<ITaskIntegration> All(IAmazonS3 s3, string accountId) =>
    [
        new S3Integration("getObject", accountId, "Bucket Key", "VersionId IfMatch IfNoneMatch", async (a, stop) => await GetAsync(s3, a, stop)),
        new S3Integration("putObject", accountId, "Bucket Key", "Body ContentType ContentEncoding CacheControl IfMatch IfNoneMatch ServerSideEncryption SsekmsKeyId Metadata",
            async (a, stop) => await PutAsync(s3, a, stop)),
        new S3Integration("headObject", accountId, "Bucket Key", "VersionId", async (a, stop) => await HeadAsync(s3, a, stop)),
        new S3Integration("listObjectsV2", accountId, "Bucket", "Prefix Delimiter MaxKeys ContinuationToken StartAfter", async (a, stop) => await ListAsync(s3, a, stop)),
        new S3Integration("deleteObject", accountId, "Bucket Key", "VersionId", async (a, stop) => await DeleteAsync(s3, a, stop)),
    ];

    public async Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        // moto takes any owner for the right one.
        if (arguments.OptionalText("ExpectedBucketOwner") is { } owner && owner != _accountId)
            throw new StateFailure("S3.S3Exception", $"Access Denied (Service: S3, Status Code: 403): the bucket's owner is {_accountId}, not {owner}");
        try
        {
            return await _call(arguments, cancellation);
        }
        catch (AmazonS3Exception e)
        {
            throw Failure(e, arguments);
        }
    }

    private static StateFailure Failure(AmazonS3Exception e, JsonObject arguments)
    {
        var what = $"s3://{arguments["Bucket"]}/{arguments["Key"] ?? arguments["Prefix"]}";
        var error = e.ErrorCode switch
        {
            "NoSuchBucket" => "S3.NoSuchBucketException",
            "NoSuchKey" => "S3.NoSuchKeyException",
            // A HEAD has no body to carry a code.
            _ when e.StatusCode == HttpStatusCode.NotFound && arguments.ContainsKey("Key") => "S3.NoSuchKeyException",
            _ => "S3.S3Exception",
        };
        return new StateFailure(error, $"{e.Message} (Service: S3, Status Code: {(int)e.StatusCode}) for {what}", e);
    }

    private static async Task<JsonObject> GetAsync(IAmazonS3 s3, JsonObject a, CancellationToken cancellation)
    {
        var request = new GetObjectRequest { BucketName = a.Text("Bucket"), Key = a.Text("Key"), VersionId = a.OptionalText("VersionId") };
        if (a.OptionalText("IfMatch") is { } match)
            request.EtagToMatch = match;
        if (a.OptionalText("IfNoneMatch") is { } none)
            request.EtagToNotMatch = none;
        using var response = await s3.GetObjectAsync(request, cancellation);
        using var reader = new StreamReader(response.ResponseStream, Encoding.UTF8);
        return new JsonObject
        {
            ["Body"] = await reader.ReadToEndAsync(cancellation),
            ["ContentLength"] = response.ContentLength,
            ["ContentType"] = response.Headers.ContentType,
            ["ETag"] = response.ETag,
            ["LastModified"] = Time(response.LastModified),
            ["Metadata"] = new JsonObject(),
        };
    }

    private static async Task<JsonObject> PutAsync(IAmazonS3 s3, JsonObject a, CancellationToken cancellation)
    {
        var request = new PutObjectRequest { BucketName = a.Text("Bucket"), Key = a.Text("Key") };
        // A body that is no string is stored as its JSON text.
        request.ContentBody = a["Body"] is JsonValue body && body.TryGetValue<string>(out var text) ? text : a["Body"]?.ToJsonString(Compact) ?? "";
        request.ContentType = a.OptionalText("ContentType") ?? "application/octet-stream";
        if (a.OptionalText("ContentEncoding") is { } encoding)
            request.Headers.ContentEncoding = encoding;
        if (a.OptionalText("CacheControl") is { } cache)
            request.Headers.CacheControl = cache;
        if (a.OptionalText("IfMatch") is { } match)
            request.IfMatch = match;
        if (a.OptionalText("IfNoneMatch") is { } none)
            request.IfNoneMatch = none;
        if (a.OptionalText("ServerSideEncryption") is { } encryption)
            request.ServerSideEncryptionMethod = encryption;
        if (a.OptionalText("SsekmsKeyId") is { } key)
            request.ServerSideEncryptionKeyManagementServiceKeyId = key;
        foreach (var (name, value) in a["Metadata"] as JsonObject ?? [])
            request.Metadata[name] = value!.GetValue<string>();
        var response = await s3.PutObjectAsync(request, cancellation);
        return new JsonObject { ["ETag"] = response.ETag, ["VersionId"] = response.VersionId };
    }

    private static async Task<JsonObject> HeadAsync(IAmazonS3 s3, JsonObject a, CancellationToken cancellation)
    {
        var response = await s3.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = a.Text("Bucket"), Key = a.Text("Key"), VersionId = a.OptionalText("VersionId") }, cancellation);
        return new JsonObject
        {
            ["ContentLength"] = response.ContentLength,
            ["ContentType"] = response.Headers.ContentType,
            ["ETag"] = response.ETag,
            ["LastModified"] = Time(response.LastModified),
        };
    }

    private static async Task<JsonObject> ListAsync(IAmazonS3 s3, JsonObject a, CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = a.Text("Bucket"),
            Prefix = a.OptionalText("Prefix"),
            Delimiter = a.OptionalText("Delimiter"),
            ContinuationToken = a.OptionalText("ContinuationToken"),
            StartAfter = a.OptionalText("StartAfter"),
        };
        if (a.OptionalWhole("MaxKeys") is { } most)
            request.MaxKeys = most;
        var response = await s3.ListObjectsV2Async(request, cancellation);
        var result = new JsonObject
        {
            ["IsTruncated"] = response.IsTruncated ?? false,
            ["KeyCount"] = response.KeyCount ?? 0,
            ["MaxKeys"] = response.MaxKeys ?? 1000,
            ["Name"] = request.BucketName,
            ["Prefix"] = request.Prefix ?? "",
        };
        // Empty lists are left out, so that an expression which counts on them fails here too.
        if (response.S3Objects is { Count: > 0 } objects)
        {
            result["Contents"] = new JsonArray([.. objects.Select(found => new JsonObject
            {
                ["Key"] = found.Key,
                ["ETag"] = found.ETag,
                ["Size"] = found.Size,
                ["LastModified"] = Time(found.LastModified),
                ["StorageClass"] = found.StorageClass?.Value ?? "STANDARD",
            })]);
        }
        if (response.CommonPrefixes is { Count: > 0 } prefixes)
            result["CommonPrefixes"] = new JsonArray([.. prefixes.Select(prefix => new JsonObject { ["Prefix"] = prefix })]);
        if (response.NextContinuationToken is { Length: > 0 } token)
            result["NextContinuationToken"] = token;
        return result;
    }

    private static async Task<JsonObject> DeleteAsync(IAmazonS3 s3, JsonObject a, CancellationToken cancellation)
    {
        await s3.DeleteObjectAsync(
            new DeleteObjectRequest { BucketName = a.Text("Bucket"), Key = a.Text("Key"), VersionId = a.OptionalText("VersionId") }, cancellation);
        return [];
    }

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string? Time(DateTime? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
