using Nonolive.LocalCloud.Mocks;
using Nonolive.Pipeline.Storage;

namespace Nonolive.LocalCloud;

/// <summary>The stack's Hive: the embedded engine on the emulated buckets, with one metastore for all clusters, as Glue is.</summary>
public sealed class LocalHive : IAsyncDisposable
{
    internal const string DatabaseType = "aws:glue/catalogDatabase:CatalogDatabase";

    private readonly List<(string Name, string Location)> _databases = [];

    internal LocalHive(IObjectStore store, string folder, TimeProvider clock) => (Store, Folder, Clock) = (store, folder, clock);

    internal IObjectStore Store { get; }

    internal string Folder { get; }

    internal TimeProvider Clock { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal ResourceKind Kind(ResourceKind recorded) => recorded.Realized((request, outputs, _) =>
    {
        _databases.Add(((string)outputs["name"]!, request.Text("locationUri") ?? ""));
        return Task.CompletedTask;
    });
}
