using System.Text.Json.Nodes;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>A month's budget of what carries the stack's tag, and a watch for costs that are unlike those of other days.</summary>
internal sealed class CostWatch : Stage
{
    public CostWatch(StackSettings settings, Output<string> topicArn, Resource topicPolicy, ComponentResourceOptions? options = null)
        : base("Costs", settings, options)
    {
        // Both services refuse a topic that does not let them publish yet.
        var allowed = new CustomResourceOptions { Parent = this, DependsOn = { topicPolicy } };
        _ = new Aws.Budgets.Budget("budget", new()
        {
            Name = Name("monthly"),
            BudgetType = "COST",
            TimeUnit = "MONTHLY",
            LimitAmount = $"{settings.Alerts.BudgetMonthlyUsd}",
            LimitUnit = "USD",
            // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create-filters.html
            CostFilters = { new Aws.Budgets.Inputs.BudgetCostFilterArgs { Name = "TagKeyValue", Values = $"user:stack${settings.Stack}" } },
            Notifications =
            {
                Notification("ACTUAL", 80, topicArn),
                Notification("ACTUAL", 100, topicArn),
                Notification("FORECASTED", 100, topicArn),
            },
        }, allowed);
        var monitor = new Aws.CostExplorer.AnomalyMonitor("anomalies", new()
        {
            Name = Name("anomalies"),
            MonitorType = "CUSTOM",
            MonitorSpecification = new JsonObject
            {
                ["Tags"] = new JsonObject { ["Key"] = "user:stack", ["Values"] = new JsonArray(settings.Stack), ["MatchOptions"] = new JsonArray("EQUALS") },
            }.ToJsonString(),
        }, Child);
        _ = new Aws.CostExplorer.AnomalySubscription("anomalies", new()
        {
            Name = Name("anomalies"),
            Frequency = "IMMEDIATE",
            MonitorArnLists = monitor.Arn,
            Subscribers = { new Aws.CostExplorer.Inputs.AnomalySubscriptionSubscriberArgs { Type = "SNS", Address = topicArn } },
            ThresholdExpression = new Aws.CostExplorer.Inputs.AnomalySubscriptionThresholdExpressionArgs
            {
                Dimension = new Aws.CostExplorer.Inputs.AnomalySubscriptionThresholdExpressionDimensionArgs
                {
                    Key = "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    MatchOptions = "GREATER_THAN_OR_EQUAL",
                    // A tenth of the month's budget in a day is worth a look.
                    Values = $"{Math.Max(5, settings.Alerts.BudgetMonthlyUsd / 10)}",
                },
            },
        }, allowed);
        RegisterOutputs();
    }

    private static Aws.Budgets.Inputs.BudgetNotificationArgs Notification(string type, double percent, Output<string> topicArn) => new()
    {
        ComparisonOperator = "GREATER_THAN",
        NotificationType = type,
        Threshold = percent,
        ThresholdType = "PERCENTAGE",
        SubscriberSnsTopicArns = topicArn,
    };
}
