using Nonolive.Cli.Demo;
using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Promotion;

namespace Nonolive.Cli.Verify;

/// <summary>What is verified, as it was when the verification began, and what came of it.</summary>
internal sealed class Verification
{
    public const int Failed = 1;
    public const int Breaks = 3;

    private const string Fidelity =
        "Buckets, keys and topics of an emulator; replication, state machine and Hive are this project's engines; no IAM, no network, no clusters (docs/local-cloud.md)";

    private readonly string _stack;
    private readonly Digests _digests;
    private readonly Evidence? _before;
    private readonly SortedDictionary<string, string> _texts;
    private readonly ContractCatalog _contracts;

    private Verification(string root, string stack)
    {
        _stack = stack;
        var jobs = JobCatalog.Load(Path.Combine(root, "jobs"));
        _digests = Digests.Of(root, jobs);
        _before = Pipeline.Promotion.Evidence.Find(root);
        _texts = new SortedDictionary<string, string>(jobs.Contracts.ToDictionary(file => file.Path, file => file.Text), StringComparer.Ordinal);
        _contracts = ContractCatalog.Parse(_texts.Select(file => (file.Key, file.Value)));
    }

    /// <exception cref="Pipeline.Errors.UserErrorException">The job catalog, a contract or the evidence so far cannot be read.</exception>
    public static Verification Begin(string root, string stack) => new(root, stack);

    /// <summary>Values that differ, rows that break their contract, and reports that were not published.</summary>
    public IReadOnlyList<string> Faults(DemoResult result) =>
    [
        .. result.Differences,
        .. result.Reports.SelectMany(report => ContractCheck.Violations(_contracts[report.Manifest.Report], report.Rows).Select(violation => $"{report.Manifest.Report}: {violation}")),
        .. _contracts.Contracts.Select(contract => contract.Report).Except(result.Reports.Select(report => report.Manifest.Report)).Select(report => $"{report}: it was not published."),
    ];

    public Evidence Evidence(DemoRun run, string? accepted, DateTimeOffset now)
    {
        var (known, breaking) = Pipeline.Promotion.Evidence.Compare(_before, _texts, accepted);
        return new Evidence
        {
            Stack = _stack,
            VerifiedAt = now,
            Digests = _digests,
            Engines = new SortedDictionary<string, string>
            {
                ["aws"] = run.Cloud.Aws.Name,
                ["aurora"] = run.Cloud.Postgres.Name,
                ["hive"] = "embedded engine, Hive 3.1 semantics",
            },
            Fidelity = Fidelity,
            Reports = [.. run.Result.Reports.Select(report => new VerifiedReport(
                report.Manifest.Report, _contracts[report.Manifest.Report].SchemaVersion, report.Manifest.Rows, report.Values))],
            Contracts = known,
            Breaking = breaking,
            BreakingAccepted = breaking.Count > 0 ? accepted : null,
        };
    }
}
