using System.Text;
using Nonolive.Infra.Preview;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests.Preview;

/// <summary>The cost table: what has a line, what a line says, and that nothing which costs is forgotten.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CostTests
{
    private const string Update = "NONO_UPDATE_COST_TABLES";

    [Test]
    public async Task Prices_that_are_not_known_are_named_and_taken_as_inputs()
    {
        var estimate = await EstimateAsync("prod");
        var priced = await EstimateAsync("prod", new CostAssumptions { Prices = new Dictionary<string, decimal> { ["dms.r6i.large-hour"] = 0.3m, ["dms-storage-gb"] = 0.2m } });

        Assert.That(estimate.Unpriced.Select(line => line.PriceName), Is.EquivalentTo(new[] { "dms.r6i.large-hour", "dms-storage-gb" }));
        Assert.That(priced.Unpriced, Is.Empty);
        Assert.That(priced.KnownTotal - estimate.KnownTotal, Is.EqualTo(730 * 2 * 0.3m + 400 * 0.2m));
        Assert.That(estimate.Lines.Single(line => line.PriceName == "endpoint-hour").Monthly, Is.EqualTo(5 * 3 * 730 * 0.013m));
    }

    [Test]
    public async Task The_clean_up_costs_what_failed_runs_make_it_do()
    {
        var one = Line(await EstimateAsync("prod"));
        var hundred = Line(await EstimateAsync("prod", new CostAssumptions { FailedRuns = 100 }));

        Assert.That(one.Types, Is.EqualTo(new[] { "aws:sfn/stateMachine:StateMachine" }));
        Assert.That(one.Quantity, Is.GreaterThan(0));
        Assert.That(hundred.Quantity, Is.EqualTo(100 * one.Quantity));
        Assert.That(hundred.Price, Is.EqualTo(0.025m));
        Assert.That((await EstimateAsync("prod", new CostAssumptions { FailedRuns = 0 })).Lines.Select(line => line.Item), Has.None.EqualTo(one.Item));

        static CostLine Line(CostEstimate estimate) => estimate.Lines.Single(line => line.Item == "State machine: clean-up");
    }

    [Test]
    public async Task A_run_costs_more_transitions_the_more_days_it_computes()
    {
        var settings = Stacks.Settings("prod");
        var more = settings with { Schedule = settings.Schedule with { RecomputeDays = settings.Schedule.RecomputeDays * 2 } };
        var registration = await Stacks.RecordAsync("prod");

        var (few, many) = (Runs(CostEstimate.Of(registration, settings, new())), Runs(CostEstimate.Of(registration, more, new())));

        Assert.That(many, Is.GreaterThan(1.8m * few).And.LessThan(2 * few));

        static decimal Runs(CostEstimate estimate) => estimate.Lines.Single(line => line.Item == "State machine: runs").Quantity;
    }

    [TestCaseSource(typeof(Stacks), nameof(Stacks.All))]
    public async Task Every_type_that_is_registered_has_a_line_or_a_reason_why_it_costs_nothing(string stack)
    {
        var resources = (await Stacks.RecordAsync(stack)).Resources.Where(resource => resource.Type.StartsWith("aws:", StringComparison.Ordinal)).ToList();
        var lines = (await EstimateAsync(stack)).Lines.SelectMany(line => line.Types).ToHashSet();

        Assert.Multiple(() =>
        {
            Assert.That(resources.Where(resource => !lines.Contains(resource.Type) && FreeTypes.ReasonOf(resource) is null).Select(resource => resource.Key), Is.Empty, "These have neither.");
            Assert.That(lines.Where(FreeTypes.Reasons.ContainsKey), Is.Empty, "These have both.");
            Assert.That(lines.Except(resources.Select(resource => resource.Type)), Is.Empty, "A line is for something that is not registered.");
        });
    }

    [Test]
    public async Task No_reason_is_left_over()
    {
        var used = new HashSet<string>();
        foreach (var stack in Stacks.All)
            used.UnionWith((await Stacks.RecordAsync(stack)).Resources.SelectMany(resource => (string[])[resource.Type, $"{resource.Type} ({resource.Text("vpcEndpointType")})"]));
        Assert.That(FreeTypes.Reasons.Keys.Except(used), Is.Empty);
    }

    [Test]
    public void Every_assumption_has_a_name_by_which_it_is_changed()
    {
        var all = new CostAssumptions();
        Assert.That(all.All.Count, Is.EqualTo(typeof(CostAssumptions).GetProperties().Count(property => property.PropertyType == typeof(decimal))));
        foreach (var assumption in all.All)
        {
            var changed = all.With(assumption.Name, 77)!;
            Assert.That(changed.All.Where(other => other.Value == 77).Select(other => other.Name), Is.EqualTo(new[] { assumption.Name }));
        }
        Assert.That(all.With("unknown", 1), Is.Null);
    }

    [Test]
    public void The_page_lists_what_costs_nothing()
    {
        var table = string.Concat(FreeTypes.Reasons.GroupBy(entry => entry.Value).Select(group => $"| {string.Join(", ", group.Select(entry => $"`{entry.Key.Split(':')[1].Split('/')[0]}/{entry.Key.Split(':')[^1]}`"))} | {group.Key} |\n"));
        Assert.That(File.ReadAllText(Path.Combine(Stacks.Repository, "docs", "infrastructure.md")), Does.Contain(table), $"Put this into docs/infrastructure.md:\n{table}");
    }

    [TestCase("test")]
    [TestCase("prod")]
    [TestCase("sandbox")]
    public async Task The_table_reads_as_it_did(string stack)
    {
        var text = new StringBuilder();
        PreviewText.Costs(text, await EstimateAsync(stack));
        var file = Path.Combine(Stacks.Repository, "unit-tests", "infra", "Preview", "Golden", $"{stack}-costs.txt");
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(file, text.ToString());
        Assert.That(text.ToString(), Is.EqualTo((await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n")), $"If this is meant, run the test with {Update}=1.");
    }

    private static async Task<CostEstimate> EstimateAsync(string stack, CostAssumptions? assumptions = null) =>
        CostEstimate.Of(await Stacks.RecordAsync(stack), Stacks.Settings(stack), assumptions ?? new CostAssumptions());
}
