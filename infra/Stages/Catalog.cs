using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Lake;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>The Glue database that Hive keeps its tables in, because a transient cluster's own metastore dies with it.</summary>
internal sealed class Catalog : Stage
{
    public Catalog(StackSettings settings, Lake lake, ComponentResourceOptions? options = null) : base("Catalog", settings, options)
    {
        Database = new Aws.Glue.CatalogDatabase("database", new()
        {
            Name = settings.Database,
            Description = $"Tables of the {settings.Prefix} reporting pipeline",
            LocationUri = Output.Format($"s3://{lake.Data.Name}/{LakeLayout.Warehouse}"),
        }, Kept);
        RegisterOutputs();
    }

    public Aws.Glue.CatalogDatabase Database { get; }

    /// <summary>What Hive reads and writes of the metastore, also the default database, which every session opens first.</summary>
    public static string[] Arns(StackSettings settings)
    {
        var glue = $"arn:aws:glue:{settings.Region}:{settings.AccountId}";
        return [$"{glue}:catalog", $"{glue}:database/{settings.Database}", $"{glue}:table/{settings.Database}/*"];
    }
}
