using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.LocalCloud.Mocks;
using Nonolive.Pipeline.Storage;

namespace Nonolive.LocalCloud;

/// <summary>The stack's Hive: the embedded engine on the emulated buckets, with one metastore for all clusters, as Glue is.</summary>
public sealed class LocalHive
{
    internal const string DatabaseType = "aws:glue/catalogDatabase:CatalogDatabase";

    private readonly string _folder;
    private readonly TimeProvider _clock;
    private int _sessions;

    internal LocalHive(IObjectStore store, string folder, TimeProvider clock) => (Store, _folder, _clock) = (store, folder, clock);

    /// <summary>Databases, tables and partitions.</summary>
    public IMetastore Metastore { get; } = new InMemoryMetastore();

    internal IObjectStore Store { get; }

    /// <summary>Opens a session on the stack's buckets and metastore; the caller disposes it.</summary>
    /// <param name="hiveVars">--hivevar.</param>
    /// <param name="hiveConfs">--hiveconf.</param>
    public HiveSession Open(IReadOnlyDictionary<string, string>? hiveVars = null, IReadOnlyDictionary<string, string>? hiveConfs = null) => new(new HiveOptions
    {
        Store = Store,
        Metastore = Metastore,
        HiveVars = hiveVars ?? new Dictionary<string, string>(),
        HiveConfs = hiveConfs ?? new Dictionary<string, string>(),
        Time = _clock,
        // In our own folder, so that the files of a killed run are swept with it.
        TempFolder = Path.Combine(_folder, $"hive-{Interlocked.Increment(ref _sessions)}"),
    });

    // A database without a location of its own lies in the folder that Glue would give it.
    internal ResourceKind Kind(ResourceKind recorded) => recorded.Realized((request, outputs, _) =>
    {
        var name = (string)outputs["name"]!;
        if (name.Any(char.IsUpper))
            throw request.Wrong("name", $"is '{name}'; Glue keeps names in lower case");
        Metastore.AddDatabase(new HiveDatabase(name, request.Text("locationUri") ?? $"s3://{name}/", request.Text("description")));
        return Task.CompletedTask;
    });
}
