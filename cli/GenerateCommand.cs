using System.CommandLine;
using Nonolive.Pipeline.Jobs.Generated;

namespace Nonolive.Cli;

/// <summary><c>nono generate</c>: writes the job scripts that follow from the platform's schema and the reports' contracts.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var command = new Command("generate", "Write the scripts that follow from schema.sql and the contracts: tables, snapshots, audits.");
        command.SetAction(_ =>
        {
            foreach (var path in GeneratedJobs.Write(Path.Combine(Repository.Root(), "jobs")))
                Console.WriteLine($"wrote   jobs/{path}");
            return 0;
        });
        return command;
    }
}
