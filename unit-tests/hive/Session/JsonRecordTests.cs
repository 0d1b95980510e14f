using CsCheck;

namespace Nonolive.Hive.Tests.Session;

/// <summary>
/// JSON fields are read together, once a row, and only those that are used; conditions over them are computed once. Whatever is
/// shared, the values are those of each call on its own.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class JsonRecordTests
{
    private static readonly string[] Paths = ["$.a", "$.b", "$.a.b", "$.b[0]", "$.b[*].a", "$.c", "$['a']", "$", "$.", "a", "$.a\\.b", "$.a[1]", "$[0]"];

    private static readonly Gen<string> Scalars = OneOf(
        "1", "-0", "12.50", "1e3", "1E400", "01", "true", "false", "null", "nul", "\"x\"", "\"\"", "\"a\\\"b\"", "\"\\u00e9\\n\"", "\"\\x\"", "\"tab\there\"", "\"ü😀\"", "\"open");

    private static readonly Gen<string> Values = Gen.Recursive<string>((depth, self) => depth > 2 ? Scalars : Gen.OneOf(
        Scalars,
        self.Array[0, 3].Select(items => $"[{string.Join(",", items)}]"),
        Members(self)));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<string> Members(Gen<string> values) =>
        Gen.Select(OneOf("\"a\"", "\"b\"", "\"c\"", "\"\\u0061\"", "\"A\"", "a"), values, OneOf(":", " : "))
            .Select((name, value, colon) => name + colon + value).Array[0, 4].Select(members => $"{{{string.Join(", ", members)}}}");

    private static readonly Gen<string> Documents = Gen.Select(
        OneOf("", " ", "x"), Gen.Frequency((5, Members(Values)), (1, Values)), OneOf("", " ", " x", ","),
        (before, document, after) => before + document + after);

    [Test]
    public async Task Fields_read_together_are_what_each_call_gives_alone()
    {
        await using var run = new HiveRun();
        await run.Session.ExecuteAsync("create external table docs (line string) row format delimited fields terminated by '\\001' stored as textfile location 's3://lake/docs'", "ddl.sql");
        var documents = await SampleAsync();
        await run.PutAsync("docs/part", string.Join('\n', documents) + "\n");
        var together = string.Join(", ", Paths.Select(path => $"get_json_object(line, '{path.Replace("\\", "\\\\").Replace("'", "\\'")}')"));
        var alone = together.Replace("(line,", "(concat(line, ''),");

        var rows = await run.RowsAsync($"select {together} from docs order by line");

        Assert.That(rows, Is.EqualTo(await run.RowsAsync($"select {alone} from docs order by line")));
        Assert.That(rows.Count(row => row.Split('|').Any(value => value != "NULL")), Is.GreaterThan(50), "documents with values");
    }

    private static async Task<string[]> SampleAsync()
    {
        var documents = new List<string>();
        await Documents.SampleAsync(document =>
        {
            lock (documents)
                documents.Add(document);
            return Task.CompletedTask;
        }, iter: 400, seed: "0000KOIR4FXa", threads: 1);
        return [.. documents.Where(document => document.Length > 0)];
    }

    [Test]
    public async Task Json_tuple_gives_the_same_beside_a_source_and_behind_a_join()
    {
        await using var run = new HiveRun();
        await run.Session.ExecuteAsync("create external table docs (line string) row format delimited fields terminated by '\\001' stored as textfile location 's3://lake/docs'", "ddl.sql");
        var documents = await SampleAsync();
        await run.PutAsync("docs/part", string.Join('\n', documents) + "\n");
        const string Tuple = "lateral view json_tuple(line, 'b', 'a', 'missing', 'a') j as b, a, m, again";

        var rows = await run.RowsAsync($"select line, b, a, m, again from docs {Tuple} order by line");

        Assert.That(rows, Is.EqualTo(await run.RowsAsync($"select line, b, a, m, again from docs join (select 1 as one) o {Tuple} order by line")));
        Assert.That(rows.All(row => row.Split('|')[^1] == row.Split('|')[^3]), "one key asked for twice");
    }

    [TestCase("select x from (select get_json_object(d, '$.x') as x, get_json_object(d, '$.y') as y from t) s where x > '0'", "1", "'$.y'", TestName = "A field that only an unused column reads is not looked for")]
    [TestCase("select x from (select get_json_object(d, '$.x') as x, get_json_object(d, '$.y') as y from t order by y) s", "1", "", TestName = "A field that ORDER BY reads by its alias is used")]
    [TestCase("select count(*) from (select distinct get_json_object(d, '$.y') as y from t) s", "1", "", TestName = "A field that DISTINCT compares is used")]
    [TestCase("select x from (select get_json_object(d, '$.x') as x, get_json_object(d, '$.y') as y from t union select 'a', 'b' from t) s order by x", "1,a", "", TestName = "A field that UNION DISTINCT compares is used")]
    [TestCase("select x from (select get_json_object(d, '$.x') as x, get_json_object(d, '$.y') as y from t union all select 'a', 'b' from t) s order by x", "1,a", "'$.y'", TestName = "UNION ALL passes on what is used")]
    [TestCase("with s as (select get_json_object(d, '$.x') as x, get_json_object(d, '$.y') as y from t) select a.x from s a join s b on a.y = b.y", "1", "", TestName = "A field is used where any use of a CTE reads it")]
    [TestCase("select x from (select get_json_object(d, '$.x') as x, max(get_json_object(d, '$.y')) as y from t group by get_json_object(d, '$.x') having y > '1') s", "1", "", TestName = "A field that HAVING reads by an alias is used")]
    [TestCase("select 1 from (select get_json_object(d, '$.x') as x from t) a join (select '1' as x) b using (x)", "1", "", TestName = "A field that USING joins by is used")]
    [TestCase("select x from (select get_json_object(d, '$.x') as x, row_number() over (order by get_json_object(d, '$.y') desc) as r from (select '{\"x\":9,\"y\":1}' as d union all select d from t) u limit 1) s", "1", "", TestName = "A field that a window orders by is used where LIMIT takes the window's order")]
    [TestCase("select get_json_object(d, '$.x') from (select '{\"x\":5}' as d) a full join (select '{\"x\":7}' as d) b using (d) order by 1", "5,7", "", TestName = "A column that a full join merges is read after the join")]
    [TestCase("select d from t where '2' in (select get_json_object(d, '$.y') from t)", "{\"x\":1,\"y\":2}", "", TestName = "A field that a subquery in a condition gives is used")]
    [TestCase("select s.x from (select j.x, j.y from t lateral view json_tuple(d, 'x', 'y') j as x, y) s", "1", "'y'", TestName = "A key of json_tuple that only an unused column reads is not looked for")]
    [TestCase("select x from (select get_json_object(d, '$.x') as x, get_json_object(d, '$.y') as y from t) s where y = '2' and x = '1' and d2() is null", "", "", TestName = "A condition with a wrong part is refused")]
    public async Task Only_fields_that_are_used_are_looked_for(string query, string expected, string absent)
    {
        await using var run = new HiveRun();
        await run.Session.ExecuteAsync("create table t (d string); insert into t values ('{\"x\":1,\"y\":2}')", "ddl.sql");
        if (expected.Length == 0)
        {
            Assert.That(async () => await run.RowsAsync(query), Throws.Exception.With.Message.Contains("d2"));
            return;
        }

        Assert.That(string.Join(',', await run.RowsAsync(query)), Is.EqualTo(expected));
        var explained = string.Join('\n', await run.RowsAsync("explain " + query));
        if (absent.Length > 0)
            Assert.That(explained, Does.Not.Contain(absent).And.Contain("NULL"));
    }

    [Test]
    public async Task A_condition_over_computed_columns_is_computed_beside_them()
    {
        await using var run = new HiveRun();
        await run.Session.ExecuteAsync("create table t (d string); insert into t values ('{\"x\":1}'), ('{\"x\":2}'), ('{}'), (null)", "ddl.sql");
        const string Query = "select x from (select cast(get_json_object(d, '$.x') as bigint) as x from t) s where x > 1 or x is null and not (x = 1)";

        Assert.That(await run.RowsAsync(Query), Is.EqualTo(new[] { "2" }));
        Assert.That(string.Join('\n', await run.RowsAsync("explain " + Query)), Does.Contain("hv_once("));
    }
}
