using System.CommandLine;
using Nonolive.Hive.Shell;

namespace Nonolive.Cli;

/// <summary><c>nono hive</c>: the embedded engine's shell, which reads its options in the Hive CLI's own spelling.</summary>
internal static class HiveCommand
{
    public static Command Create(TimeProvider clock)
    {
        var rest = new Argument<string[]>("options") { Arity = ArgumentArity.ZeroOrMore, Description = "See: nono hive --help" };
        var command = new Command("hive", "Run Hive SQL on this machine: -e STATEMENTS, -f FILE, or a shell.") { rest };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(rest) ?? [], clock, cancellation));
        return command;
    }

    /// <summary>Runs the shell with what stands after <c>hive</c>.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> options, TimeProvider clock, CancellationToken cancellation)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
        return await HiveShell.RunAsync(options, output, Console.Error, clock, cancellation);
    }
}
