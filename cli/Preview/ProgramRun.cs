using System.Diagnostics;
using Nonolive.Pipeline.Processes;

namespace Nonolive.Cli.Preview;

/// <summary>A program that was run to its end.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Errors">What it wrote to the error stream.</param>
internal sealed record ProgramRun(int Exit, string Output, string Errors)
{
    /// <summary>The end of what it wrote: a build's faults come last, and all that it says would bury them.</summary>
    public string Summary => $"{Last(Errors)}\n{Last(Output)}".Trim();

    /// <summary>Runs a program, which ends with this process.</summary>
    /// <param name="program">The program, by path or as found on PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="line">Takes each line of output at once; the lines are kept as well.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ProgramRun> RunAsync(string program, IEnumerable<string> arguments, string folder, Action<string>? line, CancellationToken cancellation)
    {
        var start = ChildGuard.Start(program, arguments);
        start.WorkingDirectory = folder;
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = new System.Text.StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } text)
            {
                output.Append(text).Append('\n');
                line?.Invoke(text);
            }
            await process.WaitForExitAsync(cancellation);
            return new ProgramRun(process.ExitCode, output.ToString(), await errors);
        }
        finally
        {
            await ChildGuard.EndAsync(process);
        }
    }

    private static string Last(string text) => string.Join('\n', text.Trim().Split('\n').TakeLast(10)).Trim();
}
