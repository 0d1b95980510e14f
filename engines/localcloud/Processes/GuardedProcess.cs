using System.Diagnostics;
using System.Text;

namespace Nonolive.LocalCloud.Processes;

/// <summary>
/// A child that dies with us, whatever we die of. A shell between us and it holds the other end of a pipe: when the pipe
/// closes, because we closed it or because the system did after a SIGKILL, the shell kills the child. The parent-death
/// signal of Linux would not do: it fires when the *thread* that started the child ends (prctl(2)).
/// </summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    private const string Guard = """
        exec 3<&0 0</dev/null
        "$@" 3<&- &
        child=$!
        ( cat <&3 >/dev/null; kill -9 "$child" ) >/dev/null 2>&1 &
        guard=$!
        exec 3<&-
        wait "$child"
        code=$?
        kill "$guard" 2>/dev/null
        exit $code
        """;

    private readonly Process _shell;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GuardedProcess(Process shell) => _shell = shell;

    /// <summary>What it has written, as far as it has been read.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public bool HasExited => _shell.HasExited;

    /// <summary>Starts a program and waits for the line that says it is ready.</summary>
    /// <param name="program">The program, by path or as found on PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables over the inherited ones.</param>
    /// <param name="isReady">Whether a line says that it is ready.</param>
    /// <param name="cancellation">Stops the wait and the child.</param>
    /// <exception cref="Pipeline.Errors.UserErrorException">It exited before it was ready.</exception>
    public static async Task<(GuardedProcess Process, string Line)> StartAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, Func<string, bool> isReady, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "guard", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var guarded = new GuardedProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        guarded._shell.OutputDataReceived += (_, line) => guarded.Read(line.Data, isReady);
        guarded._shell.ErrorDataReceived += (_, line) => guarded.Read(line.Data, isReady);
        guarded._shell.Exited += (_, _) => guarded._ready.TrySetException(LocalCloudErrors.PartDied(program, guarded._shell.ExitCode, guarded.Output));
        guarded._shell.Start();
        guarded._shell.BeginOutputReadLine();
        guarded._shell.BeginErrorReadLine();
        try
        {
            return (guarded, await guarded._ready.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellation));
        }
        catch
        {
            await guarded.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_shell.HasExited)
            {
                _shell.StandardInput.Close();
                await _shell.WaitForExitAsync();
            }
        }
        finally
        {
            _shell.Dispose();
        }
    }

    private void Read(string? line, Func<string, bool> isReady)
    {
        if (line is null)
            return;
        lock (_output)
        {
            // Enough for a message; a server that runs for hours must not fill the memory.
            if (_output.Length < 64 * 1024)
                _output.AppendLine(line);
        }
        if (isReady(line))
            _ready.TrySetResult(line);
    }
}
