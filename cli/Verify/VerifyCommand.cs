using System.CommandLine;
using Nonolive.Cli.Demo;
using Nonolive.Pipeline.Promotion;
using Spectre.Console;

namespace Nonolive.Cli.Verify;

/// <summary><c>nono verify</c>: runs a stack's whole flow and writes down, as evidence for production, that it came out right.</summary>
internal static class VerifyCommand
{
    public static Command Create(TimeProvider clock)
    {
        var stack = new Option<string>("--stack") { Description = "The stack, as in Pulumi.STACK.yaml.", DefaultValueFactory = _ => "test" };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same day.", DefaultValueFactory = _ => new DemoOptions().Seed };
        var accept = new Option<string?>("--accept-breaking") { Description = "Why contracts may break those who read the reports." };
        var command = new Command("verify", $"Run the whole flow of a stack on the local cloud and write {Evidence.FileName}, which a production stack demands. Exit code 0: verified, 1: something was wrong, 3: the contracts break readers.")
        {
            stack, seed, accept,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new DemoOptions { Stack = parsed.GetValue(stack)!, Seed = parsed.GetValue(seed) }, parsed.GetValue(accept), clock, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, string? accept, TimeProvider clock, CancellationToken cancellation)
    {
        var root = Repository.Root();
        // What is read now is what is written down, even if somebody edits it while the flow runs.
        var verification = Verification.Begin(root, options.Stack);
        await using var demo = new DemoRun(root, options, clock);
        await new PlainDemoView(Console.Out, clock).RunAsync(stages => demo.RunAsync(stages, cancellation));
        var faults = verification.Faults(demo.Result);
        if (faults.Count > 0)
        {
            AnsiConsole.Console.MarkupLine($"[red]Not verified: {faults.Count:N0} faults.[/]");
            foreach (var fault in faults.Take(20))
                Console.WriteLine("  " + fault);
            return Verification.Failed;
        }
        var evidence = verification.Evidence(demo, accept, clock.GetUtcNow());
        await File.WriteAllTextAsync(Path.Combine(root, Evidence.FileName), evidence.ToJson(), cancellation);
        Console.WriteLine($"Verified: {evidence.Reports.Count} reports, {demo.Result.Values:N0} values, program {evidence.Digests.Program[..8]}, jobs {evidence.Digests.Jobs[..8]}. Evidence: {Evidence.FileName}");
        if (evidence.Breaking.Count == 0)
            return 0;
        Console.WriteLine(accept is null ? "Whoever reads the reports would break, so production refuses this (--accept-breaking WHY):" : "Whoever reads the reports breaks, which is accepted:");
        foreach (var change in evidence.Breaking)
            Console.WriteLine("  " + change);
        return accept is null ? Verification.Breaks : 0;
    }
}
