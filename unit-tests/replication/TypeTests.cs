using ParquetSharp;

namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TypeTests
{
    // Column, type, two values and what the lake has for them.
    private static readonly (string Type, string Value, string? Expected, string Physical)[] Columns =
    [
        ("bool", "true", "true", "Boolean"),
        ("smallint", "-32768", "-32768", "Int32"),
        ("int", "2147483647", "2147483647", "Int32"),
        ("bigint", "-9223372036854775808", "-9223372036854775808", "Int64"),
        ("real", "1.5", "1.5", "Float"),
        ("float8", "'-0.1'", "-0.1", "Double"),
        ("float8", "'NaN'", "NaN", "Double"),
        ("float8", "'-Infinity'", "-Infinity", "Double"),
        ("numeric(15,2)", "1234567890123.45", "1234567890123.45", "FixedLenByteArray(7)"),
        ("numeric(18,4)", "-0.0001", "-0.0001", "FixedLenByteArray(8)"),
        ("numeric(9,0)", "999999999", "999999999", "FixedLenByteArray(4)"),
        ("numeric(2,4)", "0.0012", "0.0012", "FixedLenByteArray(2)"),
        ("numeric(3,-2)", "12345", "12300", "FixedLenByteArray(3)"),
        ("numeric(39,2)", "1234567890123456789012345678901234567.89", "1234567890123456789012345678901234567.89", "ByteArray"),
        ("numeric", "0.611111104488373", "0.611111", "FixedLenByteArray(12)"),
        ("numeric", "-7", "-7", "FixedLenByteArray(12)"),
        ("numeric", "'NaN'", null, "FixedLenByteArray(12)"),
        ("numeric", "99999999999999999999999", null, "FixedLenByteArray(12)"),
        ("money", "'-1234.5'", "-1234.5", "FixedLenByteArray(16)"),
        ("date", "'2024-02-29'", "2024-02-29", "Int32"),
        ("time", "'23:59:59.123456'", "23:59:59.1230000", "Int32"),
        ("timetz", "'01:30:00+07'", "18:30:00", "Int32"),
        ("timestamp", "'2024-05-28 19:51:41.388146'", "2024-05-28 19:51:41.388146", "Int64"),
        ("timestamptz", "'1969-12-31 23:59:59.999999+07'", "1969-12-31 16:59:59.999999", "Int64"),
        ("timestamptz", "'infinity'", "9999-12-31 23:59:59.000000", "Int64"),
        ("text", "E'line\\n\"quoted\" \\U0001F600'", "line\n\"quoted\" \U0001F600", "ByteArray"),
        ("text", "''", "", "ByteArray"),
        ("varchar(10)", "'ab'", "ab", "ByteArray"),
        ("char(4)", "'ab'", "ab  ", "ByteArray"),
        ("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "ByteArray"),
        ("json", "'{\"a\":1}'", "{\"a\":1}", "ByteArray"),
        ("jsonb", "'{\"a\":1}'", "{\"a\": 1}", "ByteArray"),
        ("bytea", "'\\x00ff10'", "00FF10", "ByteArray"),
        ("bytea", "''", "", "ByteArray"),
        ("int[]", "'{1,null,3}'", "{1,NULL,3}", "ByteArray"),
        ("text[]", "array['a b', 'c\"d']", "{\"a b\",\"c\\\"d\"}", "ByteArray"),
        ("shop.mood", "'happy'", "happy", "ByteArray"),
        ("shop.pair", "'(1,x)'", "(1,x)", "ByteArray"),
        ("shop.price", "12.5", "12.5", "FixedLenByteArray(5)"),
        ("interval", "'1 year 2 days 03:04:05'", "1 year 2 days 03:04:05", "ByteArray"),
        ("inet", "'10.0.0.1/8'", "10.0.0.1/8", "ByteArray"),
        ("int4range", "'[1,5)'", "[1,5)", "ByteArray"),
        ("bit(3)", "B'101'", "101", "ByteArray"),
        ("xml", "'<a/>'", "<a/>", "ByteArray"),
        ("point", "'(1,2)'", "(1,2)", "ByteArray"),
        ("tsvector", "'a fat cat'", "'a' 'cat' 'fat'", "ByteArray"),
    ];

    [Test]
    public async Task Each_type_is_the_same_in_load_and_changes_and_physically_as_DMS_writes_it()
    {
        await using var source = await Source.DatabaseAsync();
        using var lake = new Lake();
        // The server's own settings must not show in what is written.
        await source.RunAsync(
            "alter database " + await source.ScalarAsync<string>("select current_database()::text")
            + " set datestyle = 'SQL, DMY'",
            "create type shop.mood as enum ('sad', 'happy')", "create type shop.pair as (a int, b text)", "create domain shop.price as numeric(10,2) check (value >= 0)",
            $"create table shop.wide (id int primary key, {string.Join(", ", Columns.Select((column, i) => $"c{i} {column.Type}"))})");
        var values = string.Join(", ", Columns.Select(column => column.Value));
        await source.RunAsync($"insert into shop.wide values (1, {values})", "insert into shop.wide (id) values (2)");
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("wide")));
        await task.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System);
        await task.WaitUntilLoadedAsync();
        await source.RunAsync($"insert into shop.wide values (3, {values})", "insert into shop.wide (id) values (4)");
        await task.WaitUntilCaughtUpAsync();

        var keys = await lake.KeysAsync();
        var load = lake.ReadParquet(keys.Single(key => key.Contains("LOAD", StringComparison.Ordinal))).ToList();
        var changes = lake.ReadParquet(keys.Single(key => !key.Contains("LOAD", StringComparison.Ordinal))).ToList();
        using var file = new ParquetFileReader(Path.Combine(lake.Folder, "data", keys[0]));
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < Columns.Length; i++)
            {
                var (type, value, expected, physical) = Columns[i];
                Assert.That(load[0][$"c{i}"], Is.EqualTo(expected), $"{type} {value} in the load");
                Assert.That(changes[0][$"c{i}"], Is.EqualTo(load[0][$"c{i}"]), $"{type} {value} in the changes");
                Assert.That(load[1][$"c{i}"], Is.Null, type);
                Assert.That(changes[1][$"c{i}"], Is.Null, type);
                var column = file.FileMetaData.Schema.Column(i + 3);
                Assert.That(column.PhysicalType + (column.TypeLength > 0 ? $"({column.TypeLength})" : ""), Is.EqualTo(physical), type);
                Assert.That(column.SchemaNode.Repetition, Is.EqualTo(Repetition.Optional), type);
            }
        }
        Assert.That(task.Status.Warnings, Has.Count.EqualTo(2).And.All.Contains("written as NULL"));
    }
}
