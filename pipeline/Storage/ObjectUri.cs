using Nonolive.Pipeline.Errors;

namespace Nonolive.Pipeline.Storage;

/// <summary>The address of an object or of a "folder" of objects: <c>s3://bucket/key</c>.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">The key, without a leading slash; empty for the bucket itself.</param>
public readonly record struct ObjectUri(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <summary>Parses <c>s3://bucket/key</c> (also <c>s3a://</c> and <c>s3n://</c>, which EMR treats alike).</summary>
    /// <exception cref="UserErrorException">The text is not such an address.</exception>
    public static ObjectUri Parse(string text)
    {
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0 || text[..colon] is not ("s3" or "s3a" or "s3n"))
            throw StorageErrors.NotAnObjectUri(text);
        var rest = text[(colon + 3)..];
        var slash = rest.IndexOf('/');
        var bucket = slash < 0 ? rest : rest[..slash];
        if (bucket.Length == 0)
            throw StorageErrors.NotAnObjectUri(text);
        return new ObjectUri(bucket, slash < 0 ? "" : rest[(slash + 1)..]);
    }

    /// <summary>The address of something below this one; exactly one slash joins the two.</summary>
    public ObjectUri Append(string relative) =>
        this with { Key = Key.Length == 0 ? relative.TrimStart('/') : Key.TrimEnd('/') + "/" + relative.TrimStart('/') };

    /// <inheritdoc />
    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
