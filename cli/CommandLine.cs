using System.CommandLine;
using Nonolive.Cli.Demo;
using Nonolive.Cli.Preview;
using Nonolive.Cli.SqlTest;
using Nonolive.Cli.Test;
using Nonolive.Cli.Verify;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Cli;

/// <summary>The commands of <c>nono</c> and what their exit codes mean: 0 done, 1 failed, 2 a fault that the user can mend, 130 interrupted.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int UserFault = 2;
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(string[] args, TimeProvider clock)
    {
        var root = new RootCommand("Nonolive live-broadcast reporting: the whole pipeline on one machine.")
        {
            DemoCommand.Create(clock),
            TestCommand.Create(),
            VerifyCommand.Create(clock),
            PreviewCommand.Create(),
            ErrorsCommand.Create(),
            HiveCommand.Create(clock),
            GenerateCommand.Create(),
            SqlTestCommand.Create(),
            MutateCommand.Create(),
            SetAsideCommand.Create(),
        };
        try
        {
            // The shell's options are the Hive CLI's (-hivevar, -S …), which this parser would take apart.
            if (args is ["hive", .. var options])
                return await HiveCommand.RunAsync(options, clock, CancellationToken.None);
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) };
            return await root.Parse(args).InvokeAsync(configuration);
        }
        catch (UserErrorException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return UserFault;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("interrupted");
            return Interrupted;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"This is a fault in nono itself; please report it with what follows.\n{e}");
            return Failed;
        }
    }
}
