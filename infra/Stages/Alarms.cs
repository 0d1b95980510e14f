using System.Text.Json.Nodes;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>What the alarms watch.</summary>
internal sealed record AlarmsArgs(
    StackSettings Settings, ReplicationStage Replication, Orchestration Orchestration, CleanUp CleanUp, ScheduleStage Schedule, Output<string> TopicArn);

/// <summary>
/// Alarms on what a manager would notice too late: changes that arrive late, a replication that runs out of room, runs that
/// fail, and, above all, runs that never start. A cluster has no name before it exists, so none is watched by itself: its
/// failures come as events, and its idling ends it.
/// </summary>
internal sealed class Alarms : Stage
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const double Gibibyte = 1024d * 1024 * 1024;

    private readonly Output<string> _topic;

    public Alarms(AlarmsArgs args, ComponentResourceOptions? options = null) : base("Alarms", args.Settings, options)
    {
        _topic = args.TopicArn;
        WatchReplication(args);
        WatchRuns(args);
        Above("missed-starts", "A scheduled start of the state machine failed; the queue holds it", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum",
            0, 5 * Minute, 1, new() { ["QueueName"] = args.Schedule.MissedStarts.Name });
        TellOfEvents(args);
        _ = new Aws.CloudWatch.Dashboard("dashboard", new() { DashboardName = Name("reports"), DashboardBody = Dashboard(args) }, Child);
        RegisterOutputs();
    }

    private void WatchReplication(AlarmsArgs args)
    {
        var (settings, replication) = (args.Settings, args.Replication);
        var task = replication.TaskDimensions;
        foreach (var end in (string[])["Source", "Target"])
        {
            Above($"cdc-latency-{end.ToLowerInvariant()}", $"Changes of Aurora are more than {settings.Alerts.CdcLatencySeconds} s late at the {end.ToLowerInvariant()}",
                "AWS/DMS", $"CDCLatency{end}", "Maximum", settings.Alerts.CdcLatencySeconds, 5 * Minute, 3, task, missing: "breaching");
        }
        if (settings.Replication.Serverless)
            return;
        // Both are bytes, whatever public examples take them for:
        // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Monitoring.html
        InputMap<string> Instance() => new() { ["ReplicationInstanceIdentifier"] = replication.InstanceId };
        Below("replication-memory", "DMS has less than 256 MiB of memory left", "FreeableMemory", Gibibyte / 4, Instance());
        Below("replication-storage", "DMS has less than a fifth of its disk left", "FreeStorageSpace", settings.Replication.StorageGb * Gibibyte / 5, Instance());
        Above("replication-swap", "DMS swaps more than 512 MiB", "AWS/DMS", "SwapUsage", "Average", Gibibyte / 2, 5 * Minute, 3, Instance());
        Above("replication-cpu", "DMS is busy for half an hour", "AWS/DMS", "CPUUtilization", "Average", 90, 5 * Minute, 6, Instance());
    }

    private void WatchRuns(AlarmsArgs args)
    {
        var settings = args.Settings;
        InputMap<string> Machine() => new() { ["StateMachineArn"] = args.Orchestration.MachineArn };
        foreach (var (part, metric) in (IEnumerable<(string, string)>)[("failed", "ExecutionsFailed"), ("timed-out", "ExecutionsTimedOut"), ("aborted", "ExecutionsAborted")])
            Above($"runs-{part}", $"A run of the reports has {part.Replace('-', ' ')}", "AWS/States", metric, "Sum", 0, 5 * Minute, 1, Machine());
        // Where nothing is scheduled, no success is no news.
        if (!settings.Schedule.Enabled)
            return;
        var hours = settings.Alerts.SuccessWithinHours;
        _ = new Aws.CloudWatch.MetricAlarm("no-success", Alarm("no-success", $"No run of the reports has succeeded for {hours} hours", "AWS/States", "ExecutionsSucceeded", "Sum", Machine(),
            "LessThanThreshold", 1, Hour, hours, "breaching"), Child);
    }

    private void TellOfEvents(AlarmsArgs args)
    {
        var settings = args.Settings;
        Tell("run-ended-badly", "A run, or what cleans up after one, failed, timed out or was aborted", Output.Tuple(args.Orchestration.MachineArn, args.CleanUp.MachineArn).Apply(arns => Pattern("aws.states", "Step Functions Execution Status Change", new JsonObject
        {
            ["stateMachineArn"] = new JsonArray(arns.Item1, arns.Item2),
            ["status"] = new JsonArray("FAILED", "TIMED_OUT", "ABORTED"),
        })));
        Tell("cluster-ended-badly", "A cluster ended with errors", Output.Create(Pattern("aws.emr", "EMR Cluster State Change", new JsonObject
        {
            ["name"] = new JsonArray(new JsonObject { ["prefix"] = $"{settings.Prefix}-" }),
            ["state"] = new JsonArray("TERMINATED_WITH_ERRORS"),
        })));
        // From 3.4.6 on DMS sends its events here, which AWS recommends over subscriptions of its own:
        // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_EventBridge.html
        Tell("replication-ended", "The replication stopped or failed", args.Replication.TaskArn.Apply(arn => new JsonObject
        {
            ["source"] = new JsonArray("aws.dms"),
            ["detail-type"] = new JsonArray("DMS Replication Task State Change", "DMS Replication State Change"),
            ["resources"] = new JsonArray(arn),
            ["detail"] = new JsonObject { ["eventType"] = new JsonArray("REPLICATION_TASK_STOPPED", "REPLICATION_TASK_FAILED", "REPLICATION_STOPPED", "REPLICATION_FAILED") },
        }.ToJsonString()));
    }

    private static string Pattern(string source, string type, JsonObject detail) => new JsonObject
    {
        ["source"] = new JsonArray(source),
        ["detail-type"] = new JsonArray(type),
        ["detail"] = detail,
    }.ToJsonString();

    private void Tell(string part, string description, Output<string> pattern)
    {
        var rule = new Aws.CloudWatch.EventRule(part, new() { Name = Name(part), Description = description, EventPattern = pattern }, Child);
        _ = new Aws.CloudWatch.EventTarget(part, new() { Rule = rule.Name, TargetId = "alerts", Arn = _topic }, Child);
    }

    private void Below(string part, string description, string metric, double threshold, InputMap<string> dimensions) =>
        _ = new Aws.CloudWatch.MetricAlarm(part, Alarm(part, description, "AWS/DMS", metric, "Average", dimensions, "LessThanThreshold", threshold, 5 * Minute, 3, "missing"), Child);

    private void Above(
        string part, string description, string space, string metric, string statistic, double threshold, int period, int periods, InputMap<string> dimensions,
        string missing = "notBreaching") =>
        _ = new Aws.CloudWatch.MetricAlarm(part, Alarm(part, description, space, metric, statistic, dimensions, "GreaterThanThreshold", threshold, period, periods, missing), Child);

    private Aws.CloudWatch.MetricAlarmArgs Alarm(
        string part, string description, string space, string metric, string statistic, InputMap<string> dimensions, string comparison, double threshold, int period, int periods,
        string missing) => new()
        {
            Name = Name(part),
            AlarmDescription = description,
            Namespace = space,
            MetricName = metric,
            Statistic = statistic,
            Dimensions = dimensions,
            ComparisonOperator = comparison,
            Threshold = threshold,
            Period = period,
            EvaluationPeriods = periods,
            DatapointsToAlarm = periods,
            TreatMissingData = missing,
            ActionsEnabled = true,
            AlarmActions = _topic,
            OkActions = _topic,
        };

    private static Output<string> Dashboard(AlarmsArgs args) => Output.Tuple(args.Orchestration.MachineArn, args.TopicArn).Apply(x =>
    {
        var region = args.Settings.Region;
        var widgets = new JsonArray
        {
            Widget(region, 0, "Runs", [.. ((string[])["ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed"]).Select(metric => new JsonArray("AWS/States", metric, "StateMachineArn", x.Item1))]),
            Widget(region, 1, "Length of a run (ms)", [new JsonArray("AWS/States", "ExecutionTime", "StateMachineArn", x.Item1)]),
        };
        if (!args.Settings.Replication.Serverless)
        {
            widgets.Add((JsonNode)Widget(region, 2, "Delay of changes (s)", [.. ((string[])["CDCLatencySource", "CDCLatencyTarget"]).Select(metric =>
                new JsonArray("AWS/DMS", metric, "ReplicationInstanceIdentifier", args.Replication.InstanceId, "ReplicationTaskIdentifier", args.Replication.TaskResourceId))]));
            widgets.Add((JsonNode)Widget(region, 3, "Memory and disk of DMS (bytes)", [.. ((string[])["FreeableMemory", "FreeStorageSpace"]).Select(metric =>
                new JsonArray("AWS/DMS", metric, "ReplicationInstanceIdentifier", args.Replication.InstanceId))]));
        }
        return new JsonObject { ["widgets"] = widgets }.ToJsonString();
    });

    private static JsonObject Widget(string region, int place, string title, JsonArray metrics) => new()
    {
        ["type"] = "metric",
        ["x"] = place % 2 * 12,
        ["y"] = place / 2 * 6,
        ["width"] = 12,
        ["height"] = 6,
        ["properties"] = new JsonObject { ["title"] = title, ["region"] = region, ["period"] = 300, ["stat"] = "Maximum", ["metrics"] = metrics },
    };
}
