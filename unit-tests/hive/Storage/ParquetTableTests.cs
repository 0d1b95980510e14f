using Nonolive.Hive.Metastore;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Tests.Storage;

[Parallelizable(ParallelScope.All)]
internal sealed class ParquetTableTests
{
    [Test]
    public async Task Columns_are_found_by_name_and_files_may_differ()
    {
        using var lake = new Lake();
        await Put(lake, "a", "SELECT 1::INTEGER AS ID, 'x' AS extra, 'n' AS name");
        await Put(lake, "b", "SELECT 'm' AS name");
        Assert.That(await lake.Read(Lake.Table("id bigint; name string; later double", HiveFormat.Parquet)), Is.EqualTo(new[] { "1|n|NULL", "NULL|m|NULL" }));
    }

    [Test]
    public async Task Integers_widen_and_what_does_not_fit_is_null()
    {
        using var lake = new Lake();
        await Put(lake, "a", "SELECT * FROM (VALUES (300::INTEGER), (5::INTEGER)) t(n)");
        Assert.That(await lake.Read(Lake.Table("n tinyint", HiveFormat.Parquet)), Is.EqualTo(new[] { "5", "NULL" }));
        Assert.That(await lake.Read(Lake.Table("n double", HiveFormat.Parquet)), Is.EqualTo(new[] { "300.0", "5.0" }));
    }

    [Test]
    public async Task A_64_bit_timestamp_is_a_bigint_and_is_refused_as_a_timestamp()
    {
        using var lake = new Lake();
        await Put(lake, "a", "SELECT TIMESTAMPTZ '1970-01-01 00:00:01.5+00' AS at, TIMESTAMP_MS '1970-01-01 00:00:02' AS ms");
        Assert.That(await lake.Read(Lake.Table("at bigint; ms bigint", HiveFormat.Parquet)), Is.EqualTo(new[] { "1500000|2000" }));
        Assert.That(
            async () => await lake.Read(Lake.Table("at timestamp", HiveFormat.Parquet)),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("s3://b/t/a").And.Message.Contains("'at'").And.Message.Contains("INT64"));
    }

    [TestCase("SELECT 1.5::DECIMAL(9,2) AS v", "decimal(9,2)", "INT32 (DECIMAL)")]
    [TestCase("SELECT 1.5::DOUBLE AS v", "string", "DOUBLE")]
    [TestCase("SELECT 1::INTEGER AS v", "string", "INT32")]
    [TestCase("SELECT 'x' AS v", "int", "BYTE_ARRAY (UTF8)")]
    public async Task Types_that_Hive_cannot_read_are_refused_by_column_and_file(string select, string type, string stored)
    {
        using var lake = new Lake();
        await Put(lake, "a", select);
        Assert.That(
            async () => await lake.Read(Lake.Table($"v {type}", HiveFormat.Parquet)),
            Throws.TypeOf<UserErrorException>().With.Message.Contains(stored).And.Message.Contains("s3://b/t/a").And.Message.Contains("'v'"));
    }

    [Test]
    public async Task A_file_that_is_no_parquet_is_named()
    {
        using var lake = new Lake();
        await Put(lake, "a", "SELECT 1::INTEGER AS n");
        await lake.Put("s3://b/t/broken", "this is text and no Parquet at all");
        Assert.That(
            async () => await lake.Read(Lake.Table("n int", HiveFormat.Parquet)),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("s3://b/t/broken"));
    }

    [Test]
    public async Task A_table_without_rows_is_written_and_read()
    {
        using var lake = new Lake();
        var table = Lake.Table("n int; ts timestamp", HiveFormat.Parquet);
        await lake.Write(table, "SELECT 1::INTEGER AS n, NULL::TIMESTAMP AS ts WHERE false");
        Assert.That(await lake.Read(table), Is.Empty);
    }

    [Test]
    public async Task Many_rows_survive_several_row_groups()
    {
        using var lake = new Lake();
        var table = Lake.Table("n bigint; s string; d decimal(38,10); a array<bigint>", HiveFormat.Parquet);
        await lake.Write(table, """
            SELECT range::BIGINT AS n, CASE WHEN range % 3 = 0 THEN NULL ELSE repeat(range::VARCHAR, 40) END AS s,
                (range::DECIMAL(38,10) / 8)::DECIMAL(38,10) AS d, CASE WHEN range % 5 = 0 THEN NULL ELSE [range, NULL, range + 1] END AS a
            FROM range(400000)
            """);
        var relation = await new Nonolive.Hive.Storage.TableReader().PrepareAsync(
            new Nonolive.Hive.Storage.TableScan(table, null, ["n", "s", "d", "a"]), lake, CancellationToken.None);
        Assert.That(
            lake.Query($"SELECT count(*) AS c, sum(n) AS n, count(s) AS s, sum(length(s)) AS l, sum(d) AS d, sum(len(a)) AS a FROM {relation}"),
            Is.EqualTo(lake.Query("""
                SELECT count(*) AS c, sum(n) AS n, count(s) AS s, sum(length(s)) AS l, sum(d) AS d, sum(len(a)) AS a FROM (
                    SELECT range::BIGINT AS n, CASE WHEN range % 3 = 0 THEN NULL ELSE repeat(range::VARCHAR, 40) END AS s,
                        (range::DECIMAL(38,10) / 8)::DECIMAL(38,10) AS d, CASE WHEN range % 5 = 0 THEN NULL ELSE [range, NULL, range + 1] END AS a
                    FROM range(400000))
                """)));
    }

    private static async Task Put(Lake lake, string name, string select)
    {
        var path = Path.Combine(TestFoldersAttribute.Create(), "written.parquet");
        using (var command = lake.DuckDb.CreateCommand())
        {
            command.CommandText = $"COPY ({select}) TO '{path}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }
        await lake.PutBytes($"s3://b/t/{name}", await File.ReadAllBytesAsync(path));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
