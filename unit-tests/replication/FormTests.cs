using System.IO.Compression;
using System.Text;
using ParquetSharp;

namespace Nonolive.Replication.Tests;

/// <summary>The form of objects, as genuine files of DMS have it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FormTests : IAsyncDisposable
{
    private SourceDatabase _source = null!;
    private Lake _lake = null!;

    [SetUp]
    public async Task Create()
    {
        _source = await Source.DatabaseAsync();
        _lake = new Lake();
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is null)
            return;
        await _source.DisposeAsync();
        _lake.Dispose();
    }

    [Test]
    public async Task A_Parquet_file_has_the_schema_of_a_genuine_one()
    {
        await _source.RunAsync(
            """
            create table shop.t (id bigint primary key, my_int int, my_smallint smallint, my_numeric numeric(15,2), my_real real, my_double float8, my_money money, my_varchar varchar(20),
                my_text text, my_bytea bytea, my_timestamp timestamp, my_uuid uuid, my_json json, my_jsonb jsonb, my_bool bool)
            """,
            "insert into shop.t (id) select generate_series(1, 25)");
        await RunAsync(
            ("compressionType", null), ("includeOpForFullLoad", null), ("timestampColumnName", "DMS_TIMESTAMP"), ("parquetTimestampInMillisecond", true), ("rowGroupLength", 10.0),
            ("encodingType", "plain"), ("parquetVersion", "parquet-2-0"));
        using var file = new ParquetFileReader(Path.Combine(_lake.Folder, "data", "aurora/shop/t/LOAD00000001.parquet"));
        var meta = file.FileMetaData;
        var columns = Enumerable.Range(0, meta.NumColumns - 1).Select(meta.Schema.Column).Select(column =>
            $"{column.Name} {column.PhysicalType}{(column.TypeLength > 0 ? column.TypeLength : "")} {column.SchemaNode.Repetition} {column.LogicalType}".Split(", is_from")[0].TrimEnd(')').TrimEnd());
        Assert.That(columns, Is.EqualTo(
            [
                "DMS_TIMESTAMP ByteArray Required String", "id Int64 Optional None", "my_int Int32 Optional None", "my_smallint Int32 Optional Int(bitWidth=16, isSigned=true",
                "my_numeric FixedLenByteArray7 Optional Decimal(precision=15, scale=2", "my_real Float Optional None", "my_double Double Optional None",
                "my_money FixedLenByteArray16 Optional Decimal(precision=38, scale=4", "my_varchar ByteArray Optional String", "my_text ByteArray Optional String",
                "my_bytea ByteArray Optional None", "my_timestamp Int64 Optional Timestamp(isAdjustedToUTC=true, timeUnit=milliseconds", "my_uuid ByteArray Optional String",
                "my_json ByteArray Optional String", "my_jsonb ByteArray Optional String", "my_bool Boolean Optional None",
            ]));
        Assert.That((meta.CreatedBy, meta.Schema.GroupNode.Name, meta.NumRowGroups), Is.EqualTo(("AWS", "schema", 3)));
        using var group = file.RowGroup(0);
        var chunk = group.MetaData.GetColumnChunkMetaData(1);
        Assert.That((chunk.Compression, chunk.IsStatsSet, chunk.Encodings.Contains(ParquetSharp.Encoding.RleDictionary)), Is.EqualTo((Compression.Uncompressed, true, false)));
    }

    [TestCase("GZIP", null, true, Compression.Gzip, true)]
    [TestCase("NONE", false, false, Compression.Uncompressed, true)]
    [TestCase("NONE", true, true, Compression.Uncompressed, true)]
    public async Task Compression_and_statistics_are_as_they_are_set(string compression, bool? statistics, bool hasStatistics, Compression expected, bool dictionary)
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)", "insert into shop.t select i, 'same' from generate_series(1, 100) i");
        await RunAsync(("compressionType", compression), ("enableStatistics", statistics));
        using var file = new ParquetFileReader(Path.Combine(_lake.Folder, "data", "aurora/shop/t/LOAD00000001.parquet"));
        using var group = file.RowGroup(0);
        var chunk = group.MetaData.GetColumnChunkMetaData(3);
        Assert.That(
            (chunk.Compression, chunk.IsStatsSet, chunk.Encodings.Any(encoding => encoding is ParquetSharp.Encoding.PlainDictionary or ParquetSharp.Encoding.RleDictionary)),
            Is.EqualTo((expected, hasStatistics, dictionary)));
    }

    [Test]
    public async Task Booleans_are_texts_and_unbounded_numbers_too_where_the_source_endpoint_says_so()
    {
        await _source.RunAsync("create table shop.t (id int primary key, b bool, n numeric)", "insert into shop.t values (1, true, 1.23456789012)");
        await using var task = new ReplicationTask(Definitions.Parse(
            Definitions.Mappings("t"), source: [("postgresSettings", null), ("extraConnectionAttributes", "mapUnboundedNumericAsString=true")]));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilLoadedAsync();
        await _source.RunAsync("insert into shop.t values (2, false, -0.5)");
        await task.WaitUntilCaughtUpAsync();
        Assert.That((await _lake.RowsAsync("t")).OrderBy(row => row["id"]).Select(row => $"{row["b"]} {row["n"]}"), Is.EqualTo(["true 1.23456789012", "false -0.5"]));
    }

    [Test]
    public async Task A_CSV_file_reads_as_a_genuine_one()
    {
        await CreateForCsvAsync();
        await RunAsync(("dataFormat", "csv"), ("compressionType", null), ("includeOpForFullLoad", null), ("timestampColumnName", null));
        // No Op and no header, quotes only where a value needs them, nothing for NULL, decimals with their scale.
        Assert.That(Text("LOAD00000001.csv"), Is.EqualTo(
            """
            1,"rue ""Royale"", 54",Nantes,21000.00,2020-10-10,2024-05-28 19:51:41.388146,true,00ff,0.611111,
            2,"two
            lines",,,,,,,,
            3,, x ,-0.50,0001-01-01,2024-05-28 19:51:41.000000,false,,7.000000,

            """.ReplaceLineEndings("\n")));
        Assert.That(Text("2").Replace(Text("2")[^36..^1], "SEQ", StringComparison.Ordinal), Does.Match(
            """^I,4,"a,b",,,,,,,,\d{35}\nU,1,,Paris,1.00,,,,,,\d{35}\nD,2,,,,,,,,,SEQ\n$"""));
    }

    [Test]
    public async Task CSV_settings_act()
    {
        await CreateForCsvAsync();
        await RunAsync(
            ("dataFormat", "csv"), ("timestampColumnName", null), ("addColumnName", true), ("csvDelimiter", ";"), ("csvRowDelimiter", "\\r\\n"), ("csvNullValue", "NULL"),
            ("csvNoSupValue", "?"), ("useCsvNoSupValue", true), ("rfc4180", false));
        Assert.That(Text("LOAD00000001.csv.gz"), Does.StartWith("Op;id;name;city;amount;day;at;vip;bin;free;change_seq\r\nI;1;rue \"Royale\", 54;Nantes;21000.00;"));
        Assert.That(Text("LOAD00000001.csv.gz"), Does.Contain("\r\nI;2;two\nlines;NULL;NULL;NULL;NULL;NULL;NULL;NULL;\r\n"));
        Assert.That(Text("2"), Does.Contain("\r\nD;2;?;?;?;?;?;?;?;?;"));
    }

    private async Task CreateForCsvAsync() => await _source.RunAsync(
        "create table shop.t (id int primary key, name varchar(100), city text, amount numeric(10,2), day date, at timestamptz, vip bool, bin bytea, free numeric)",
        "insert into shop.t values (1, 'rue \"Royale\", 54', 'Nantes', 21000, '2020-10-10', '2024-05-28 19:51:41.388146+00', true, '\\x00ff', 0.611111104)",
        "insert into shop.t (id, name) values (2, E'two\\nlines')",
        "insert into shop.t values (3, '', ' x ', -0.5, '0001-01-01', '2024-05-28 19:51:41+00', false, '', 7)");

    private async Task RunAsync(params (string, object?)[] endpoint)
    {
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t"), endpoint));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilLoadedAsync();
        if (await _source.ScalarAsync<long>("select count(*) from pg_attribute where attrelid = 'shop.t'::regclass and attname = 'city'") == 0)
            return;
        await _source.RunAsync("insert into shop.t (id, name) values (4, 'a,b')", "update shop.t set (name, city, amount, day, at, vip, bin, free) = ('', 'Paris', 1, null, null, null, null, null) where id = 1", "delete from shop.t where id = 2");
        await task.WaitUntilCaughtUpAsync();
    }

    private string Text(string name)
    {
        var path = Directory.EnumerateFiles(_lake.Folder, name + "*", SearchOption.AllDirectories).Single();
        using var file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var reader = new StreamReader(content, new UTF8Encoding(false));
        return reader.ReadToEnd();
    }
}
