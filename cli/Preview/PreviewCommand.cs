using System.CommandLine;
using System.Globalization;
using Nonolive.Infra.Preview;

namespace Nonolive.Cli.Preview;

/// <summary><c>nono preview</c>: what a stack's program registers, what differs, who may do what, and what it costs; without a cloud.</summary>
internal static class PreviewCommand
{
    public static Command Create()
    {
        var defaults = new CostAssumptions();
        var stack = new Option<string>("--stack") { Description = "The stack, as in Pulumi.STACK.yaml.", DefaultValueFactory = _ => "prod" };
        var against = new Option<string?>("--against") { Description = "Compare with a saved registration (a file) or with a commit, branch or tag." };
        var save = new Option<string?>("--save") { Description = "Save what is registered, for a later --against." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var markdown = new Option<bool>("--markdown") { Description = "Print Markdown, for a pull request." };
        var hours = new Option<decimal>("--hours-per-run") { Description = "Hours that a run's cluster lives.", DefaultValueFactory = _ => defaults.HoursPerRun };
        var runs = new Option<decimal>("--runs-per-month") { Description = "Runs a month.", DefaultValueFactory = _ => defaults.RunsPerMonth };
        var stored = new Option<decimal>("--stored-gb") { Description = "Average GB in the buckets.", DefaultValueFactory = _ => defaults.StoredGb };
        var nodes = new Option<decimal>("--scaled-nodes") { Description = "Average task nodes that scaling adds while a run lasts.", DefaultValueFactory = _ => defaults.ScaledNodes };
        var assume = new Option<string[]>("--assume") { Description = "Another assumption of the cost, NAME=VALUE, by the names that the cost table ends with; may be repeated." };
        var prices = new Option<string[]>("--price") { Description = "A unit price that overrides or completes the built-in ones, NAME=USD; may be repeated." };

        var command = new Command("preview", "Show what a stack would register, what differs, and what it costs. Exit code 0: nothing differs, 3: something does, 4: it would be refused.")
        {
            stack, against, save, json, markdown, hours, runs, stored, nodes, assume, prices,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var root = Repository.Root();
            var name = parsed.GetValue(stack)!;
            // This side first: a fault of its settings is told before another commit is built.
            var report = await PreviewReport.CreateAsync(name, new PreviewOptions
            {
                Repository = root,
                Costs = (parsed.GetValue(assume) ?? []).Aggregate(new CostAssumptions
                {
                    HoursPerRun = parsed.GetValue(hours),
                    RunsPerMonth = parsed.GetValue(runs),
                    StoredGb = parsed.GetValue(stored),
                    ScaledNodes = parsed.GetValue(nodes),
                    Prices = (parsed.GetValue(prices) ?? []).Select(Price).ToDictionary(),
                }, Assume),
            });
            if (parsed.GetValue(save) is { } file)
                await SaveAsync(report, file, cancellation);
            if (parsed.GetValue(against) is { } reference)
            {
                var (before, title) = await new EarlierRegistration(root, name, Console.Error).LoadAsync(reference, cancellation);
                report = report.ComparedWith(before, title);
            }
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? report.ToJson() : parsed.GetValue(markdown) ? report.ToMarkdown() : report.ToText());
            return report.ExitCode;
        });
        return command;
    }

    private static async Task SaveAsync(PreviewReport report, string file, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync(file, report.Registration.ToJson(), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CliErrors.CannotSave(file, e);
        }
    }

    private static CostAssumptions Assume(CostAssumptions all, string text) =>
        text.Split('=') is [var name, var value] && decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= 0 && all.With(name, number) is { } changed
            ? changed
            : throw CliErrors.NotAnAssumption(text, all.All.Select(one => one.Name));

    private static KeyValuePair<string, decimal> Price(string text) =>
        text.Split('=') is [{ Length: > 0 } name, var value] && decimal.TryParse(value, CultureInfo.InvariantCulture, out var usd) && usd >= 0
            ? KeyValuePair.Create(name, usd)
            : throw CliErrors.NotAPrice(text);
}
