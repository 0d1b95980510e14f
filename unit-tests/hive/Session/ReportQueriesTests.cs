namespace Nonolive.Hive.Tests.Session;

/// <summary>What report jobs lean on, with the answers of Hive 3.1 by its source and its recorded results.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ReportQueriesTests
{
    [TestCase("cast(99999999999999999999999999999999999999 as decimal(38,0)) * (v + v)", "NULL", TestName = "A decimal product that overflows is NULL")]
    [TestCase("cast(12345.67 as decimal(5,2))", "NULL", TestName = "A decimal that does not fit is NULL")]
    [TestCase("cast(2.345 as decimal(3,2))", "2.35", TestName = "A decimal is rounded half up")]
    [TestCase("cast(-2.345 as decimal(3,2))", "-2.35", TestName = "A negative decimal is rounded half up")]
    [TestCase("d / d3", "0.3333333333333", TestName = "A quotient of decimals has Hive's scale")]
    [TestCase("d % 10", "1.00", TestName = "A literal beside a decimal counts with its own digits")]
    [TestCase("d * 1.10", "1.100", TestName = "A decimal literal loses its zeros")]
    [TestCase("d / 2", "0.500000", TestName = "A quotient by a small literal has six digits")]
    [TestCase("9223372036854775807 + v", "-9223372036854775808", TestName = "bigint wraps around at a sum")]
    [TestCase("-9223372036854775807 - (v + v)", "9223372036854775807", TestName = "bigint wraps around at a difference")]
    [TestCase("cast(4611686018427387904 as bigint) * (v + v)", "-9223372036854775808", TestName = "bigint wraps around at a product")]
    [TestCase("cast(2147483647 as int) + cast(1 as int)", "-2147483648", TestName = "int wraps around")]
    [TestCase("cast(300 as tinyint)", "44", TestName = "A cast to tinyint wraps around")]
    [TestCase("cast(3000000000 as int)", "-1294967296", TestName = "A cast of bigint to int wraps around")]
    [TestCase("cast('3000000000' as int)", "NULL", TestName = "A cast of text to int does not wrap around")]
    [TestCase("cast(3e9 as int)", "2147483647", TestName = "A cast of double to int stays at the bound")]
    [TestCase("-2147483648", "-2147483648", TestName = "The smallest int is an int")]
    [TestCase("7 div 2", "3", TestName = "div cuts")]
    [TestCase("-7 % 3", "-1", TestName = "A remainder has the sign of the dividend")]
    [TestCase("null + null", "NULL", TestName = "NULL plus NULL is NULL")]
    public async Task Numbers(string expression, string expected) => await Check(expression, expected);

    [TestCase("cast(1e7 as string)", "1.0E7", TestName = "A double from ten million on has an exponent")]
    [TestCase("cast(9999999D as string)", "9999999.0", TestName = "A double below ten million has none")]
    [TestCase("cast(0.001D as string)", "0.001", TestName = "A double from a thousandth on has no exponent")]
    [TestCase("cast(0.0001D as string)", "1.0E-4", TestName = "A double below a thousandth has one")]
    [TestCase("concat(100D / 3)", "33.333333333333336", TestName = "A double is written with its shortest digits")]
    [TestCase("concat(cast(0.1 as float))", "0.1", TestName = "A float is written as a float")]
    [TestCase("cast(cast(0.1 as float) as double)", "0.10000000149011612", TestName = "A float is widened bit by bit")]
    [TestCase("format_number(1.0E20D, 2)", "100,000,000,000,000,000,000.00", TestName = "format_number has zeros behind a double's digits")]
    [TestCase("format_number(123456789012345678D, 0)", "123,456,789,012,345,680", TestName = "format_number has the digits of Double.toString")]
    [TestCase("format_number(0.015D, 2)", "0.01", TestName = "format_number rounds by the exact value")]
    [TestCase("printf('%s %s %d %.2f', 1e10, true, 7, 2.5D)", "1.0E10 true 7 2.50", TestName = "printf writes values as Java does")]
    [TestCase("printf('%05d|%-4s|%s', 42, 'ab', cast(null as string))", "00042|ab  |null", TestName = "printf pads and writes null")]
    public async Task Texts_of_numbers(string expression, string expected) => await Check(expression, expected);

    [TestCase("add_months('2026-02-28', 1)", "2026-03-31", TestName = "add_months keeps the last day")]
    [TestCase("add_months('2024-02-29', 12)", "2025-02-28", TestName = "add_months over a leap day")]
    [TestCase("date '2026-03-31' - interval '1' month", "2026-02-28", TestName = "A month before a long one")]
    [TestCase("last_day('2024-02-10')", "2024-02-29", TestName = "The last day of February")]
    [TestCase("datediff('2026-03-01', '2026-02-28')", "1", TestName = "datediff over a month's end")]
    [TestCase("datediff('2026-03-01 00:00:00', '2026-02-28 23:59:59')", "1", TestName = "datediff counts calendar days")]
    [TestCase("months_between('2026-03-31', '2026-02-28')", "1", TestName = "Last days are whole months apart")]
    [TestCase("months_between('2026-03-30', '2026-02-28')", "1.06451613", TestName = "Other days count by thirty-first parts")]
    [TestCase("date_add('2026-12-31', 1)", "2027-01-01", TestName = "date_add over a year's end")]
    [TestCase("weekofyear('2027-01-01')", "53", TestName = "Weeks are ISO weeks")]
    [TestCase("trunc('2026-03-17', 'MM')", "2026-03-01", TestName = "trunc to the month")]
    [TestCase("cast('2026-02-30' as date)", "2026-03-02", TestName = "A day too many goes on in the next month")]
    [TestCase("to_date('2026-01-05 23:59:59')", "2026-01-05", TestName = "to_date cuts the time")]
    [TestCase("cast('2026-01-05 10:00:00' as date)", "2026-01-05", TestName = "A cast to date cuts the time")]
    [TestCase("cast(cast('2026-01-05' as date) as timestamp)", "2026-01-05 00:00:00", TestName = "A date is its midnight")]
    [TestCase("cast(timestamp '2026-01-05 10:20:30.5' as bigint)", "1767608430", TestName = "A timestamp's seconds are cut")]
    [TestCase("from_utc_timestamp(1767571200000, 'Asia/Jakarta')", "2026-01-05 07:00:00", TestName = "from_utc_timestamp takes milliseconds")]
    [TestCase("coalesce(cast(v as decimal(38,18)), cast(v as decimal(38,0)))", "1", TestName = "The common decimal keeps the whole digits")]
    [TestCase("from_unixtime(0)", "1970-01-01 00:00:00", TestName = "from_unixtime is in UTC")]
    [TestCase("unix_timestamp('2026/01/05', 'yyyy/MM/dd')", "1767571200", TestName = "unix_timestamp reads a pattern")]
    [TestCase("date_format('2026-01-05 10:30', 'dd')", "05", TestName = "date_format falls back to the date of a text")]
    [TestCase("hour('2026-01-05 23:15:00')", "23", TestName = "hour of a text")]
    [TestCase("timestamp '2026-01-05 00:00:00' = '2026-01-05 00:00:00.0'", "true", TestName = "Text beside a timestamp is read as one")]
    [TestCase("date '2026-01-05' < '2026-1-6'", "true", TestName = "Text beside a date is read as one")]
    public async Task Dates(string expression, string expected) => await Check(expression, expected);

    [TestCase("'10' < '9'", "true", TestName = "Texts compare as texts")]
    [TestCase("'1' = 1.0", "true", TestName = "Text beside a decimal is a number")]
    [TestCase("'' = 0", "NULL", TestName = "Empty text is no number")]
    [TestCase("cast('' as int)", "NULL", TestName = "Empty text is no int")]
    [TestCase("cast(' 7 ' as int)", "7", TestName = "Blanks around a number do no harm")]
    [TestCase("cast('1e2' as double)", "100", TestName = "Text with an exponent is a double")]
    [TestCase("3 not in (1, null)", "NULL", TestName = "NOT IN with NULL is unknown")]
    [TestCase("1 not in (1, null)", "false", TestName = "NOT IN with NULL and the value is false")]
    [TestCase("1 in (1, null)", "true", TestName = "IN with the value is true")]
    [TestCase("case when null then 1 else 2 end", "2", TestName = "An unknown condition is none")]
    [TestCase("nullif(1, 1.0)", "NULL", TestName = "nullif compares across types")]
    [TestCase("nullif(2, 3.5)", "2", TestName = "nullif keeps the first type")]
    [TestCase("coalesce(null, cast(1 as decimal(4,1)), 2.25)", "1.00", TestName = "coalesce has the common type")]
    [TestCase("if(true, 1, 2.5)", "1.0", TestName = "if has the common type")]
    [TestCase("cast('off' as boolean)", "false", TestName = "off is false")]
    [TestCase("cast('nope' as boolean)", "true", TestName = "Other words are true")]
    public async Task Comparisons(string expression, string expected) => await Check(expression, expected);

    [TestCase("regexp_extract('foothebar', 'foo(.*?)(bar)', 2)", "bar", TestName = "A group of a regular expression")]
    [TestCase("regexp_extract('abc', 'x(.)', 1)", "", TestName = "No match is empty text")]
    [TestCase("regexp_replace('100-200', '(\\\\d+)', 'num')", "num-num", TestName = "Backslashes are doubled in literals")]
    [TestCase("split('a.b.c', '\\\\.')[1]", "b", TestName = "split takes a regular expression")]
    [TestCase("size(split('a,b,,', ','))", "4", TestName = "split keeps empty parts at the end")]
    [TestCase("'a_b' rlike '^a.b$'", "true", TestName = "rlike finds")]
    [TestCase("'100%' like '100\\\\%'", "true", TestName = "An escaped percent sign is itself")]
    [TestCase("'abc' like any ('a%', null)", "NULL", TestName = "LIKE ANY with a NULL among the patterns is NULL")]
    [TestCase("'abc' not like all ('a%', '%d')", "true", TestName = "NOT LIKE ALL")]
    [TestCase("locate('b', 'abc', null)", "0", TestName = "locate from an unknown place is 0")]
    [TestCase("substring_index('a.b.c', '.', -2)", "b.c", TestName = "substring_index from the end")]
    [TestCase("replace('', '', cast(null as string))", "NULL", TestName = "replace with NULL is NULL")]
    [TestCase("concat('a', null)", "NULL", TestName = "concat with NULL is NULL")]
    [TestCase("concat_ws(',', 'a', null, 'b')", "a,b", TestName = "concat_ws skips NULL")]
    [TestCase("lpad('abc', 2, 'x')", "ab", TestName = "lpad cuts")]
    [TestCase("instr('abc', 'd')", "0", TestName = "What is not there is at 0")]
    [TestCase("initcap('hello wORLD')", "Hello World", TestName = "initcap")]
    [TestCase("get_json_object('{\"a\":{\"b\":[{\"c\":1},{\"c\":2}]}}', '$.a.b[1].c')", "2", TestName = "A path with an index")]
    [TestCase("get_json_object('{\"a\":{\"b\":1}}', '$.a')", "{\"b\":1}", TestName = "A path to an object")]
    [TestCase("get_json_object('{\"a\":null}', '$.a')", "NULL", TestName = "A null in a document is NULL")]
    [TestCase("get_json_object('{\"a\":true}', '$.a')", "true", TestName = "A boolean in a document")]
    [TestCase("get_json_object('[1,2]', '$[1]')", "2", TestName = "A document that is an array")]
    [TestCase("get_json_object('{\"a b\":1}', '$.a b')", "1", TestName = "A name with a blank")]
    [TestCase("get_json_object('{\"a\":1}', 'a')", "NULL", TestName = "A path without its dollar sign")]
    [TestCase("size(map_keys(if(v = 9, map('a', 1), null)))", "0", TestName = "NULL has no keys")]
    public async Task Texts(string expression, string expected) => await Check(expression, expected);

    [TestCase("select v, sum(v) over (order by v) from t", "NULL|NULL,1|2,1|2,2|4", TestName = "The default frame takes equal rows in")]
    [TestCase("select v, sum(v) over (order by v rows between 1 preceding and current row) from t", "NULL|NULL,1|1,1|2,2|3", TestName = "A frame by rows")]
    [TestCase("select v, last_value(v) over (order by v) from t", "NULL|NULL,1|1,1|1,2|2", TestName = "The last value of the default frame")]
    [TestCase("select v, row_number() over (order by v desc) from t", "2|1,1|2,1|3,NULL|4", TestName = "NULL is last descending")]
    [TestCase("select v, rank() over (order by v), dense_rank() over (order by v) from t", "NULL|1|1,1|2|2,1|2|2,2|4|3", TestName = "rank and dense_rank")]
    [TestCase("select v, lag(v, 1, 0) over (order by v), lead(v) over (order by v) from t", "NULL|0|1,1|NULL|1,1|1|2,2|1|NULL", TestName = "lag with a default, lead without")]
    [TestCase("select v, first_value(v, true) over (order by v rows between unbounded preceding and unbounded following) from t", "NULL|1,1|1,1|1,2|1", TestName = "The first value that is not NULL")]
    [TestCase("select v, ntile(3) over (order by v) from t", "NULL|1,1|1,1|2,2|3", TestName = "ntile")]
    [TestCase("select v, count(*) over (partition by v) from t order by v", "NULL|1,1|2,1|2,2|1", TestName = "NULL is a partition")]
    [TestCase("select k, v, grouping__id, count(*) from t group by k, v with rollup order by 3, 1, 2", "a|NULL|0|1,a|1|0|1,b|1|0|1,b|2|0|1,a|NULL|1|2,b|NULL|1|2,NULL|NULL|3|4", TestName = "grouping__id of a rollup")]
    [TestCase("select k, grouping(k), grouping__id, count(*) from t group by k, v grouping sets (k, v) order by 3, 1, 4", "a|0|1|2,b|0|1|2,NULL|1|2|1,NULL|1|2|1,NULL|1|2|2", TestName = "grouping and grouping__id of grouping sets")]
    [TestCase("select count(*) from t where v not in (select v from t where v = 2)", "2", TestName = "NOT IN over a query")]
    [TestCase("select count(*) from t where v not in (select v from t)", "0", TestName = "NOT IN over a query with NULL")]
    [TestCase("select count(*) from t where v not in (select k from t)", "3", TestName = "NOT IN over texts that are no numbers")]
    [TestCase("select sum(k), avg(v), sum(v) from t", "0|1.3333333333333333|4", TestName = "A sum of texts that are no numbers is zero")]
    [TestCase("select stddev_pop(v), var_samp(v) from t where v = 1", "0|0", TestName = "Variances by sums")]
    [TestCase("select count(distinct k, v), count(v) from t", "3|3", TestName = "Rows with NULL do not count as distinct")]
    [TestCase("select percentile(v, 0.5), percentile_approx(v, 0.5) from t", "1|1", TestName = "Percentiles")]
    [TestCase("select k, x from t lateral view outer explode(if(v is null, null, array(v))) e as x order by k, x", "a|NULL,a|1,b|1,b|2", TestName = "LATERAL VIEW OUTER keeps rows without elements")]
    [TestCase("select k, x from t lateral view explode(if(v is null, null, array(v))) e as x order by k, x", "a|1,b|1,b|2", TestName = "LATERAL VIEW drops rows without elements")]
    [TestCase("select * from (select k, v from t where v = 2) x join (select v, k w from t) y using (v)", "2|b|b", TestName = "The key of USING comes first")]
    [TestCase("select sum(v), count(*) from t where 1 = 0", "NULL|0", TestName = "Aggregates of nothing")]
    [TestCase("select k from t group by k having count(v) < 2", "a", TestName = "HAVING counts what is not NULL")]
    [TestCase("(select 3 x) union all (select 1 x) union all (select 2 x) order by x limit 1 offset 1", "2", TestName = "Clauses behind a UNION in parentheses")]
    [TestCase("select * from (from t select v where v = 1 limit 1 union all from t select v where v = 2) u order by v", "1,2", TestName = "A LIMIT of FROM … SELECT")]
    [TestCase("select sort_array(collect_set(v)), sort_array(collect_list(v)) from t", "[1,2]|[1,1,2]", TestName = "Collected values without NULL")]
    [TestCase("select percentile_approx(x, 0.5), percentile_approx(x, array(0.25, 0.75)) from (select explode(array(1, 2, 3, 4, 10)) x) e", "2.5|[1.25,3.75]", TestName = "Approximate percentiles of few values are interpolated")]
    [TestCase("select sum(hash(*)) = sum(hash(k, v)) from t", "true", TestName = "A function of all columns")]
    [TestCase("select sum(m) from (select 9223372036854775807 m union all select 1) x", "-9223372036854775808", TestName = "A sum of bigint wraps around")]
    [TestCase("select avg(c), sum(c) from (select cast(10 as decimal(7,2)) c union all select cast(0.01 as decimal(7,2))) x", "5.0050000000000000000000|10.01", TestName = "An average of decimals has the scale of a division")]
    [TestCase("select sum(c), avg(c) from (select cast(1.50 as decimal(7,2)) c) x", "1.50|1.50000000000000000000000000", TestName = "An average behind its own sum has more digits")]
    public async Task Queries(string query, string expected)
    {
        await using var run = new HiveRun();
        var script = "create table t (k string, v int); insert into t values ('a', 1), ('b', 2), ('a', null), ('b', 1); " + query;
        Assert.That(string.Join(',', await run.RowsAsync(script)), Is.EqualTo(expected));
    }

    [TestCase("select avg(k) from t", "is no number", TestName = "An average of texts that are no numbers")]
    [TestCase("select sum(v) over (order by v range between 2 preceding and 1 preceding) from t", "RANGE between two distances", TestName = "A RANGE frame on one side")]
    [TestCase("select count(distinct k), count(distinct k, v) from t", "beside other count(DISTINCT", TestName = "Several counts of distinct rows")]
    [TestCase("select max(named_struct('a', v)) from t", "max() of struct", TestName = "The greatest struct")]
    [TestCase("select cast('2026-01-01 00:00:00.123456789' as timestamp)", "nanoseconds", TestName = "A timestamp with nanoseconds")]
    [TestCase("create table x (a boolean) tblproperties ('hive.lazysimple.extended_boolean_literal'='true')", "extended_boolean_literal", TestName = "A property that changes values")]
    [TestCase("create table x (a int) stored as inputformat 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat' outputformat 'x'", "SymlinkTextInputFormat", TestName = "An input format that nobody reads")]
    [TestCase("select 1 limit 1 union all select 2", "LIMIT stand behind the last query", TestName = "A LIMIT amid a UNION")]
    [TestCase("select sum(c), avg(c) from (select cast(99999.99 as decimal(7,2)) c union all select cast(99999.99 as decimal(7,2))) x", "Write avg() first", TestName = "An average behind its own sum that is too great")]
    [TestCase("create table p (a int) partitioned by (k string); insert into p partition (k) select v, k from t", "strict mode requires", TestName = "Dynamic partitions alone in strict mode")]
    [TestCase("create table p (a int) partitioned by (k string); set hive.exec.dynamic.partition.mode=nonstrict; set hive.exec.max.dynamic.partitions=1; insert into p partition (k) select v, k from t", "more than 1", TestName = "Too many dynamic partitions")]
    [TestCase("select * from t lateral view explode(v) e as x", "explode() takes one array or map", TestName = "explode of a number")]
    [TestCase("select version()", "version", TestName = "A function whose result nobody knows")]
    public async Task Is_refused(string statement, string message)
    {
        await using var run = new HiveRun();
        var script = "create table t (k string, v int); insert into t values ('a', 1), ('b', 2); " + statement;
        Assert.That(async () => await run.RowsAsync(script), Throws.TypeOf<Nonolive.Pipeline.Errors.UserErrorException>().With.Message.Contains(message));
    }

    [Test]
    public async Task A_function_that_nobody_has_checked_runs_where_a_test_opts_in()
    {
        await using var run = new HiveRun(options => options with { AllowUnverified = true });
        Assert.That(await run.ValueAsync("width_bucket(5.0, 0.0, 10.0, 4)"), Is.EqualTo("3"));
    }

    [Test]
    public void Another_time_zone_is_refused() =>
        Assert.That(() => new HiveRun(options => options with { HiveConfs = new Dictionary<string, string> { ["user.timezone"] = "Asia/Jakarta" } }),
            Throws.TypeOf<Nonolive.Pipeline.Errors.UserErrorException>().With.Message.Contains("user.timezone=Asia/Jakarta"));

    [TestCase("America/Los_Angeles", "28800|1969-12-31 16:00:00|28800")]
    [TestCase(null, "0|1970-01-01 00:00:00|0")]
    public async Task Recordings_of_Hive_before_3_1_are_compared_in_their_zone(string? zone, string expected)
    {
        await using var run = new HiveRun(options => options with { ZoneOfTimestamps = zone });
        Assert.That(await run.RowsAsync("select unix_timestamp('1970-01-01 00:00:00'), from_unixtime(0), cast(timestamp '1970-01-01 00:00:00' as bigint)"), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task Columns_of_OpenCSVSerde_are_strings()
    {
        await using var run = new HiveRun();
        await run.PutAsync("csv/a.csv", "7,\"x,y\"\n");
        var rows = await run.RowsAsync("create external table c (id int, s string) row format serde 'org.apache.hadoop.hive.serde2.OpenCSVSerde' location 's3://lake/csv'; describe c");
        Assert.That(rows, Has.Length.EqualTo(2).And.All.Contain("string"));
        Assert.That(await run.RowsAsync("select id, s, id + 1 from c"), Is.EqualTo(new[] { "7|x,y|8" }));
    }

    private static async Task Check(string expression, string expected)
    {
        await using var run = new HiveRun();
        Assert.That(await run.RowsAsync($"select {expression} from (select 1 v, cast(1 as decimal(10,2)) d, cast(3 as decimal(10,2)) d3) t"), Is.EqualTo(new[] { expected }));
    }
}
