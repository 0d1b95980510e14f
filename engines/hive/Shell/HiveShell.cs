using System.Globalization;
using Nonolive.Hive.Functions;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Shell;

/// <summary><c>nono hive</c>: runs statements or a script, or reads them from the terminal, and prints rows as the Hive CLI does.</summary>
public static class HiveShell
{
    private const int Done = 0;
    private const int UserFault = 2;
    private const string MetastoreName = ".metastore.json";
    private const string Interrupt = "\u0003";

    /// <summary>Runs the shell; rows go to <paramref name="output"/>, everything else to <paramref name="error"/>.</summary>
    /// <returns>0 where all statements ran, 2 where one was wrong.</returns>
    public static Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellation = default)
    {
        var history = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nonolive", "hive-history");
        return RunAsync(arguments, output, error, new LineEditor(history, new ConsoleTerminal()), time, cancellation);
    }

    internal static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, LineEditor editor, TimeProvider time, CancellationToken cancellation = default)
    {
        var parsed = ShellArguments.Parse(arguments);
        if (parsed.Help)
        {
            await output.WriteLineAsync(ShellArguments.Usage);
            return Done;
        }
        if (parsed.ListFunctions)
        {
            foreach (var function in FunctionCatalog.Instance.All)
                await output.WriteLineAsync($"{function.Name}\t{function.Kind}\t{Words(function.Status)}");
            return Done;
        }
        var temporary = parsed.Lake is null ? Directory.CreateTempSubdirectory("nono-hive-lake-").FullName : null;
        try
        {
            return await RunAsync(parsed, temporary ?? parsed.Lake!, output, error, editor, time, cancellation);
        }
        finally
        {
            if (temporary is not null)
                Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task<int> RunAsync(
        ShellArguments arguments, string lake, TextWriter output, TextWriter error, LineEditor editor, TimeProvider time, CancellationToken cancellation)
    {
        var file = Path.Combine(lake, MetastoreName);
        var metastore = MetastoreFile.Load(file);
        metastore.AddDatabase(new HiveDatabase("default", "s3://lake/warehouse", "Default Hive database"));
        var store = new FileObjectStore(lake);
        await using var session = new HiveSession(new HiveOptions
        {
            Store = store,
            Metastore = metastore,
            HiveVars = arguments.HiveVars,
            HiveConfs = arguments.HiveConfs,
            Time = time,
            Database = arguments.Database,
        });
        var runner = new Runner(session, metastore, arguments.Lake is null ? null : file, output, error, time);
        if (arguments.Statements is { } statements)
            return await runner.RunScriptAsync(statements, "-e", cancellation);
        if (arguments.File is { } script)
            return await runner.RunScriptAsync(await ReadAsync(script, store, cancellation), script, cancellation);
        return await runner.RunTerminalAsync(editor, cancellation);
    }

    private static async Task<string> ReadAsync(string path, FileObjectStore store, CancellationToken cancellation)
    {
        if (path.Contains("://", StringComparison.Ordinal))
            return await store.ReadTextAsync(ObjectUri.Parse(path), cancellation);
        return File.Exists(path) ? await File.ReadAllTextAsync(path, cancellation) : throw ShellErrors.NoSuchFile(path);
    }

    private static string Words(FunctionStatus status) => status switch
    {
        FunctionStatus.Golden => "checked against Hive's recorded results",
        FunctionStatus.SourceRead => "read from Hive's source",
        _ => "unverified: refused",
    };

    private sealed class Runner(
        HiveSession session, InMemoryMetastore metastore, string? metastoreFile, TextWriter output, TextWriter error, TimeProvider time)
    {
        private long _saved = metastore.Version;

        internal async Task<int> RunScriptAsync(string script, string name, CancellationToken cancellation)
        {
            try
            {
                await RunAsync(script, name, timed: false, cancellation);
                return Done;
            }
            catch (UserErrorException e)
            {
                await output.FlushAsync(CancellationToken.None);
                await error.WriteLineAsync($"FAILED: {e.Message}");
                return UserFault;
            }
        }

        internal async Task<int> RunTerminalAsync(LineEditor editor, CancellationToken cancellation)
        {
            var buffer = new StatementBuffer();
            while (!cancellation.IsCancellationRequested)
            {
                var prompt = buffer.IsEmpty ? $"hive ({session.Database})> " : new string(' ', session.Database.Length + 6) + "> ";
                if (editor.Read(prompt) is not { } line)
                    return Done;
                if (line == Interrupt)
                {
                    buffer.Clear();
                    continue;
                }
                if (buffer.IsEmpty && line.Trim().TrimEnd(';').Trim().ToLowerInvariant() is "quit" or "exit" or "!quit" or "!exit")
                    return Done;
                buffer.Add(line);
                if (buffer.Take() is { } statements)
                    await RunInteractiveAsync(statements, cancellation);
            }
            return Done;
        }

        private async Task RunInteractiveAsync(string statements, CancellationToken cancellation)
        {
            using var statement = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            ConsoleCancelEventHandler stop = (_, pressed) =>
            {
                pressed.Cancel = true;
                statement.Cancel();
            };
            Console.CancelKeyPress += stop;
            try
            {
                await RunAsync(statements, "terminal", timed: true, statement.Token);
            }
            catch (UserErrorException e)
            {
                await error.WriteLineAsync($"FAILED: {e.Message}");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                await error.WriteLineAsync("Interrupted.");
            }
            finally
            {
                Console.CancelKeyPress -= stop;
            }
        }

        private async Task RunAsync(string script, string name, bool timed, CancellationToken cancellation)
        {
            var started = time.GetTimestamp();
            await foreach (var result in session.RunAsync(script, name, cancellation))
            {
                var rows = 0L;
                var header = result.Columns.Count > 0 && string.Equals(session.Setting("hive.cli.print.header"), "true", StringComparison.OrdinalIgnoreCase);
                if (header)
                    await output.WriteLineAsync(string.Join('\t', result.Columns.Select(column => column.Name)));
                await foreach (var row in result.Rows.WithCancellation(cancellation))
                {
                    await output.WriteLineAsync(string.Join('\t', row.Select((value, i) => CellText.Of(value, result.Columns[i].Type))));
                    rows++;
                }
                await output.FlushAsync(cancellation);
                Save();
                if (timed)
                {
                    var seconds = time.GetElapsedTime(started).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
                    await error.WriteLineAsync($"OK\nTime taken: {seconds} seconds{(result.Columns.Count > 0 ? $", Fetched: {rows} row(s)" : "")}");
                    started = time.GetTimestamp();
                }
            }
        }

        // After each statement, so that a script that fails later has kept what it defined before.
        private void Save()
        {
            if (metastoreFile is null || metastore.Version == _saved)
                return;
            MetastoreFile.Save(metastore, metastoreFile);
            _saved = metastore.Version;
        }
    }
}
