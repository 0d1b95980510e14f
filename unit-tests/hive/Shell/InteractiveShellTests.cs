using Nonolive.Hive.Shell;

namespace Nonolive.Hive.Tests.Shell;

[Parallelizable(ParallelScope.All)]
internal sealed class InteractiveShellTests
{
    [Test]
    public async Task A_statement_over_several_lines_runs_at_its_semicolon()
    {
        var run = await Type(Line("select 1,"), Line("  2;"));
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Is.EqualTo("1\t2\n"));
            Assert.That(run.Screen, Does.Contain("hive (default)> ").And.Contain("             > "));
            Assert.That(run.Error, Does.Contain("Fetched: 1 row(s)"));
            Assert.That(run.Code, Is.Zero);
        });
    }

    [Test]
    public async Task A_wrong_statement_does_not_end_the_shell()
    {
        var run = await Type(Line("select nothing_here;"), Line("select 3;"));
        Assert.Multiple(() =>
        {
            Assert.That(run.Error, Does.Contain("FAILED: ").And.Contain("nothing_here"));
            Assert.That(run.Output, Is.EqualTo("3\n"));
        });
    }

    [Test]
    public async Task Control_C_gives_up_what_was_typed()
    {
        var run = await Type(Line("select 1,"), [Control('c')], Line("select 4;"));
        Assert.That(run.Output, Is.EqualTo("4\n"));
    }

    [Test]
    public async Task Arrow_up_brings_back_the_lines_of_this_and_of_earlier_sessions()
    {
        var history = await InFile(async file =>
        {
            await Type(file, Line("select 5;"));
            var run = await Type(file, [Special(ConsoleKey.UpArrow), Special(ConsoleKey.Enter)], Line("select 6;"), [Special(ConsoleKey.UpArrow), Special(ConsoleKey.UpArrow), Special(ConsoleKey.DownArrow), Special(ConsoleKey.Enter)]);
            Assert.That(run.Output, Is.EqualTo("5\n6\n6\n"));
        });
        Assert.That(history, Is.EqualTo(new[] { "select 5;", "select 6;" }));
    }

    [Test]
    public async Task Keys_edit_the_line()
    {
        var run = await Type([.. Keys("elect 71;"), Special(ConsoleKey.Home), .. Keys("s"), Special(ConsoleKey.End), Special(ConsoleKey.LeftArrow), Special(ConsoleKey.Backspace), Special(ConsoleKey.Enter)]);
        Assert.That(run.Output, Is.EqualTo("7\n"));
    }

    [TestCase("quit;")]
    [TestCase("exit")]
    [TestCase("!quit")]
    public async Task The_shell_ends_at_quit(string word)
    {
        var run = await Type(Line(word), Line("select 8;"));
        Assert.That((run.Code, run.Output), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task Piped_lines_are_read_without_keys()
    {
        var output = new StringWriter { NewLine = "\n" };
        await InFile(async file => await HiveShell.RunAsync([], output, TextWriter.Null, new LineEditor(file, new Script(["select", "9;"])), TimeProvider.System));
        Assert.That(output.ToString(), Is.EqualTo("9\n"));
    }

    private static Task<(int Code, string Output, string Error, string Screen)> Type(params ConsoleKeyInfo[][] keys) => Type(null, keys);

    private static async Task<(int Code, string Output, string Error, string Screen)> Type(string? history, params ConsoleKeyInfo[][] keys)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var script = new Script([.. keys.SelectMany(some => some)]);
        var code = 0;
        async Task Run(string file) => code = await HiveShell.RunAsync([], output, error, new LineEditor(file, script), TimeProvider.System);
        if (history is null)
            await InFile(Run);
        else
            await Run(history);
        return (code, output.ToString(), error.ToString(), script.Screen);
    }

    private static async Task<string[]> InFile(Func<string, Task> use)
    {
        var folder = TestFoldersAttribute.Create();
        try
        {
            var file = Path.Combine(folder, "history");
            await use(file);
            return File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ConsoleKeyInfo[] Line(string text) => [.. Keys(text), Special(ConsoleKey.Enter)];

    private static IEnumerable<ConsoleKeyInfo> Keys(string text) => text.Select(letter => new ConsoleKeyInfo(letter, ConsoleKey.None, false, false, false));

    private static ConsoleKeyInfo Special(ConsoleKey key) => new('\0', key, false, false, false);

    private static ConsoleKeyInfo Control(char letter) => new((char)(letter & 31), Enum.Parse<ConsoleKey>(letter.ToString().ToUpperInvariant()), false, false, control: true);

    /// <summary>Keys or lines in order, then Ctrl-D or the end of input.</summary>
    private sealed class Script : ITerminal
    {
        private readonly Queue<ConsoleKeyInfo> _keys = [];
        private readonly Queue<string> _lines = [];
        private readonly System.Text.StringBuilder _screen = new();

        public Script(ConsoleKeyInfo[] keys) => _keys = new(keys);

        public Script(string[] lines) => (_lines, IsRedirected) = (new(lines), true);

        public bool IsRedirected { get; }

        public string Screen => _screen.ToString();

        public string? ReadLine() => _lines.TryDequeue(out var line) ? line : null;

        public ConsoleKeyInfo ReadKey() => _keys.TryDequeue(out var key) ? key : Control('d');

        public void Write(string text) => _screen.Append(text);
    }
}
