using System.Globalization;
using System.Text.Json.Nodes;
using Nonolive.Infra.Settings;

namespace Nonolive.Infra.Preview;

/// <summary>The lines of an estimate, in the order of the flow. Free tiers are not deducted: an account has them once, for all it runs.</summary>
internal sealed class CostLines(StackRegistration registration, StackSettings settings, CostAssumptions assume)
{
    private const decimal Hours = 730;
    private const string Machine = "aws:sfn/stateMachine:StateMachine";

    public IEnumerable<CostLine> Build() => [.. Storage(), .. Replication(), .. Compute(), .. Orchestration(), .. Watching(), .. Network(), .. Sandbox()];

    private IEnumerable<CostLine> Storage()
    {
        yield return Line("Buckets: storage", assume.StoredGb, "GB-month", "s3-standard-gb", "aws:s3/bucket:Bucket");
        yield return Line("KMS: key", Count("aws:kms/key:Key"), "key-month", "kms-key", "aws:kms/key:Key");
        yield return Line("KMS: requests", Count("aws:kms/key:Key") * assume.KeyRequests / 10_000, "ten thousand requests", "kms-requests-10000", "aws:kms/key:Key");
        yield return Line("Secrets", Count("aws:secretsmanager/secret:Secret"), "secret-month", "secret", "aws:secretsmanager/secret:Secret");
    }

    private IEnumerable<CostLine> Replication()
    {
        var replication = settings.Replication;
        var files = settings.Source.Tables.Count * (Hours * 3600 / replication.BatchSeconds) * assume.ChangingShare;
        yield return Line("DMS: files of changes", Math.Round(files / 1000, 1), "thousand PUT", "s3-put-1000", "aws:s3/bucket:Bucket");
        if (replication.Serverless)
        {
            yield return Line("DMS Serverless: capacity", Hours * replication.MinCapacity, "DCU-hour", "dms-serverless-dcu-hour", "aws:dms/replicationConfig:ReplicationConfig");
            yield break;
        }
        const string instance = "aws:dms/replicationInstance:ReplicationInstance";
        var copies = replication.MultiAz ? 2 : 1;
        yield return Line($"DMS: {replication.InstanceClass}{(copies > 1 ? ", two zones" : "")}", Hours * copies, "hour", $"{replication.InstanceClass}-hour", instance);
        yield return Line("DMS: storage", replication.StorageGb * copies, "GB-month", "dms-storage-gb", instance);
    }

    private IEnumerable<CostLine> Compute()
    {
        var (compute, hours) = (settings.Compute, assume.HoursPerRun * assume.RunsPerMonth);
        if (compute.Serverless)
        {
            const string application = "aws:emrserverless/application:Application";
            yield return Line("EMR Serverless: vCPU", hours * compute.ServerlessVcpu, "vCPU-hour", "emr-serverless-vcpu-hour", application);
            yield return Line("EMR Serverless: memory", hours * compute.ServerlessVcpu * 4, "GB-hour", "emr-serverless-gb-hour", application);
            yield break;
        }
        var steady = 1 + compute.CoreUnits + (compute.TaskOnSpot ? 0 : compute.TaskUnits + assume.ScaledNodes);
        var spot = compute.TaskOnSpot ? compute.TaskUnits + assume.ScaledNodes : 0;
        yield return Line($"EMR: {steady:0.#} on-demand nodes of {compute.CoreTypes[0]}", steady * hours, "node-hour", $"{compute.CoreTypes[0]}-hour");
        yield return Line($"EMR: {spot:0.#} spot nodes at {assume.SpotShare:P0}", spot * hours * assume.SpotShare, "node-hour", $"{compute.CoreTypes[0]}-hour");
        yield return Line("EMR: fee", (steady + spot) * hours, "node-hour", $"emr-fee-{compute.CoreTypes[0]}-hour");
        // EMR gives a node of this size four disks of 32 GB less the root's share.
        yield return Line("EMR: disks", Math.Round((steady + spot) * hours / Hours * 114, 2), "GB-month", "ebs-gp3-gb");
    }

    private IEnumerable<CostLine> Orchestration()
    {
        yield return Line("State machine: runs", Transitions("reports-machine", assume.RunsPerMonth), "thousand transitions", "sfn-transitions-1000", Machine);
        yield return Line("State machine: clean-up", Transitions("clean-up-machine", assume.FailedRuns), "thousand transitions", "sfn-transitions-1000", Machine);
        foreach (var function in registration.OfType("aws:lambda/function:Function"))
            yield return Line($"Function: {function.Name}", Math.Round(assume.FunctionSeconds * Number(function, "memorySize") / 1024), "GB-second", "lambda-arm-gb-second", function.Type);
    }

    private IEnumerable<CostLine> Watching()
    {
        const string logs = "aws:cloudwatch/logGroup:LogGroup";
        yield return Line("Alarms", Count("aws:cloudwatch/metricAlarm:MetricAlarm"), "alarm-month", "alarm", "aws:cloudwatch/metricAlarm:MetricAlarm");
        yield return Line("Dashboard", Count("aws:cloudwatch/dashboard:Dashboard"), "dashboard-month", "dashboard", "aws:cloudwatch/dashboard:Dashboard");
        yield return Line($"Logs: ingestion of {Count(logs)} groups", assume.LogGb, "GB", "logs-ingest-gb", logs);
        // At most: CloudWatch stores them compressed.
        yield return Line("Logs: storage", Math.Round(assume.LogGb * settings.Retention.LogDays * 24 / Hours, 2), "GB-month", "logs-store-gb", logs);
    }

    private IEnumerable<CostLine> Network()
    {
        const string endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
        const string nat = "aws:ec2/natGateway:NatGateway";
        var endpoints = registration.OfType(endpoint).Count(found => found.Text("vpcEndpointType") == "Interface");
        var zones = settings.Sandbox ? 2 : settings.Network.PrivateSubnetIds.Count;
        yield return Line("Interface endpoints", endpoints * zones * Hours, "endpoint-hour", "endpoint-hour", endpoint);
        yield return Line("Interface endpoints: traffic", endpoints > 0 ? assume.EgressGb : 0, "GB", "endpoint-gb", endpoint);
        yield return Line("NAT gateway", Count(nat) * Hours, "hour", "nat-hour", nat);
        yield return Line("NAT gateway: traffic", Count(nat) * assume.EgressGb, "GB", "nat-gb", nat);
        yield return Line("Public addresses", Count("aws:ec2/eip:Eip") * Hours, "address-hour", "public-ipv4-hour", "aws:ec2/eip:Eip");
    }

    private IEnumerable<CostLine> Sandbox()
    {
        yield return Line("Aurora Serverless", Count("aws:rds/clusterInstance:ClusterInstance") * Hours / 2, "ACU-hour", "aurora-acu-hour", "aws:rds/clusterInstance:ClusterInstance");
        yield return Line("Aurora: storage", Count("aws:rds/cluster:Cluster") * assume.AuroraGb, "GB-month", "aurora-storage-gb", "aws:rds/cluster:Cluster");
    }

    private CostLine Line(string item, decimal quantity, string unit, string price, params string[] types)
    {
        var known = Prices.Find(price);
        return assume.Prices.TryGetValue(price, out var given)
            ? new(item, quantity, unit, given, price, "given by the caller", types)
            : new(item, quantity, unit, known?.Usd, price, known?.Source ?? "not known", types);
    }

    // Each state counts once, those of a loop once for each item: the days of a run, or a list that stands in the definition.
    // It is more than a run takes, which goes one way at each choice.
    private decimal Transitions(string machine, decimal runs) =>
        Math.Round(runs * States(JsonNode.Parse(registration.Resource(Machine, machine).Text("definition")!)!) / 1000, 3);

    private decimal States(JsonNode part)
    {
        var all = 0m;
        foreach (var (_, state) in part["States"]!.AsObject())
        {
            all++;
            if (state!["ItemProcessor"] is { } each)
                all += States(each) * Times(state["Items"]);
            foreach (var branch in state["Branches"]?.AsArray() ?? [])
                all += States(branch!);
        }
        return all;
    }

    private int Times(JsonNode? items) => items switch
    {
        JsonArray list => list.Count,
        JsonValue text when text.ToString().Contains("$days", StringComparison.Ordinal) => settings.Schedule.RecomputeDays,
        // What only a fault looks for, or what pages of an answer hold.
        _ => 1,
    };

    private int Count(string type) => registration.OfType(type).Count();

    private static decimal Number(RegisteredResource resource, string input) => decimal.Parse(resource.Inputs[input]!.ToString(), CultureInfo.InvariantCulture);
}
