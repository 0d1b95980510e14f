using Nonolive.Hive.Shell;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Tests.Shell;

[Parallelizable(ParallelScope.All)]
internal sealed class HiveShellTests
{
    [Test]
    public async Task Rows_are_printed_as_the_Hive_CLI_prints_them()
    {
        var (code, output, error) = await Run("-e", "select 1, 'a', cast(null as int), 1.5D, true, array(1,2), map('k',1)");
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Zero, error);
            Assert.That(output, Is.EqualTo("1\ta\tNULL\t1.5\ttrue\t[1,2]\t{\"k\":1}\n"));
            Assert.That(error, Is.Empty);
        });
    }

    [Test]
    public async Task The_header_is_printed_when_it_is_set()
    {
        var (_, output, _) = await Run("-e", "set hive.cli.print.header=true; select 1 as a, 2 as b");
        Assert.That(output, Is.EqualTo("a\tb\n1\t2\n"));
    }

    [Test]
    public async Task Variables_reach_the_statements()
    {
        var (_, output, _) = await Run("--hivevar", "dt=2026-01-31", "-e", "select '${hivevar:dt}'");
        Assert.That(output, Is.EqualTo("2026-01-31\n"));
    }

    [Test]
    public async Task A_wrong_statement_goes_to_the_error_stream_and_the_exit_code()
    {
        var (code, output, error) = await Run("-e", "select 1; select nothing_here");
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(output, Is.EqualTo("1\n"));
            Assert.That(error, Does.StartWith("FAILED: ").And.Contain("nothing_here"));
        });
    }

    [Test]
    public async Task A_lake_keeps_tables_between_runs()
    {
        var lake = TestFoldersAttribute.Create();
        try
        {
            await Run("--lake", lake, "-e", "create table t (a int); insert into t values (7)");
            var (_, output, error) = await Run("--lake", lake, "-e", "select a from t");
            Assert.That(output, Is.EqualTo("7\n"), error);
        }
        finally
        {
            Directory.Delete(lake, recursive: true);
        }
    }

    [Test]
    public async Task Functions_are_listed_with_how_sure_they_are()
    {
        var (_, output, _) = await Run("--functions");
        Assert.That(output, Does.Contain("get_json_object\tscalar\t"));
    }

    [TestCase("--nope")]
    [TestCase("-e")]
    [TestCase("--hivevar", "x")]
    [TestCase("-e", "x", "-f", "y")]
    [TestCase("-f", "no/such/file.sql")]
    public void Wrong_options_are_explained(params string[] arguments) =>
        Assert.That(async () => await Run(arguments), Throws.TypeOf<UserErrorException>().With.Property("Code").EqualTo(ErrorCode.HiveShellOption));

    [TestCase("select ';' ", false)]
    [TestCase("select 'it''s;", false)]
    [TestCase("select 1; -- done", true)]
    [TestCase("select 1 -- not; yet", false)]
    [TestCase("select \"a\\\";\";", true)]
    public void A_statement_is_complete_at_a_semicolon_outside_quotes_and_comments(string text, bool complete)
    {
        var buffer = new StatementBuffer();
        buffer.Add(text);
        Assert.That(buffer.Take() is not null, Is.EqualTo(complete));
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var code = await HiveShell.RunAsync(arguments, output, error, TimeProvider.System);
        return (code, output.ToString(), error.ToString());
    }
}
