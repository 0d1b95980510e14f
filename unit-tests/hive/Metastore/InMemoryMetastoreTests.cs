using Nonolive.Hive.Metastore;
using Nonolive.Hive.Types;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Tests.Metastore;

[Parallelizable(ParallelScope.All)]
internal sealed class InMemoryMetastoreTests
{
    [Test]
    public void Names_are_compared_without_case_and_taken_once()
    {
        var metastore = Filled();
        Assert.Multiple(() =>
        {
            Assert.That(metastore.AddDatabase(new HiveDatabase("SALES", "s3://b/x")), Is.False);
            Assert.That(metastore.AddTable(Table("ORDERS")), Is.False);
            Assert.That(metastore.FindTable("Sales", "Orders")?.Name, Is.EqualTo("orders"));
            Assert.That(metastore.AddTable(Table("orders") with { Database = "nowhere" }), Is.False);
        });
    }

    [Test]
    public void A_renamed_table_keeps_its_partitions()
    {
        var metastore = Filled();
        metastore.AlterTable("sales", "orders", Table("purchases"));
        Assert.Multiple(() =>
        {
            Assert.That(metastore.FindTable("sales", "orders"), Is.Null);
            Assert.That(metastore.Partitions("sales", "purchases"), Has.Count.EqualTo(2));
            Assert.That(
                () => metastore.AlterTable("sales", "purchases", Table("taken")),
                Throws.TypeOf<UserErrorException>().With.Property("Code").EqualTo(ErrorCode.HiveTableNameTaken));
        });
    }

    [Test]
    public void Partitions_are_listed_in_the_order_of_their_names_and_put_over()
    {
        var metastore = Filled();
        metastore.PutPartition("sales", "orders", new HivePartition(["a"], "s3://b/elsewhere"));
        Assert.That(
            metastore.Partitions("sales", "orders").Select(partition => $"{partition.Values[0] ?? "NULL"} {partition.Location}"),
            Is.EqualTo(new[] { "NULL s3://b/null", "a s3://b/elsewhere" }));
        Assert.That(metastore.DropPartition("sales", "orders", [null]), Is.True);
        Assert.That(metastore.DropPartition("sales", "orders", [null]), Is.False);
    }

    [Test]
    public void A_saved_metastore_is_read_back_and_a_broken_file_is_named()
    {
        var file = Path.Combine(TestFoldersAttribute.Create(), "metastore.json");
        try
        {
            MetastoreFile.Save(Filled(), file);
            var read = MetastoreFile.Load(file);
            Assert.Multiple(() =>
            {
                Assert.That(read.FindTable("sales", "orders")!.Columns[0].Type, Is.EqualTo(HiveTypeParser.TryParse("map<string,array<decimal(10,2)>>")));
                Assert.That(read.FindTable("sales", "orders")!.Format, Is.EqualTo(HiveFormat.Parquet with { Properties = read.FindTable("sales", "orders")!.Format.Properties }));
                Assert.That(read.Partitions("sales", "orders"), Has.Count.EqualTo(2));
            });
            File.WriteAllText(file, "{ not json");
            Assert.That(() => MetastoreFile.Load(file), Throws.TypeOf<UserErrorException>().With.Message.Contains(file));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Test]
    public void Many_sessions_may_change_it_at_once()
    {
        var metastore = Filled();
        Parallel.For(0, 2_000, i => metastore.AddPartition("sales", "orders", new HivePartition([$"p{i % 1_000}"], "s3://b")));
        Assert.That(metastore.Partitions("sales", "orders"), Has.Count.EqualTo(1_002));
    }

    private static InMemoryMetastore Filled()
    {
        var metastore = new InMemoryMetastore();
        metastore.AddDatabase(new HiveDatabase("sales", "s3://b/sales"));
        metastore.AddTable(Table("orders"));
        metastore.AddTable(Table("taken"));
        metastore.AddPartition("sales", "orders", new HivePartition(["a"], "s3://b/a"));
        metastore.AddPartition("sales", "orders", new HivePartition([null], "s3://b/null"));
        return metastore;
    }

    private static HiveTable Table(string name) => new()
    {
        Database = "sales",
        Name = name,
        Columns = [new HiveColumn("m", HiveTypeParser.TryParse("map<string,array<decimal(10,2)>>")!)],
        PartitionColumns = [new HiveColumn("p", HiveType.String)],
        Location = "s3://b/orders",
        Format = HiveFormat.Parquet,
    };
}
