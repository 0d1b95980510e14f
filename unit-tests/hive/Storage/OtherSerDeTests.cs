using System.Text;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Storage;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Tests.Storage;

[Parallelizable(ParallelScope.All)]
internal sealed class OtherSerDeTests
{
    [TestCase("a,\"b,c\",\"d\"\"e\"", "a|b,c|d\"e")]
    [TestCase("a", "a|NULL|NULL")]
    [TestCase("", "NULL|NULL|NULL")]
    [TestCase("a,\"open,x", "a|NULL|NULL")]
    [TestCase("\"q\\\"x\",\\N,c", "q\"x|N|c")]
    [TestCase("a,bc\"d\"ef,g", "a|bc\"d\"ef|g")]
    public async Task A_csv_line(string line, string expected)
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", line + "\n");
        Assert.That(await lake.Read(Lake.Table("x string; y string; z string", Lake.Format(HiveFormat.OpenCsv))), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task Csv_columns_of_other_types_are_refused()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "1\n");
        Assert.That(
            async () => await lake.Read(Lake.Table("x int", Lake.Format(HiveFormat.OpenCsv))),
            Throws.Exception.With.Message.Contains("makes every column a string"));
    }

    [Test]
    public async Task A_regular_expression_gives_columns_and_other_lines_are_null()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "host [7] ok\nnonsense\nhost [x] bad tail\n");
        var table = Lake.Table("h string; n int; w string", Lake.Format(HiveFormat.Regex, ("input.regex", "(\\S+) \\[(\\w+)\\] (\\w+)")));
        Assert.That(await lake.Read(table), Is.EqualTo(new[] { "NULL|NULL|NULL", "NULL|NULL|NULL", "host|7|ok" }));
    }

    [Test]
    public async Task Snappy_files_of_Hadoop_are_read_and_cut_off_ones_refused()
    {
        using var lake = new Lake();
        // One block of 12 plain bytes: length, then a piece of a literal "hello\n" and a copy of it.
        byte[] raw = [12, (6 - 1) << 2, .. "hello\n"u8, ((6 - 1) << 2) | 2, 6, 0];
        byte[] file = [0, 0, 0, 12, 0, 0, 0, (byte)raw.Length, .. raw];
        await lake.PutBytes("s3://b/t/a.snappy", file);
        Assert.That(await lake.Read(Lake.Table("s string")), Is.EqualTo(new[] { "hello", "hello" }));
        await lake.PutBytes("s3://b/t/a.snappy", file[..^2]);
        Assert.That(async () => await lake.Read(Lake.Table("s string")), Throws.Exception.With.Message.Contains("s3://b/t/a.snappy"));
    }

    [Test]
    public async Task Unknown_compression_and_SerDes_are_refused()
    {
        using var lake = new Lake();
        await lake.PutBytes("s3://b/t/a.bz2", Encoding.UTF8.GetBytes("x"));
        Assert.Multiple(() =>
        {
            Assert.That(async () => await lake.Read(Lake.Table("s string")), Throws.Exception.With.Message.Contains(".bz2"));
            Assert.That(
                async () => await lake.Read(Lake.Table("s string", Lake.Format("org.example.Other"))),
                Throws.TypeOf<UserErrorException>().With.Message.Contains("org.example.Other"));
        });
    }

    [Test]
    public void Partition_values_are_escaped_as_folder_names_and_back()
    {
        Assert.Multiple(() =>
        {
            Assert.That(PartitionNames.Escape("a b/c=d%é\n"), Is.EqualTo("a b%2Fc%3Dd%25é%0A"));
            Assert.That(PartitionNames.Unescape("a b%2Fc%3Dd%25é%0A"), Is.EqualTo("a b/c=d%é\n"));
            Assert.That(PartitionNames.Escape(""), Is.EqualTo("__HIVE_DEFAULT_PARTITION__"));
            Assert.That(PartitionNames.Unescape("__HIVE_DEFAULT_PARTITION__"), Is.Null);
            Assert.That(PartitionNames.Unescape("100%"), Is.EqualTo("100%"));
        });
    }
}
