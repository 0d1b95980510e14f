using System.CommandLine;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Cli;

/// <summary><c>nono errors</c>: every NONO number and what it means.</summary>
internal static class ErrorsCommand
{
    public static Command Create()
    {
        var command = new Command("errors", "Explain every NONO number, as Markdown.");
        command.SetAction(async (_, cancellation) => await Console.Out.WriteAsync(ErrorReference.Markdown().AsMemory(), cancellation));
        return command;
    }
}
