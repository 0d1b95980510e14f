using System.Runtime.CompilerServices;

namespace Nonolive.Pipeline.Storage;

/// <summary>
/// What the pipeline needs of S3: every part that reads or writes the lake takes this, so that the same code runs
/// against AWS, an emulator and a folder on disk.
/// </summary>
public interface IObjectStore
{
    /// <summary>All objects whose key starts with <paramref name="prefix"/>, in ascending UTF-8 order of their keys.</summary>
    IAsyncEnumerable<ObjectInfo> ListAsync(string bucket, string prefix, CancellationToken cancellation = default);

    /// <summary>
    /// The objects of a folder without those of the folders in it: what a delimiter does in S3. Costs as much as the folder holds,
    /// whatever lies below.
    /// </summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="folder">A prefix that is empty or ends with a slash.</param>
    /// <param name="cancellation">Stops it.</param>
    async IAsyncEnumerable<ObjectInfo> ListFolderAsync(string bucket, string folder, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var found in ListAsync(bucket, folder, cancellation))
        {
            if (!found.Key.AsSpan(folder.Length).Contains('/'))
                yield return found;
        }
    }

    /// <summary>What is known of one object, or null where there is none.</summary>
    Task<ObjectInfo?> HeadAsync(ObjectUri uri, CancellationToken cancellation = default);

    /// <summary>Opens an object for reading; the caller disposes the stream.</summary>
    /// <exception cref="Errors.UserErrorException">There is no such object.</exception>
    Task<Stream> OpenReadAsync(ObjectUri uri, CancellationToken cancellation = default);

    /// <summary>Stores an object whole: readers see the old object or the new one, never a part.</summary>
    Task<ObjectInfo> PutAsync(ObjectUri uri, Stream content, PutOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Deletes objects; a key that does not exist is no error.</summary>
    Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation = default);

    /// <summary>A path on this machine where the object already lies, or null where it must be downloaded first.</summary>
    string? LocalPath(ObjectUri uri);
}

/// <summary>What a listing tells of an object.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">The object's key.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">The entity tag without quotes; changes whenever the content does.</param>
/// <param name="LastModified">When it was stored (UTC).</param>
public sealed record ObjectInfo(string Bucket, string Key, long Size, string ETag, DateTimeOffset LastModified)
{
    /// <summary>The object's address.</summary>
    public ObjectUri Uri => new(Bucket, Key);
}

/// <summary>How an object is stored.</summary>
public sealed record PutOptions
{
    /// <value>The media type; none by default.</value>
    public string? ContentType { get; init; }

    /// <value>The content encoding, such as <c>gzip</c>; none by default.</value>
    public string? ContentEncoding { get; init; }

    /// <value>User metadata; none by default.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <value>Key of the customer-managed KMS key to encrypt with; the bucket's default encryption where null.</value>
    public string? KmsKeyId { get; init; }
}
