using Nonolive.Hive.Metastore;

namespace Nonolive.Hive.Tests.Storage;

[Parallelizable(ParallelScope.All)]
internal sealed class JsonTableTests
{
    private static readonly HiveFormat Json = Lake.Format(HiveFormat.Json);

    [TestCase("""{"ID":1,"s":"a"}""", "1|a", TestName = "Names_match_in_any_case")]
    [TestCase("""{"id":1,"id":2,"s":"x","other":{"deep":[1,{}]}}""", "2|x", TestName = "The_last_of_equal_names_counts_and_others_are_skipped")]
    [TestCase("""{"id":1.9,"s":12.50}""", "1|12.50", TestName = "Numbers_are_cut_off_and_keep_their_text_in_strings")]
    [TestCase("""{"id":null}""", "NULL|NULL", TestName = "Null_and_missing_members_are_null")]
    [TestCase("""  { "s" : "q\"\u00e9\n" } trailing""", "NULL|q\"é\n", TestName = "Escapes_are_undone_and_what_follows_is_not_read")]
    [TestCase("""{"_col0":7}""", "7|NULL", TestName = "Internal_names_address_columns")]
    public async Task Row(string line, string expected)
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", line + "\n");
        Assert.That(await lake.Read(Lake.Table("id bigint; s string", Json)), Is.EqualTo(new[] { expected }));
    }

    [TestCase("""{"id":"7"}""", "not numeric")]
    [TestCase("""{"id":1""", "end-of-input")]
    [TestCase("", "Start token not found")]
    [TestCase("""{"id":99999999999999999999}""", "out of range")]
    [TestCase("""{"id":01}""", "JsonParseException")]
    public async Task A_line_that_does_not_fit_fails_the_query_with_its_place(string line, string reason)
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "{\"id\":1}\n" + line + "\n");
        Assert.That(
            async () => await lake.Read(Lake.Table("id bigint; s string", Json)),
            Throws.Exception.With.Message.Contains("s3://b/t/a, line 2").And.Message.Contains(reason));
    }

    [Test]
    public async Task Booleans_are_true_only_for_the_word()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", "{\"b\":true}\n{\"b\":\"TRUE\"}\n{\"b\":\"yes\"}\n{\"b\":1}\n");
        Assert.That(await lake.Read(Lake.Table("b boolean", Json)), Is.EqualTo(new[] { "false", "false", "true", "true" }));
    }

    [Test]
    public async Task Nested_values_are_read()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", """{"a":[1,null,3],"m":{"k":1.5,"k":2},"s":{"X":"y","z":[{"q":1}]}}""");
        Assert.That(
            await lake.Read(Lake.Table("a array<int>; m map<string,double>; s struct<x:string,z:array<struct<q:int>>>", Json)),
            Is.EqualTo(new[] { "[1, NULL, 3]|{k=2.0}|{'x': y, 'z': [{'q': 1}]}" }));
    }

    [Test]
    public async Task An_object_read_as_a_string_leaves_the_reader_inside_it()
    {
        using var lake = new Lake();
        await lake.Put("s3://b/t/a", """{"s":{"id":5},"id":6}""");
        Assert.That(await lake.Read(Lake.Table("id bigint; s string", Json)), Is.EqualTo(new[] { "5|{" }));
    }
}
