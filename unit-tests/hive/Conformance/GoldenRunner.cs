using System.Globalization;
using System.Text.RegularExpressions;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Tests.Conformance;

internal enum Verdict
{
    /// <summary>The same rows, in order where the query sorts.</summary>
    Exact,

    /// <summary>The same values, written differently (digits of doubles, trailing zeros).</summary>
    TextForm,

    /// <summary>Other rows.</summary>
    Different,

    /// <summary>The engine refuses the statement, or one that it builds on.</summary>
    Refused,
}

internal sealed record Outcome(string Test, int Index, bool IsSelect, Verdict Verdict, string Reason, string Statement, string[] Expected, string[] Actual)
{
    /// <value>Whether there was a recorded result to compare with: yes by default.</value>
    public bool Compared { get; init; } = true;
}

/// <summary>Runs recorded tests on the engine, each with its own lake and metastore.</summary>
internal sealed partial class GoldenRunner(string folder, string? zone, IReadOnlyList<(string Table, string Script)> tables)
{
    /// <summary>The tables that Spark's recorder made.</summary>
    public static readonly (string Table, string Script)[] SparkTables =
    [
        ("src", "CREATE TABLE src (key INT, value STRING); LOAD DATA LOCAL INPATH '../../data/files/kv1.txt' INTO TABLE src;"),
        ("src1", "CREATE TABLE src1 (key INT, value STRING); LOAD DATA LOCAL INPATH '../../data/files/kv3.txt' INTO TABLE src1;"),
        ("src_json", "CREATE TABLE src_json (json STRING) STORED AS TEXTFILE; LOAD DATA LOCAL INPATH '../../data/files/json.txt' INTO TABLE src_json;"),
        ("srcpart1", "CREATE TABLE srcpart1 (key INT, value STRING) PARTITIONED BY (ds STRING, hr INT);" + Parts("srcpart1")),
        ("srcpart", "CREATE TABLE srcpart (key INT, value STRING) PARTITIONED BY (ds STRING, hr STRING);" + Parts("srcpart")),
        ("serdeins", "CREATE TABLE serdeins (key INT, value STRING) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' WITH SERDEPROPERTIES ('field.delim'='\\t'); INSERT OVERWRITE TABLE serdeins SELECT * FROM src;"),
    ];

    /// <summary>The tables of Hive's own tests (data/files/datasets), but for those kept as ORC.</summary>
    public static readonly (string Table, string Script)[] HiveTables =
    [
        ("src", "CREATE TABLE src (key STRING, value STRING); LOAD DATA LOCAL INPATH '../../data/files/kv1.txt' INTO TABLE src;"),
        ("src1", "CREATE TABLE src1 (key STRING, value STRING); LOAD DATA LOCAL INPATH '../../data/files/kv3.txt' INTO TABLE src1;"),
        ("src_json", "CREATE TABLE src_json (json STRING); LOAD DATA LOCAL INPATH '../../data/files/json.txt' INTO TABLE src_json;"),
        ("srcpart", "CREATE TABLE srcpart (key STRING, value STRING) PARTITIONED BY (ds STRING, hr STRING);" + Parts("srcpart")),
        ("src_cbo", "CREATE TABLE src_cbo (key STRING, value STRING); LOAD DATA LOCAL INPATH '../../data/files/kv1.txt' INTO TABLE src_cbo;"),
        ("srcbucket", "CREATE TABLE srcbucket (key INT, value STRING); LOAD DATA LOCAL INPATH '../../data/files/bucketed_files/000000_0' INTO TABLE srcbucket; LOAD DATA LOCAL INPATH '../../data/files/bucketed_files/000001_0' INTO TABLE srcbucket;"),
        ("part", "CREATE TABLE part (p_partkey INT, p_name STRING, p_mfgr STRING, p_brand STRING, p_type STRING, p_size INT, p_container STRING, p_retailprice DOUBLE, p_comment STRING); LOAD DATA LOCAL INPATH '../../data/files/part_tiny.txt' INTO TABLE part;"),
        ("lineitem", "CREATE TABLE lineitem (l_orderkey INT, l_partkey INT, l_suppkey INT, l_linenumber INT, l_quantity DOUBLE, l_extendedprice DOUBLE, l_discount DOUBLE, l_tax DOUBLE, l_returnflag STRING, l_linestatus STRING, l_shipdate STRING, l_commitdate STRING, l_receiptdate STRING, l_shipinstruct STRING, l_shipmode STRING, l_comment STRING) ROW FORMAT DELIMITED FIELDS TERMINATED BY '|'; LOAD DATA LOCAL INPATH '../../data/files/lineitem.txt' INTO TABLE lineitem;"),
        ("cbo_t1", CboTable("cbo_t1")),
        ("cbo_t2", CboTable("cbo_t2")),
        ("cbo_t3", "CREATE TABLE cbo_t3 (key STRING, value STRING, c_int INT, c_float FLOAT, c_boolean BOOLEAN) ROW FORMAT DELIMITED FIELDS TERMINATED BY ','; LOAD DATA LOCAL INPATH '../../data/files/cbo_t3.txt' INTO TABLE cbo_t3;"),
        .. new[] { "dest1", "dest2" }.Select(table => (table, $"CREATE TABLE {table} (key STRING, value STRING);")),
    ];

    public async Task<List<Outcome>> RunAsync(GoldenTest test, CancellationToken cancellation)
    {
        var lake = TestFoldersAttribute.Create();
        try
        {
            var metastore = new InMemoryMetastore();
            metastore.AddDatabase(new HiveDatabase("default", "s3://warehouse"));
            await using var session = new HiveSession(new HiveOptions
            {
                Store = new FileObjectStore(lake),
                Metastore = metastore,
                Threads = 1,
                ZoneOfTimestamps = zone,
                Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2013, 10, 1, 0, 0, 0, TimeSpan.Zero)),
            });
            await session.ExecuteAsync("set hive.exec.dynamic.partition.mode=nonstrict; set hive.strict.checks.type.safety=false;", "setup", cancellation);
            var all = string.Join('\n', test.Statements.Select(statement => statement.Text));
            foreach (var (table, script) in tables.Where(table => !Creates(all, table.Table)).Where(table => Mentions(all, table.Table) || (table.Table == "src" && Mentions(all, "serdeins"))))
                await session.ExecuteAsync(Local(script), "setup:" + table, cancellation);
            var outcomes = new List<Outcome>();
            string? broken = null;
            foreach (var statement in test.Statements)
            {
                var outcome = await RunAsync(test, statement, session, broken, cancellation);
                outcomes.Add(outcome);
                if (outcome.Verdict == Verdict.Refused && !outcome.IsSelect && !Harmless().IsMatch(statement.Text))
                    broken ??= $"after statement {statement.Index}: {outcome.Reason}";
            }
            return outcomes;
        }
        finally
        {
            Directory.Delete(lake, recursive: true);
        }
    }

    private async Task<Outcome> RunAsync(GoldenTest test, GoldenStatement statement, HiveSession session, string? broken, CancellationToken cancellation)
    {
        var select = Select().IsMatch(statement.Text);
        Outcome Make(Verdict verdict, string reason, string[]? actual = null) =>
            new(test.Name, statement.Index, select, verdict, reason, statement.Text, [.. statement.Answer ?? []], actual ?? []);
        if (broken is not null && select)
            return Make(Verdict.Refused, broken);
        try
        {
            var lines = new List<string>();
            await foreach (var result in session.RunAsync(Local(statement.Text), test.Name, cancellation))
            {
                await foreach (var row in result.Rows.WithCancellation(cancellation))
                    lines.AddRange(string.Join('\t', row.Select((value, index) => CellText.Of(value, result.Columns[index].Type))).Split('\n'));
            }
            // Apache's recorder hashed long answers, which then cannot be compared.
            if (!select || statement.Answer is null or [{ Length: 24 } and [.., '=', '='], ..])
                return Make(Verdict.Exact, "") with { Compared = false };
            var sorted = !test.AnyOrder && Order().IsMatch(statement.Text);
            var headed = string.Equals(session.Setting("hive.cli.print.header"), "true", StringComparison.OrdinalIgnoreCase);
            var expected = Arranged(statement.Answer.Skip(headed ? 1 : 0), sorted);
            var actual = Arranged(lines, sorted);
            return expected.SequenceEqual(actual) ? Make(Verdict.Exact, "")
                : Arranged(expected.Select(Normal), sorted).SequenceEqual(Arranged(actual.Select(Normal), sorted)) ? Make(Verdict.TextForm, "", actual)
                : Make(Verdict.Different, "", actual);
        }
        catch (UserErrorException error)
        {
            return Make(Verdict.Refused, error.Problem);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Make(Verdict.Refused, "DEFECT " + error.GetType().Name + ": " + error.Message.Split('\n')[0]);
        }
    }

    private string Local(string text) => text.Replace("../../data", Path.Combine(folder, "data")).Replace("../data", Path.Combine(folder, "data"));

    private static bool Mentions(string text, string table) => Regex.IsMatch(text, $@"\b{table}\b", RegexOptions.IgnoreCase);

    private static bool Creates(string text, string table) => Regex.IsMatch(text, $@"\bcreate\s+table\s+(if\s+not\s+exists\s+)?{table}\b", RegexOptions.IgnoreCase);

    private static string[] Arranged(IEnumerable<string> lines, bool sorted) => sorted ? [.. lines] : [.. lines.Order(StringComparer.Ordinal)];

    /// <summary>Numbers to twelve digits, and no blanks inside nested values.</summary>
    private static string Normal(string line) => Number().Replace(line, match =>
        double.TryParse(match.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("G12", CultureInfo.InvariantCulture) : match.Value);

    private static string CboTable(string table) =>
        $"CREATE TABLE {table} (key STRING, value STRING, c_int INT, c_float FLOAT, c_boolean BOOLEAN) PARTITIONED BY (dt STRING) ROW FORMAT DELIMITED FIELDS TERMINATED BY ','; LOAD DATA LOCAL INPATH '../../data/files/{table}.txt' INTO TABLE {table} PARTITION (dt='2014');";

    private static string Parts(string table) => string.Concat(new[] { "2008-04-08", "2008-04-09" }.SelectMany(day => new[] { "11", "12" }.Select(hour =>
        $"LOAD DATA LOCAL INPATH '../../data/files/kv1.txt' OVERWRITE INTO TABLE {table} PARTITION (ds='{day}',hr='{hour}');")));

    [GeneratedRegex(@"^\s*(--[^\n]*\n\s*)*(select|with|from\s(?!.*\binsert\b)|\(\s*select)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex(@"\b(order|sort|cluster)\s+by\b[^)]*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Order();

    [GeneratedRegex(@"^\s*(--[^\n]*\n\s*)*(set|explain|describe|desc|show|analyze|drop|use|lock|unlock|dfs|!)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Harmless();

    [GeneratedRegex(@"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")]
    private static partial Regex Number();
}
