using Nonolive.Infra.Settings;

namespace Nonolive.Infra.Preview;

/// <summary>What a month's cost depends on beside the settings; each is an assumption that a caller may change.</summary>
public sealed record CostAssumptions
{
    /// <value>Hours that a run's cluster lives; 1 by default.</value>
    public decimal HoursPerRun { get; init; } = 1;

    /// <value>Runs a month; 30 by default.</value>
    public decimal RunsPerMonth { get; init; } = 30;

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

    /// <value>Prices by name that override or complete the built-in ones; none by default.</value>
    public IReadOnlyDictionary<string, decimal> Prices { get; init; } = new Dictionary<string, decimal>();
}

/// <summary>One line of the estimate.</summary>
/// <param name="Item">What costs.</param>
/// <param name="Quantity">How much of it a month.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Price">What one unit costs in US dollars, or null where no price is known.</param>
/// <param name="PriceName">The name that gives another price.</param>
/// <param name="Source">Where the price is from, and of what date.</param>
public sealed record CostLine(string Item, decimal Quantity, string Unit, decimal? Price, string PriceName, string Source)
{
    /// <summary>US dollars a month, or null where no price is known.</summary>
    public decimal? Monthly => Price * Quantity;
}

/// <summary>What a stack costs a month.</summary>
/// <param name="Lines">The lines in the order of the flow.</param>
/// <param name="Assumptions">What they assume.</param>
public sealed record CostEstimate(IReadOnlyList<CostLine> Lines, CostAssumptions Assumptions)
{
    private const decimal Hours = 730;

    /// <summary>The sum of the lines whose price is known.</summary>
    public decimal KnownTotal => Lines.Sum(line => line.Monthly ?? 0);

    /// <summary>The lines whose price nobody gave.</summary>
    public IEnumerable<CostLine> Unpriced => Lines.Where(line => line.Price is null);

    /// <summary>Estimates from what is registered and set.</summary>
    public static CostEstimate Of(StackRegistration registration, StackSettings settings, CostAssumptions assumptions) =>
        new([.. Build(registration, settings, assumptions).Where(line => line.Quantity > 0)], assumptions);

    private static IEnumerable<CostLine> Build(StackRegistration registration, StackSettings settings, CostAssumptions assume)
    {
        CostLine Line(string item, decimal quantity, string unit, string price)
        {
            var known = Prices.Find(price);
            return assume.Prices.TryGetValue(price, out var given)
                ? new(item, quantity, unit, given, price, "given by the caller")
                : new(item, quantity, unit, known?.Usd, price, known?.Source ?? "not known");
        }

        int Count(string type) => registration.OfType(type).Count();
        yield return Line("Buckets: storage", assume.StoredGb, "GB-month", "s3-standard-gb");
        var files = settings.Source.Tables.Count * (Hours * 3600 / settings.Replication.BatchSeconds) * assume.ChangingShare;
        yield return Line("DMS: files of changes", Math.Round(files / 1000, 1), "1000 PUT", "s3-put-1000");
        if (settings.Replication.Serverless)
            yield return Line("DMS Serverless: capacity", Hours * settings.Replication.MinCapacity, "DCU-hour", "dms-serverless-dcu-hour");
        else
        {
            var copies = settings.Replication.MultiAz ? 2 : 1;
            yield return Line($"DMS: {settings.Replication.InstanceClass}{(copies > 1 ? ", two zones" : "")}", Hours * copies, "hour", $"{settings.Replication.InstanceClass}-hour");
            yield return Line("DMS: storage", settings.Replication.StorageGb * copies, "GB-month", "dms-storage-gb");
        }
        foreach (var line in Compute(settings, assume, Line))
            yield return line;
        yield return Line("KMS: key", Count("aws:kms/key:Key"), "key-month", "kms-key");
        yield return Line("Secrets", Count("aws:secretsmanager/secret:Secret"), "secret-month", "secret");
        yield return Line("Alarms", Count("aws:cloudwatch/metricAlarm:MetricAlarm"), "alarm-month", "alarm");
        yield return Line("Logs: ingestion", assume.LogGb, "GB", "logs-ingest-gb");
        var endpoints = registration.OfType("aws:ec2/vpcEndpoint:VpcEndpoint").Count(endpoint => endpoint.Text("vpcEndpointType") == "Interface");
        var zones = settings.Sandbox ? 2 : settings.Network.PrivateSubnetIds.Count;
        yield return Line("Interface endpoints", endpoints * zones * Hours, "endpoint-hour", "endpoint-hour");
        yield return Line("Interface endpoints: traffic", endpoints > 0 ? assume.EgressGb : 0, "GB", "endpoint-gb");
        yield return Line("NAT gateway", Count("aws:ec2/natGateway:NatGateway") * Hours, "hour", "nat-hour");
        yield return Line("NAT gateway: traffic", Count("aws:ec2/natGateway:NatGateway") * assume.EgressGb, "GB", "nat-gb");
        yield return Line("Aurora Serverless", Count("aws:rds/clusterInstance:ClusterInstance") * Hours / 2, "ACU-hour", "aurora-acu-hour");
    }

    private static IEnumerable<CostLine> Compute(StackSettings settings, CostAssumptions assume, Func<string, decimal, string, string, CostLine> line)
    {
        var (compute, hours) = (settings.Compute, assume.HoursPerRun * assume.RunsPerMonth);
        if (compute.Serverless)
        {
            yield return line("EMR Serverless: vCPU", hours * compute.ServerlessVcpu, "vCPU-hour", "emr-serverless-vcpu-hour");
            yield return line("EMR Serverless: memory", hours * compute.ServerlessVcpu * 4, "GB-hour", "emr-serverless-gb-hour");
            yield break;
        }
        var steady = 1 + compute.CoreUnits + (compute.TaskOnSpot ? 0 : compute.TaskUnits + assume.ScaledNodes);
        var spot = compute.TaskOnSpot ? compute.TaskUnits + assume.ScaledNodes : 0;
        yield return line($"EMR: {steady:0.#} on-demand nodes of {compute.CoreTypes[0]}", steady * hours, "node-hour", $"{compute.CoreTypes[0]}-hour");
        yield return line($"EMR: {spot:0.#} spot nodes at {assume.SpotShare:P0}", spot * hours * assume.SpotShare, "node-hour", $"{compute.CoreTypes[0]}-hour");
        yield return line("EMR: fee", (steady + spot) * hours, "node-hour", $"emr-fee-{compute.CoreTypes[0]}-hour");
        // EMR gives a node of this size four disks of 32 GB less the root's share.
        yield return line("EMR: disks", Math.Round((steady + spot) * hours / Hours * 114, 2), "GB-month", "ebs-gp3-gb");
    }
}
