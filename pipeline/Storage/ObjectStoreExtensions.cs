using System.Text;

namespace Nonolive.Pipeline.Storage;

/// <summary>Small conveniences over <see cref="IObjectStore"/>.</summary>
public static class ObjectStoreExtensions
{
    /// <summary>Reads a whole object as UTF-8 text.</summary>
    public static async Task<string> ReadTextAsync(this IObjectStore store, ObjectUri uri, CancellationToken cancellation = default)
    {
        await using var stream = await store.OpenReadAsync(uri, cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }

    /// <summary>Stores UTF-8 text without a byte order mark.</summary>
    public static async Task<ObjectInfo> PutTextAsync(
        this IObjectStore store, ObjectUri uri, string text, PutOptions? options = null, CancellationToken cancellation = default)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await store.PutAsync(uri, content, options, cancellation);
    }
}
