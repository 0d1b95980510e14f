using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Content that the engine uploads: what it is is internal, as in the genuine package.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string propName, object value) => (PropName, Value) = (propName, value);

    internal string PropName { get; }

    internal object Value { get; }
}

public abstract class Asset : AssetOrArchive
{
    private protected Asset(string propName, object value) : base(propName, value)
    {
    }
}

public abstract class Archive : AssetOrArchive
{
    private protected Archive(string propName, object value) : base(propName, value)
    {
    }
}

public sealed class StringAsset(string text) : Asset("text", text);

public sealed class FileAsset(string path) : Asset("path", path);

public sealed class RemoteAsset(string uri) : Asset("uri", uri);

public sealed class FileArchive(string path) : Archive("path", path);

public sealed class RemoteArchive(string uri) : Archive("uri", uri);

public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets) : Archive("assets", assets.ToImmutableDictionary());
