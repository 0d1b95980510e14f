using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Tests.Session;

/// <summary>Where Hive 3.1 and DuckDB differ without a sound, each difference once.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HiveDifferencesTests
{
    [TestCase("1/0", "NULL", TestName = "Division by zero is NULL")]
    [TestCase("7/2", "3.5", TestName = "Integers divide to a double")]
    [TestCase("cast('12.7' as int)", "12", TestName = "Text is cut to an integer")]
    [TestCase("cast(-3.99D as int)", "-3", TestName = "A double is cut to an integer")]
    [TestCase("cast(true as string)", "TRUE", TestName = "A boolean's text is upper case")]
    [TestCase("cast(1e10 as string)", "1.0E10", TestName = "A double's text is Java's")]
    [TestCase("cast(123456789.123D as string)", "1.23456789123E8", TestName = "A double's text has Java's exponent")]
    [TestCase("cast(cast(12.50 as decimal(10,2)) as string)", "12.5", TestName = "A decimal's text loses trailing zeros")]
    [TestCase("cast(1000 as timestamp)", "1970-01-01 00:00:01", TestName = "An integer is a timestamp in milliseconds")]
    [TestCase("date '2026-01-31' + interval '2' day", "2026-02-02 00:00:00", TestName = "A date plus days is a timestamp")]
    [TestCase("date_add('2026-01-31', 1)", "2026-02-01", TestName = "date_add gives a date")]
    [TestCase("add_months('2026-01-31', 1)", "2026-02-28", TestName = "add_months gives text")]
    [TestCase("'10' > 9", "true", TestName = "Text beside a number is compared as a number")]
    [TestCase("'abc' > 9", "NULL", TestName = "Text that is no number is NULL beside a number")]
    [TestCase("array(1,2)[1]", "2", TestName = "Arrays count from zero")]
    [TestCase("array(1,2)[-1]", "NULL", TestName = "A negative index is outside")]
    [TestCase("size(map('a',1,'b',2,'c',3))", "3", TestName = "A map's size is its count")]
    [TestCase("size(cast(null as string))", "", TestName = "size takes no text")]
    [TestCase("substr('hello', 0, 2)", "he", TestName = "Position 0 is 1")]
    [TestCase("regexp_replace('a1b2', '([0-9])', '<$1>')", "a<1>b<2>", TestName = "regexp_replace replaces all, with groups")]
    [TestCase("concat('abab' rlike '^(ab)\\\\1$', ' ', 'abac' rlike '^(ab)\\\\1$')", "TRUE FALSE", TestName = "A pattern refers to its own group")]
    [TestCase("concat(substr('hello', 2, 3), substr('hello', 4), substr('hé', 2, 9), substr('', 1, 1))", "elllo\u00e9", TestName = "Constant parts of a text")]
    [TestCase("concat('a%b' like 'a\\\\%b', ' ', 'axb' like 'a\\\\%b', ' ', 'axb' like 'a_b')", "TRUE FALSE TRUE", TestName = "LIKE with and without an escape")]
    [TestCase("concat_ws('-', array('a', null, 'b'))", "a-null-b", TestName = "concat_ws joins arrays")]
    [TestCase("dayofweek('2026-01-04')", "1", TestName = "Sunday is day one")]
    [TestCase("unix_timestamp('2026-01-01 00:00:00')", "1767225600", TestName = "unix_timestamp reads UTC")]
    [TestCase("unix_timestamp('nonsense')", "NULL", TestName = "unix_timestamp of nonsense is NULL")]
    [TestCase("from_utc_timestamp('2026-01-01 00:00:00', 'Asia/Jakarta')", "2026-01-01 07:00:00", TestName = "from_utc_timestamp shifts")]
    [TestCase("to_utc_timestamp('2026-01-01 07:00:00', 'Asia/Jakarta')", "2026-01-01 00:00:00", TestName = "to_utc_timestamp shifts back")]
    [TestCase("date_format('2026-01-05', 'yyyy/MM/dd EEE')", "2026/01/05 Mon", TestName = "date_format has Java's letters")]
    [TestCase("get_json_object('{\"a\":12.50}', '$.a')", "12.5", TestName = "JSON numbers are written anew")]
    [TestCase("get_json_object('{\"a\":1', '$.a')", "NULL", TestName = "A broken document is NULL")]
    [TestCase("get_json_object('{\"a\":[{\"b\":1},{\"b\":2}]}', '$.a[*].b')", "[1,2]", TestName = "A wildcard gives JSON text")]
    [TestCase("greatest(1, null)", "NULL", TestName = "greatest with NULL is NULL")]
    [TestCase("ln(0)", "NULL", TestName = "A logarithm of zero is NULL")]
    [TestCase("'a\\u0041b'", "aAb", TestName = "Unicode escapes in literals")]
    [TestCase("cast('2026-13-01' as date)", "2027-01-01", TestName = "Dates are read leniently")]
    [TestCase("1.0 + 0.25", "1.25", TestName = "Decimal literals lose trailing zeros")]
    public async Task Hive_and_DuckDB_differ(string expression, string expected)
    {
        await using var run = new HiveRun();
        if (expected.Length == 0)
            Assert.That(async () => await run.ValueAsync(expression), Throws.TypeOf<UserErrorException>().With.Message.Contains("No matching method"));
        else
            Assert.That(await run.ValueAsync(expression), Is.EqualTo(expected));
    }

    [Test]
    public async Task Nulls_come_first_ascending_and_last_descending()
    {
        await using var run = new HiveRun();
        const string From = "from (select 1 v union all select null union all select 2) t";
        Assert.That(await run.RowsAsync($"select v {From} order by v"), Is.EqualTo(new[] { "NULL", "1", "2" }));
        Assert.That(await run.RowsAsync($"select v {From} order by v desc"), Is.EqualTo(new[] { "2", "1", "NULL" }));
        Assert.That(await run.RowsAsync($"select row_number() over (order by v), v {From} order by 1"), Is.EqualTo(new[] { "1|NULL", "2|1", "3|2" }));
    }

    [Test]
    public async Task Money_is_divided_and_averaged_with_Hives_scale()
    {
        await using var run = new HiveRun();
        var rows = await run.RowsAsync("select avg(v), sum(v) / count(*) from (select cast(10 as decimal(18,4)) v union all select cast(0.01 as decimal(18,4)) union all select cast(0 as decimal(18,4))) t");
        Assert.That(rows, Is.EqualTo(new[] { "3.33666666666667|3.33666666666667" }));
    }

    [Test]
    public async Task Percentiles_are_interpolated_and_rows_with_null_do_not_count_as_distinct()
    {
        await using var run = new HiveRun();
        const string From = "from (select 1 a, 'x' b union all select 2, null union all select 1, 'x' union all select 4, 'y') t";
        Assert.That(await run.RowsAsync($"select percentile(a, 0.5), count(distinct a, b), percentile_approx(a, 0.5) {From}"), Is.EqualTo(new[] { "1.5|2|1" }));
    }

    [TestCase("select a from (select 1 a) t group by 1", "GROUP BY 1", TestName = "A position in GROUP BY")]
    [TestCase("select ${nothing}", "has no value", TestName = "A variable without a value")]
    [TestCase("select b = '1' from (select cast(1 as bigint) b, '1' s) t where b = s", "Unsafe compares", TestName = "bigint beside text")]
    [TestCase("select nvll(1, 2)", "Did you mean 'nvl'?", TestName = "An unknown function")]
    [TestCase("set hive.exec.dynamic.partition.mod=nonstrict", "Did you mean 'hive.exec.dynamic.partition.mode'?", TestName = "An unknown setting")]
    [TestCase("select 1 from nowhere", "Table not found 'nowhere'", TestName = "An unknown table")]
    [TestCase("select * from (select 1 a) t qualify a = 1", "QUALIFY", TestName = "A clause of Hive 4")]
    [TestCase("select max(max(1))", "inside an aggregate", TestName = "A nested aggregate")]
    [TestCase("export table t to 's3://x/y'", "EXPORT", TestName = "EXPORT")]
    public async Task Is_refused_with_its_place(string script, string message)
    {
        await using var run = new HiveRun();
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await run.RowsAsync("\n\n  " + script));
        Assert.That(error!.Message, Does.Contain(message));
        Assert.That(error!.Location, Does.StartWith("test.sql:3:"));
    }

    [Test]
    public async Task A_failed_assertion_stops_the_script()
    {
        await using var run = new HiveRun();
        Assert.That(async () => await run.RowsAsync("select assert_true(count(*) = 2) from (select 1 a) t; select 1"),
            Throws.TypeOf<UserErrorException>().With.Property("Code").EqualTo(ErrorCode.HiveAssertion));
        Assert.That(await run.RowsAsync("select assert_true(count(*) = 1) from (select 1 a) t"), Is.EqualTo(new[] { "NULL" }));
    }

    [Test]
    public async Task Multi_insert_lateral_views_and_grouping_sets_work()
    {
        await using var run = new HiveRun();
        var rows = await run.RowsAsync("""
            create table a (k string, n int); create table b (k string) partitioned by (p string);
            set hive.exec.dynamic.partition.mode=nonstrict;
            with s as (select stack(3, 'x', array(1,2), 'y', array(3), 'z', null) as (k, l))
            from (select k, l from s) t
            insert overwrite table a select k, e lateral view outer explode(l) x as e
            insert overwrite table b partition (p) select k, concat('p', size(l)) where l is not null;
            select 'a', k, n from a union all select p, k, size(array(1)) from b order by `_c0`, k, n;
            """);
        Assert.That(rows, Is.EqualTo(new[] { "a|x|1", "a|x|2", "a|y|3", "a|z|NULL", "p1|y|1", "p2|x|1" }));
        Assert.That(await run.RowsAsync("select k, count(*), grouping__id from a group by k grouping sets ((k), ()) order by k, 2"), Is.EqualTo(new[] { "NULL|4|1", "x|2|0", "y|1|0", "z|1|0" }));
    }
}
