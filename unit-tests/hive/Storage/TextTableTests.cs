using Nonolive.Hive.Metastore;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Tests.Storage;

[Parallelizable(ParallelScope.All)]
internal sealed class TextTableTests
{
    private static readonly HiveFormat Csv = Lake.Format(HiveFormat.LazySimple, ("field.delim", ","));

    [Test]
    public async Task Short_lines_give_null_and_further_fields_are_not_read()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "1,x,9\n2\n,\n");
        Assert.That(await lake.Read(Lake.Table("n int; s string", Csv)), Is.EqualTo(new[] { "1|x", "2|NULL", "NULL|" }));
    }

    [Test]
    public async Task Lines_end_at_any_of_the_three_ends_and_the_last_needs_none()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "a\r\nb\rc\nd");
        Assert.That(await lake.Read(Lake.Table("s string")), Is.EqualTo(new[] { "a", "b", "c", "d" }));
    }

    [Test]
    public async Task Gzip_deflate_and_plain_files_are_told_apart_by_extension()
    {
        using var lake = new Lake();
        await lake.PutBytes("s3://b/t/a.gz", Lake.Gzip("zipped\n"));
        await lake.Put("s3://b/t/b", "plain\n");
        Assert.That(await lake.Read(Lake.Table("s string")), Is.EqualTo(new[] { "plain", "zipped" }));
    }

    [Test]
    public async Task A_cut_off_gzip_file_fails_and_is_named()
    {
        using var lake = new Lake();
        var whole = Lake.Gzip(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i * 7919}\n")));
        await lake.PutBytes("s3://b/t/a.gz", whole[..(whole.Length / 2)]);
        Assert.That(
            async () => await lake.Read(Lake.Table("s string")),
            Throws.Exception.With.Message.Contains("s3://b/t/a.gz").And.Message.Contains("EOFException"));
    }

    [Test]
    public async Task Hidden_files_and_empty_files_give_no_rows()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/_SUCCESS", "no\n");
        await lake.Put("s3://b/t/.crc", "no\n");
        await lake.Put("s3://b/t/empty", "");
        await lake.Put("s3://b/t/_logs/x", "no\n");
        Assert.That(await lake.Read(Lake.Table("s string")), Is.Empty);
    }

    [Test]
    public async Task A_missing_folder_gives_no_rows()
    {
        using var lake = new Lake();
        Assert.That(await lake.Read(Lake.Table("n int; s string")), Is.Empty);
    }

    [Test]
    public async Task A_folder_among_the_files_is_an_error_that_settings_lift()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "a\n");
        await lake.Put("s3://b/t/sub/b", "b\n");
        Assert.That(
            async () => await lake.Read(Lake.Table("s string")),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("Not a file: s3://b/t/sub"));
        lake.With("mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs", "true");
        Assert.That(await lake.Read(Lake.Table("s string")), Is.EqualTo(new[] { "a" }));
        lake.With("mapreduce.input.fileinputformat.input.dir.recursive", "true");
        Assert.That(await lake.Read(Lake.Table("s string")), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task Values_that_are_none_of_their_type_are_null()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "12.7,200,yes,2026-13-01,1e3,\\N\n+5,-128,TRUE,2026-1-2 x,abc,1.005\n");
        Assert.That(
            await lake.Read(Lake.Table("a int; b tinyint; c boolean; d date; e double; f decimal(5,2)", Csv)),
            Is.EqualTo(new[] { "12|NULL|NULL|2027-01-01|1000.0|NULL", "5|-128|true|2026-01-02|NULL|1.01" }));
    }

    [Test]
    public async Task Nested_values_are_cut_at_the_control_characters()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "1\u00022\u0001k\u0003v\u0002l\u0003\\N\u0001x\u00027\n");
        Assert.That(
            await lake.Read(Lake.Table("a array<int>; m map<string,string>; s struct<p:string,q:int>")),
            Is.EqualTo(new[] { "[1, 2]|{k=v, l=NULL}|{'p': x, 'q': 7}" }));
    }

    [Test]
    public async Task An_escape_character_hides_a_separator_and_makes_line_ends()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "a\\,b,c\\nd\n");
        Assert.That(
            await lake.Read(Lake.Table("p string; q string", Lake.Format(HiveFormat.LazySimple, ("field.delim", ","), ("escape.delim", "\\")))),
            Is.EqualTo(new[] { "a,b|c\nd" }));
    }

    [Test]
    public async Task Broken_utf8_nul_bytes_and_a_byte_order_mark_do_no_harm()
    {
        using var lake = new Lake();
        await lake.PutBytes("s3://b/t/a", [0xEF, 0xBB, 0xBF, (byte)'a', 0xFF, (byte)'b', (byte)'\n', 0, (byte)'z', (byte)'\n']);
        Assert.That(await lake.Read(Lake.Table("s string")), Is.EqualTo(new[] { "\0z", "a\uFFFDb" }));
    }

    [Test]
    public async Task A_line_of_fifty_megabytes_is_one_row()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", new string('x', 50_000_000) + "\nshort\n");
        var sql = await new Nonolive.Hive.Storage.TableReader().PrepareAsync(
            new Nonolive.Hive.Storage.TableScan(Lake.Table("s string"), null, ["s"]), lake, CancellationToken.None);
        Assert.That(lake.Query($"SELECT length(s) AS n FROM {sql}"), Is.EqualTo(new[] { "5", "50000000" }));
    }

    [Test]
    public async Task Header_lines_are_skipped_in_every_file()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "head\n1\n");
        await lake.Put("s3://b/t/b", "head\n2\n");
        var table = Lake.Table("s string") with { Properties = new Dictionary<string, string> { ["skip.header.line.count"] = "1" } };
        Assert.That(await lake.Read(table), Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public async Task Partition_values_file_names_and_offsets_are_columns()
    {
        using var lake = new Lake();
        var table = Lake.Table("s string", partitions: "dt date; n int");
        lake.Metastore.AddDatabase(new HiveDatabase("d", "s3://b"));
        lake.Metastore.AddTable(table);
        lake.Metastore.AddPartition("d", "t", new HivePartition(["2026-01-02", "x"], "s3://b/t/p"));
        await lake.Put("s3://b/t/p/a", "one\ntwo\n");
        Assert.That(
            await lake.Read(table, "s", "dt", "n", "input__file__name", "block__offset__inside__file"),
            Is.EqualTo(new[] { "one|2026-01-02|NULL|s3://b/t/p/a|0", "two|2026-01-02|NULL|s3://b/t/p/a|4" }));
    }

    [Test]
    public async Task Rows_are_counted_without_reading_a_column()
    {
        using var lake = new Lake();
        for (var i = 0; i < 9; i++)
            await lake.Put($"s3://b/t/{i}", string.Concat(Enumerable.Repeat("row\n", 5000)));
        var sql = await new Nonolive.Hive.Storage.TableReader().PrepareAsync(
            new Nonolive.Hive.Storage.TableScan(Lake.Table("s string"), null, []), lake, CancellationToken.None);
        Assert.That(lake.Query($"SELECT count(*) AS n FROM {sql}"), Is.EqualTo(new[] { "45000" }));
    }
}
