namespace Nonolive.Hive.Tests.Session;

[Parallelizable(ParallelScope.All)]
public sealed class FirstSliceTests
{
    [Test]
    public async Task Selects_from_an_external_text_table_with_partitions_and_prunes_them()
    {
        await using var run = new HiveRun();
        await run.PutAsync("e/dt=2026-01-01/a.txt", "1\tx\n2\ty\n");
        await run.PutAsync("e/dt=2026-01-02/a.txt", "3\tz\n");
        await run.PutAsync("e/dt=2026-01-03/sub/a.txt", "broken: a folder in the folder\n");
        var rows = await run.RowsAsync("""
            create external table if not exists e (id int, name string) partitioned by (dt string)
              row format delimited fields terminated by '\t' stored as textfile location 's3://lake/e';
            alter table e add if not exists partition (dt='2026-01-01') partition (dt='2026-01-02') location 's3://lake/e/dt=2026-01-02' partition (dt='2026-01-03');
            select id, name, dt from e where dt between date_sub('2026-01-02', 1) and '2026-01-02' order by id desc;
            """);
        Assert.That(rows, Is.EqualTo(new[] { "3|z|2026-01-02", "2|y|2026-01-01", "1|x|2026-01-01" }));
    }

    [Test]
    public async Task Prunes_by_values_of_whatever_letters_and_types_and_by_none()
    {
        await using var run = new HiveRun();
        var rows = await run.RowsAsync("""
            set hive.exec.dynamic.partition.mode=nonstrict;
            create table t (id int) partitioned by (name string, h int);
            insert overwrite table t partition (name, h) select 1, '', 10 union all select 2, 'it''s ', 9 union all select 3, null, 8 union all select 4, ',', null;
            select id from t where (name = '' and h > 9) or name like '%' or (name = '__HIVE_DEFAULT_PARTITION__' and h = 8) or h is null order by id;
            """);
        Assert.That(rows, Is.EqualTo(new[] { "1", "2", "3", "4" }));
        Assert.That(await run.RowsAsync("select id from t where name = '\uE001' or h = 11 or name = ''"), Is.Empty);
    }

    [Test]
    public async Task Inserts_into_static_and_dynamic_partitions()
    {
        await using var run = new HiveRun();
        var rows = await run.RowsAsync("""
            create table t (id int, v string) partitioned by (dt string, h int) row format delimited fields terminated by ',';
            insert overwrite table t partition (dt='d1', h) select 1, 'a', 10 union all select 2, 'b', 11;
            insert into t partition (dt='d1', h=10) values (3, null);
            select * from t order by id;
            """);
        Assert.That(rows, Is.EqualTo(new[] { "1|a|d1|10", "2|b|d1|11", "3|NULL|d1|10" }));
        Assert.That((await run.Session.ExecuteAsync("show partitions t", "x")).Count, Is.Zero);
    }

    [Test]
    public async Task Computes_with_groups_windows_and_common_table_expressions()
    {
        await using var run = new HiveRun();
        var rows = await run.RowsAsync("""
            with s as (select 'a' k, 1 v union all select 'a', 2 union all select 'b', 5 union all select null, 7),
                 g as (select k, sum(v) total, count(distinct v) n, avg(cast(v as decimal(10,2))) a from s group by k having count(*) > 0)
            select k, total, n, a, rank() over (order by total desc) r, case when total > 4 then 'big' else 'small' end from g order by k;
            """);
        Assert.That(rows, Is.EqualTo(new[] { "NULL|7|1|7.00000000000000000000|1|big", "a|3|2|1.50000000000000000000|3|small", "b|5|1|5.00000000000000000000|2|big" }));
    }

    [TestCase("1/2", "0.5")]
    [TestCase("1/0", "NULL")]
    [TestCase("7 div 2", "3")]
    [TestCase("2147483647 + 1", "-2147483648")]
    [TestCase("cast(3.99 as int)", "3")]
    [TestCase("1.0", "1")]
    [TestCase("cast(1.25 as decimal(10,2)) / cast(3 as decimal(10,0))", "0.416667")]
    [TestCase("'face' 'book'", "facebook")]
    [TestCase("9 + 9 || 9 + 9", "1818")]
    [TestCase("array(1,2,3)[0]", "1")]
    [TestCase("array(1,2,3)[3]", "NULL")]
    [TestCase("size(map('a',1,'b',2))", "2")]
    [TestCase("map('a',1,'b',2)['b']", "2")]
    [TestCase("named_struct('x',1,'y','q').y", "q")]
    [TestCase("substr('hello',0,2)", "he")]
    [TestCase("substr('hello',-3)", "llo")]
    [TestCase("if(null, 1, 2)", "2")]
    [TestCase("concat_ws(',', array('a','b'), 'c', null)", "a,b,c")]
    [TestCase("greatest(1, null)", "NULL")]
    [TestCase("round(2.5)", "3")]
    [TestCase("round(1.005D, 2)", "1.01")]
    [TestCase("'a_b' like 'a\\_b'", "true")]
    [TestCase("'axb' like 'a\\_b'", "false")]
    [TestCase("date '2026-01-31' + interval '1' month", "2026-02-28")]
    [TestCase("dayofweek(date '2026-01-04')", "1")]
    [TestCase("pmod(-7, 3)", "2")]
    [TestCase("5 between 1 and 10 and not 3 in (1,2)", "true")]
    [TestCase("null <=> null", "true")]
    public async Task Evaluates_an_expression_as_Hive_does(string expression, string expected)
    {
        await using var run = new HiveRun();
        Assert.That(await run.ValueAsync(expression), Is.EqualTo(expected));
    }
}
