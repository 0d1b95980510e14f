using System.CommandLine;
using Spectre.Console;

namespace Nonolive.Cli.Demo;

/// <summary><c>nono demo</c>: the whole flow on this machine, from a database row and an app event to a checked, published report.</summary>
internal static class DemoCommand
{
    private const int RedirectedWidth = 250;

    public static Command Create(TimeProvider clock)
    {
        var defaults = new DemoOptions();
        var viewers = new Option<int>("--viewers") { Description = "Viewers of the simulated platform.", DefaultValueFactory = _ => defaults.Viewers };
        var anchors = new Option<int>("--anchors") { Description = "Anchors (streamers).", DefaultValueFactory = _ => defaults.Anchors };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same day.", DefaultValueFactory = _ => defaults.Seed };
        var rows = new Option<int>("--rows") { Description = "Rows printed of each report.", DefaultValueFactory = _ => defaults.Rows };
        var keep = new Option<bool>("--keep") { Description = "Keep the local cloud running until Ctrl-C." };
        var output = new Option<string>("--output") { Description = "Folder for copies of the reports.", DefaultValueFactory = _ => defaults.Output };
        AtLeastOne(viewers);
        AtLeastOne(anchors);
        AtLeastOne(rows);

        var command = new Command("demo", "Provision the test stack on the local cloud, run the whole flow and show the reports.")
        {
            viewers, anchors, seed, rows, keep, output,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new DemoOptions
            {
                Viewers = parsed.GetValue(viewers),
                Anchors = parsed.GetValue(anchors),
                Seed = parsed.GetValue(seed),
                Rows = parsed.GetValue(rows),
                Keep = parsed.GetValue(keep),
                Output = parsed.GetValue(output)!,
            },
            clock,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var console = AnsiConsole.Console;
        // A file or a pipe has no edge to wrap at.
        if (Console.IsOutputRedirected)
            console.Profile.Width = RedirectedWidth;
        IDemoView view = console.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? new LiveDemoView(console)
            : new PlainDemoView(Console.Out, clock);
        await using var demo = new DemoRun(Repository.Root(), options, clock);
        await view.RunAsync(stages => demo.RunAsync(stages, cancellation));
        new DemoReport(console, options).Write(demo.Result);
        if (options.Keep)
            await demo.KeepAsync(console, cancellation);
        return demo.Result.Differences.Count == 0 ? 0 : 1;
    }

    private static void AtLeastOne(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{option.Name} must be at least 1, and is {result.GetValueOrDefault<int>()}.");
    });
}
