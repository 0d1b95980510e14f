using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;

namespace Nonolive.Hive.Tests.Storage;

[Parallelizable(ParallelScope.All)]
internal sealed class WriterTests
{
    private const string Rows = """
        SELECT * FROM (VALUES
            (1::BIGINT, 'a', 1.50::DECIMAL(10,2), 1e10::DOUBLE, true, DATE '2026-01-02', TIMESTAMP '2026-01-02 03:04:05.12'),
            (NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS t(n, s, d, f, b, dt, ts)
        """;

    private const string Columns = "n bigint; s string; d decimal(10,2); f double; b boolean; dt date; ts timestamp";

    [Test]
    public async Task Text_files_have_the_texts_of_LazySimpleSerDe()
    {
        using var lake = new Lake();
        await lake.Write(Lake.Table(Columns), Rows);
        Assert.That(await lake.Files("s3://b/t/"), Is.EqualTo(new Dictionary<string, string>
        {
            ["t/000000_0"] = "1\u0001a\u00011.50\u00011.0E10\u0001true\u00012026-01-02\u00012026-01-02 03:04:05.12\n"
                + "\\N\u0001\\N\u0001\\N\u0001\\N\u0001\\N\u0001\\N\u0001\\N\n",
        }));
    }

    [Test]
    public async Task Json_files_have_the_texts_of_JsonSerDe()
    {
        using var lake = new Lake();
        await lake.Write(Lake.Table(Columns, Lake.Format(HiveFormat.Json)), Rows);
        Assert.That((await lake.Files("s3://b/t/"))["t/000000_0"], Is.EqualTo(
            "{\"n\":1,\"s\":\"a\",\"d\":1.5,\"f\":1.0E10,\"b\":true,\"dt\":\"2026-01-02\",\"ts\":\"2026-01-02 03:04:05.12\"}\n"
            + "{\"n\":null,\"s\":null,\"d\":null,\"f\":null,\"b\":null,\"dt\":null,\"ts\":null}\n"));
    }

    [TestCase("text"), TestCase("json"), TestCase("parquet")]
    public async Task What_is_written_is_read_back(string kind)
    {
        using var lake = new Lake();
        var format = kind switch { "text" => HiveFormat.Text, "json" => Lake.Format(HiveFormat.Json), _ => HiveFormat.Parquet };
        var table = Lake.Table(Columns + "; a array<string>; m map<string,int>; st struct<p:int,q:array<bigint>>", format);
        var select = $"""
            SELECT *, ['x', NULL] AS a, MAP('k', 1, 'l', NULL::INTEGER) AS m, ROW(3, [4::BIGINT])::STRUCT(p INTEGER, q BIGINT[]) AS st
            FROM ({Rows}) WHERE n IS NOT NULL
            """;
        select = select.Replace("MAP('k', 1, 'l', NULL::INTEGER)", "MAP(['k', 'l'], [1, NULL::INTEGER])", StringComparison.Ordinal);
        await lake.Write(table, select);
        Assert.That(await lake.Read(table), Is.EqualTo(lake.Query(select)));
    }

    [Test]
    public async Task Parquet_has_the_physical_types_of_Hive()
    {
        using var lake = new Lake();
        await lake.Write(Lake.Table(Columns, HiveFormat.Parquet), Rows);
        var path = lake.Store.LocalPath(new("b", "t/000000_0"))!;
        Assert.That(
            lake.Query($"SELECT name, type, coalesce(type_length, '') AS len, coalesce(converted_type, '') AS conv FROM parquet_schema('{path}')"),
            Is.EqualTo(new[]
            {
                "b|BOOLEAN||", "dt|INT32||DATE", "d|FIXED_LEN_BYTE_ARRAY|5|DECIMAL", "f|DOUBLE||", "hive_schema|NULL||", "n|INT64||",
                "s|BYTE_ARRAY||UTF8", "ts|INT96||",
            }));
    }

    [TestCase("text"), TestCase("json"), TestCase("parquet")]
    public async Task Many_rows_that_several_threads_compute_are_all_written(string kind)
    {
        using var lake = new Lake();
        var format = kind switch { "text" => HiveFormat.Text, "json" => Lake.Format(HiveFormat.Json), _ => HiveFormat.Parquet };
        var table = Lake.Table("n bigint; s string", format);
        // Long texts, so that a Parquet file has several row groups.
        const string rows = """
            SELECT range AS n, repeat('text ' || range || ' ', 40) AS s FROM range(30000)
            UNION ALL SELECT range, repeat('text ' || range || ' ', 40) FROM range(30000, 60000)
            """;
        var result = await lake.Write(table, rows);
        Assert.That(result.Rows, Is.EqualTo(60_000));
        Assert.That(await lake.Read(table), Is.EqualTo(lake.Query(rows)));
    }

    [Test]
    public async Task The_order_that_a_query_asks_for_is_the_order_of_the_lines()
    {
        using var lake = new Lake();
        await using var session = new HiveSession(new HiveOptions { Store = lake.Store, Metastore = lake.Metastore, Threads = 4 });
        await foreach (var result in session.RunAsync("""
            create table ordered (n bigint) location 's3://b/t';
            create table digits (d int) location 's3://b/digits';
            insert into digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
            insert overwrite table ordered
            select cast(a.d * 100000 + b.d * 10000 + c.d * 1000 + e.d * 100 + f.d * 10 + g.d as bigint) as n
            from digits a cross join digits b cross join digits c cross join digits e cross join digits f cross join digits g order by n desc;
            """, "order.sql"))
        {
        }
        Assert.That((await lake.Files("s3://b/t/")).Single().Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse),
            Is.EqualTo(Enumerable.Range(0, 1_000_000).Select(n => 999_999L - n)));
    }

    [Test]
    public async Task Overwriting_with_no_rows_empties_a_static_partition()
    {
        using var lake = new Lake();
        var table = Partitioned(lake);
        await lake.Write(table, "SELECT 'a' AS s", true, "2026-01-01");
        await lake.Write(table, "SELECT 'a' AS s WHERE false", true, "2026-01-01");
        Assert.That(await lake.Read(table), Is.Empty);
        Assert.That(lake.Metastore.Partitions("d", "t"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Dynamic_partitions_replace_only_what_rows_fall_into()
    {
        using var lake = new Lake();
        var table = Partitioned(lake);
        await lake.Write(table, "SELECT * FROM (VALUES ('a', 'x'), ('b', 'y'), ('c', NULL), ('d', ''), ('e', 'p/q=1 z')) AS t(s, dt)");
        Assert.That((await lake.Files("s3://b/t/")).Keys, Is.EqualTo(new[]
        {
            "t/dt=__HIVE_DEFAULT_PARTITION__/000000_0", "t/dt=p%2Fq%3D1 z/000000_0", "t/dt=x/000000_0", "t/dt=y/000000_0",
        }));
        await lake.Write(table, "SELECT 'z' AS s, 'x' AS dt");
        Assert.That(await lake.Read(table), Is.EqualTo(new[] { "b|y", "c|NULL", "d|NULL", "e|p/q=1 z", "z|x" }));
    }

    [Test]
    public async Task Inserting_into_adds_copies_of_the_name()
    {
        using var lake = new Lake();
        var table = Lake.Table("s string");
        foreach (var text in new[] { "a", "b", "c" })
            await lake.Write(table, $"SELECT '{text}' AS s", overwrite: false);
        Assert.That((await lake.Files("s3://b/t/")).Keys, Is.EqualTo(new[] { "t/000000_0", "t/000000_0_copy_1", "t/000000_0_copy_2" }));
        await lake.Write(table, "SELECT 'd' AS s");
        Assert.That((await lake.Files("s3://b/t/")).Keys, Is.EqualTo(new[] { "t/000000_0" }));
    }

    [Test]
    public void Too_many_dynamic_partitions_are_refused_before_anything_is_replaced()
    {
        using var lake = new Lake();
        var table = Partitioned(lake);
        Assert.That(
            async () => await lake.Write(table, "SELECT 'a' AS s, range::VARCHAR AS dt FROM range(101)"),
            Throws.Exception.With.Message.Contains("more than 100"));
        Assert.That(lake.Metastore.Partitions("d", "t"), Is.Empty);
    }

    private static HiveTable Partitioned(Lake lake)
    {
        var table = Lake.Table("s string", partitions: "dt string");
        lake.Metastore.AddDatabase(new HiveDatabase("d", "s3://b"));
        lake.Metastore.AddTable(table);
        return table;
    }
}
