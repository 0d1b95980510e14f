using System.Diagnostics;
using System.Text;
using Nonolive.Pipeline.Processes;

namespace Nonolive.LocalCloud.Processes;

/// <summary>
/// A server that dies with us, whatever we die of (<see cref="ChildGuard"/>), and that says by a line when it is ready.
/// </summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
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
        var start = ChildGuard.Start(program, arguments);
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
            await ChildGuard.EndAsync(_shell);
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
