using Nonolive.Hive.Semantics.Library;
using Nonolive.Hive.Tests.Storage;

namespace Nonolive.Hive.Tests.Semantics;

/// <summary>The functions as SQL calls them; expected values are Java 17's (see GoldenTests) or from Hive's documentation and sources.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LibraryTests
{
    [Test]
    public void Every_function_can_be_registered()
    {
        using var lake = new Lake();
        var library = new FunctionLibrary();
        foreach (var name in FunctionLibrary.Names)
            Assert.That(() => library.Register(name, lake), Throws.Nothing, name);
    }

    [TestCase("hv_get_json_object('{\"a\":{\"b\":[1,{\"c\":\"x\"}]}}', '$.a.b[1].c')", "x")]
    [TestCase("hv_get_json_object('{\"a\":12.50,\"b\":1e3}', '$.a')", "12.5")]
    [TestCase("hv_get_json_object('{\"a\":12.50,\"b\":1e3}', '$.b')", "1000.0")]
    [TestCase("hv_get_json_object('{\"a\":[{\"b\":1},{\"b\":2}]}', '$.a[*].b')", "[1,2]")]
    [TestCase("hv_get_json_object('{\"a\":{\"k\":\"v\\n\",\"n\":null}}', '$.a')", "{\"k\":\"v\\n\",\"n\":null}")]
    [TestCase("hv_get_json_object('{\"a\":1', '$.a')", null)]
    [TestCase("hv_get_json_object('{\"a\":1} x', '$.a')", "1")]
    [TestCase("hv_get_json_object('{\"a\":1,\"a\":2}', '$.a')", "2")]
    [TestCase("hv_get_json_object('{\"a\":null}', '$.a')", null)]
    [TestCase("hv_get_json_object('[1,2]', '$[1]')", "2")]
    [TestCase("hv_get_json_object('[1,2]', '$')", "[1,2]")]
    [TestCase("hv_get_json_object('{\"a\":true}', 'a')", null)]
    [TestCase("hv_get_json_object('{\"a\":\"\\u00e9\\ud83d\\ude00\"}', '$.a')", "é😀")]
    public void Json(string sql, string? expected) => Check(sql, expected);

    [TestCase("hv_regexp_replace('100-200', '(\\d+)', 'num')", "num-num")]
    [TestCase("hv_regexp_replace('a.b.c', '\\.', '$0$0')", "a..b..c")]
    [TestCase("hv_regexp_replace('John Smith', '(\\w+) (\\w+)', '$2 $1')", "Smith John")]
    [TestCase("hv_regexp_replace('a😀b', '.', 'x')", "xxx")]
    [TestCase("hv_regexp_replace('a1b2', '[^\\d]', '')", "12")]
    [TestCase("hv_regexp_replace('aaa', 'a*+', 'x')", "xx")]
    [TestCase("hv_regexp_replace('héllo wörld', '\\w+', '_')", "_é_ _ö_")]
    [TestCase("hv_regexp_replace('abcxyz', '[a-z&&[^b-y]]', '.')", ".bcxy.")]
    [TestCase("hv_regexp_extract('foothebar', 'foo(.*?)(bar)', 2)", "bar")]
    [TestCase("hv_regexp_extract('foothebar', 'foo(.*?)(bar)', 0)", "foothebar")]
    [TestCase("hv_regexp_extract('nothing', 'foo(.*?)(bar)', 1)", "")]
    [TestCase("hv_regexp('Hive', '^h')::VARCHAR", "false")]
    [TestCase("hv_regexp('Hive', '(?i)^h')::VARCHAR", "true")]
    [TestCase("hv_regexp('', '')::VARCHAR", "false")]
    [TestCase("hv_split('a,b,,', ',')::VARCHAR", "[a, b, '', '']")]
    [TestCase("hv_split('oneAtwoBthreeC', '[ABC]')::VARCHAR", "[one, two, three, '']")]
    [TestCase("hv_split('abc', '')::VARCHAR", "[a, b, c, '']")]
    [TestCase("hv_split('', ',')::VARCHAR", "['']")]
    [TestCase("hv_str_to_map('a:1,b', ',', ':')::VARCHAR", "{a=1, b=NULL}")]
    [TestCase("hv_parse_url('http://user:pw@facebook.com:80/path1/p.php?k1=v1&k2=v2#Ref1', 'HOST')", "facebook.com")]
    [TestCase("hv_parse_url('http://user:pw@facebook.com:80/path1/p.php?k1=v1&k2=v2#Ref1', 'FILE')", "/path1/p.php?k1=v1&k2=v2")]
    [TestCase("hv_parse_url('http://user:pw@facebook.com:80/path1/p.php?k1=v1&k2=v2#Ref1', 'AUTHORITY')", "user:pw@facebook.com:80")]
    [TestCase("hv_parse_url('http://user:pw@facebook.com:80/path1/p.php?k1=v1&k2=v2#Ref1', 'USERINFO')", "user:pw")]
    [TestCase("hv_parse_url_key('http://facebook.com/path1/p.php?k1=v1&k2=v2#Ref1', 'QUERY', 'k2')", "v2")]
    [TestCase("hv_parse_url('no url', 'HOST')", null)]
    [TestCase("hv_soundex('Miller')", "M460")]
    [TestCase("hv_soundex('Ashcraft')", "A261")]
    [TestCase("hv_levenshtein('kitten', 'sitting')::VARCHAR", "3")]
    [TestCase("hv_translate('abcde', 'acd', 'x')", "xbe")]
    [TestCase("hv_translate('2026-03-02T10:00:00Z', 'TZ', ' ')", "2026-03-02 10:00:00")]
    [TestCase("hv_translate('aéa', 'aa', 'xy')", "xéx")]
    [TestCase("hv_translate('aéa', 'é', 'x')", "axa")]
    [TestCase("length(hv_translate(repeat('ab', 1000), 'b', ''))::VARCHAR", "1000")]
    [TestCase("hv_initcap('tHe soap')", "The Soap")]
    [TestCase("hv_format_number('12332.123456', 4)", "12,332.1235")]
    [TestCase("hv_format_number('0.125', 2)", "0.12")]
    [TestCase("hv_format_number('-1234567', 0)", "-1,234,567")]
    [TestCase("hv_printf('Hello World %d %s|%5.2f|%-4s|', ['100', 'days', '3.14159', 'ab'])", "Hello World 100 days| 3.14|ab  |")]
    [TestCase("hv_mask('AbC-12', 'X', 'x', 'n', '-1')", "XxX-nn")]
    public void Text(string sql, string? expected) => Check(sql, expected);

    [TestCase("hv_date_format(TIMESTAMP '2015-04-08 13:04:05.67', 'y')", "2015")]
    [TestCase("hv_date_format(TIMESTAMP '2015-04-08 13:04:05.67', 'EEEE, d MMM yyyy hh:mm:ss.SSS a')", "Wednesday, 8 Apr 2015 01:04:05.670 PM")]
    [TestCase("hv_date_format(TIMESTAMP '2015-04-08', 'abc')", null)]
    [TestCase("hv_from_unixtime(0, 'yyyy-MM-dd HH:mm:ss')", "1970-01-01 00:00:00")]
    [TestCase("hv_unix_timestamp('2009-03-20 11:30:01', 'yyyy-MM-dd HH:mm:ss')::VARCHAR", "1237548601")]
    [TestCase("hv_unix_timestamp('2009-03-20', 'yyyy-MM-dd HH:mm:ss')::VARCHAR", null)]
    [TestCase("hv_unix_timestamp('20/Mar/2009:11:30:01 +0700', 'dd/MMM/yyyy:HH:mm:ss Z')::VARCHAR", "1237523401")]
    [TestCase("hv_unix_timestamp('2026-13-01', 'yyyy-MM-dd')::VARCHAR", "1798761600")]
    [TestCase("hv_unix_timestamp('20260102', 'yyyyMMdd')::VARCHAR", "1767312000")]
    [TestCase("hv_to_timestamp('2026-01-02T03:04:05')::VARCHAR", "2026-01-02 03:04:05")]
    [TestCase("hv_to_timestamp(' 2026-1-2 3:4:5.25 ')::VARCHAR", "2026-01-02 03:04:05.25")]
    [TestCase("hv_to_timestamp('2026-01-02 25:00:00')::VARCHAR", "2026-01-03 01:00:00")]
    [TestCase("hv_to_timestamp('2026-01-02 03:04')::VARCHAR", null)]
    [TestCase("hv_to_date('2026-02-30')::VARCHAR", "2026-03-02")]
    [TestCase("hv_to_date('2026-02-03 junk')::VARCHAR", "2026-02-03")]
    [TestCase("hv_from_utc(TIMESTAMP '2026-01-01 20:00:00', 'Asia/Jakarta')::VARCHAR", "2026-01-02 03:00:00")]
    [TestCase("hv_to_utc(TIMESTAMP '2026-01-02 03:00:00', 'Asia/Jakarta')::VARCHAR", "2026-01-01 20:00:00")]
    [TestCase("hv_from_utc(TIMESTAMP '1970-01-01 00:00:00', 'Nowhere')::VARCHAR", "1970-01-01 00:00:00")]
    [TestCase("hv_months_between(TIMESTAMP '1997-02-28 10:30:00', TIMESTAMP '1996-10-30')::VARCHAR", "3.94959677")]
    [TestCase("hv_months_between(TIMESTAMP '2026-02-28', TIMESTAMP '2026-01-31')::VARCHAR", "1.0")]
    [TestCase("hv_next_day(DATE '2015-01-14', 'TU')::VARCHAR", "2015-01-20")]
    [TestCase("hv_next_day(DATE '2015-01-14', 'xx')::VARCHAR", null)]
    public void Dates(string sql, string? expected) => Check(sql, expected);

    [TestCase("hv_double_text(1e10)", "1.0E10")]
    [TestCase("hv_double_text(123456789.123)", "1.23456789123E8")]
    [TestCase("hv_float_text(0.1::FLOAT)", "0.1")]
    [TestCase("hv_parse_bigint('12.7')::VARCHAR", "12")]
    [TestCase("hv_parse_bigint('9223372036854775808')::VARCHAR", null)]
    [TestCase("hv_parse_double(' 1e3d')::VARCHAR", "1000.0")]
    [TestCase("hv_parse_double('x')::VARCHAR", null)]
    [TestCase("hv_parse_decimal('1.005', 5, 2)", "1.01")]
    [TestCase("hv_parse_decimal('1234.5', 5, 2)", null)]
    [TestCase("hv_conv('100', 2, 10)", "4")]
    [TestCase("hv_conv('-10', 16, -10)", "-16")]
    [TestCase("hv_conv('-1', 10, 16)", "FFFFFFFFFFFFFFFF")]
    [TestCase("hv_crc32(encode('ABC'))::VARCHAR", "2743272264")]
    [TestCase("hv_sha2(encode('ABC'), 256)", "b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78")]
    [TestCase("hv_percentile_approx([1.0, 2.0, 3.0, 4.0]::DOUBLE[], 0.5, 10000)::VARCHAR", "2.0")]
    [TestCase("hv_percentile_approx([]::DOUBLE[], 0.5, 10000)::VARCHAR", null)]
    [TestCase("hv_histogram_numeric([1.0, 1.0, 5.0]::DOUBLE[], 2)::VARCHAR", "[{'x': 1.0, 'y': 2.0}, {'x': 5.0, 'y': 1.0}]")]
    public void Numbers(string sql, string? expected) => Check(sql, expected);

    private static void Check(string sql, string? expected)
    {
        using var lake = new Lake();
        var library = new FunctionLibrary();
        foreach (var name in FunctionLibrary.Names.Where(name => sql.Contains(name + "(", StringComparison.Ordinal)))
            library.Register(name, lake);
        using var command = lake.DuckDb.CreateCommand();
        command.CommandText = $"SELECT {sql}";
        Assert.That(command.ExecuteScalar() is string text ? text : null, Is.EqualTo(expected), sql);
    }
}
