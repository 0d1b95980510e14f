using System.Text.Json.Serialization;

namespace Nonolive.Infra.Preview;

/// <summary>What a month's cost depends on beside the settings; each is an assumption that a caller may change.</summary>
public sealed record CostAssumptions
{
    /// <value>Hours that a run's cluster lives; 1 by default.</value>
    public decimal HoursPerRun { get; init; } = 1;

    /// <value>Runs a month; 30 by default.</value>
    public decimal RunsPerMonth { get; init; } = 30;

    /// <value>Runs a month that fail or are stopped, each of which starts the clean-up; 1 by default.</value>
    public decimal FailedRuns { get; init; } = 1;

    /// <value>Average GB in the buckets; 50 by default.</value>
    public decimal StoredGb { get; init; } = 50;

    /// <value>Part of the price that spot capacity costs; 0.4 by default.</value>
    public decimal SpotShare { get; init; } = 0.4m;

    /// <value>Average task nodes that scaling adds while a run lasts; 0 by default.</value>
    public decimal ScaledNodes { get; init; }

    /// <value>GB of logs a month; 1 by default.</value>
    public decimal LogGb { get; init; } = 1;

    /// <value>GB a month that go by a NAT gateway or an interface endpoint; 5 by default.</value>
    public decimal EgressGb { get; init; } = 5;

    /// <value>Part of the time in which each table changes, which is when DMS writes files; 1 by default, the worst case.</value>
    public decimal ChangingShare { get; init; } = 1;

    /// <value>Requests a month to the key, which bucket keys and data keys make few; 100,000 by default.</value>
    public decimal KeyRequests { get; init; } = 100_000;

    /// <value>Seconds a month that the functions run; 600 by default.</value>
    public decimal FunctionSeconds { get; init; } = 600;

    /// <value>GB in the sandbox's Aurora; 10 by default.</value>
    public decimal AuroraGb { get; init; } = 10;

    /// <value>Prices by name that override or complete the built-in ones; none by default.</value>
    public IReadOnlyDictionary<string, decimal> Prices { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The names by which <see cref="With"/> changes them, with their values and what they count.</summary>
    [JsonIgnore]
    public IReadOnlyList<CostAssumption> All =>
    [
        new("hours-per-run", HoursPerRun, "hours of a run's cluster", (all, value) => all with { HoursPerRun = value }),
        new("runs-per-month", RunsPerMonth, "runs", (all, value) => all with { RunsPerMonth = value }),
        new("failed-runs", FailedRuns, "of them fail or are stopped", (all, value) => all with { FailedRuns = value }),
        new("stored-gb", StoredGb, "GB in the buckets", (all, value) => all with { StoredGb = value }),
        new("spot-share", SpotShare, "of the price for spot capacity", (all, value) => all with { SpotShare = value }),
        new("scaled-nodes", ScaledNodes, "nodes added by scaling", (all, value) => all with { ScaledNodes = value }),
        new("log-gb", LogGb, "GB of logs", (all, value) => all with { LogGb = value }),
        new("egress-gb", EgressGb, "GB by NAT or endpoints", (all, value) => all with { EgressGb = value }),
        new("changing-share", ChangingShare, "of the time each table changes", (all, value) => all with { ChangingShare = value }),
        new("key-requests", KeyRequests, "requests to the key", (all, value) => all with { KeyRequests = value }),
        new("function-seconds", FunctionSeconds, "seconds of functions", (all, value) => all with { FunctionSeconds = value }),
        new("aurora-gb", AuroraGb, "GB in the sandbox's Aurora", (all, value) => all with { AuroraGb = value }),
    ];

    /// <summary>The same with another value for one of them, or null where there is none of that name.</summary>
    public CostAssumptions? With(string name, decimal value) => All.FirstOrDefault(assumption => assumption.Name == name)?.Change(this, value);
}

/// <summary>One assumption by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Meaning">What it counts.</param>
/// <param name="Change">Gives all with another value for this one.</param>
public sealed record CostAssumption(string Name, decimal Value, string Meaning, Func<CostAssumptions, decimal, CostAssumptions> Change);
