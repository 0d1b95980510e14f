using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>The topic that people listen to, and the events of AWS that they must hear of.</summary>
internal sealed class Notifications : Stage
{
    public Notifications(StackSettings settings, Input<string> keyArn, ComponentResourceOptions? options = null) : base("Notifications", settings, options)
    {
        Topic = new Aws.Sns.Topic("alerts", new() { Name = Name("alerts"), KmsMasterKeyId = keyArn }, Child);
        Policy = new Aws.Sns.TopicPolicy("alerts-policy", new() { Arn = Topic.Arn, Policy = Rights().ToJson() }, Child);
        for (var i = 0; i < settings.Alerts.Emails.Count; i++)
            Subscribe($"alerts-email-{i}", "email", settings.Alerts.Emails[i]);
        if (settings.Alerts.PagerUrl.Length > 0)
            Subscribe("alerts-pager", "https", Output.CreateSecret(settings.Alerts.PagerUrl));
        RegisterOutputs();
    }

    public Aws.Sns.Topic Topic { get; }

    public Aws.Sns.TopicPolicy Policy { get; }

    private PolicyDocument Rights() => new(
        Statement.Allow("Alarms", ["sns:Publish"], Topic.Arn, Condition.Equal("aws:SourceAccount", Settings.AccountId))
            .To(Principal.Service("cloudwatch.amazonaws.com", "events.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com")),
        Statement.Deny("NotWithoutTls", ["sns:Publish"], Topic.Arn, Condition.Is("aws:SecureTransport", false)).To(Principal.Anyone));

    private void Subscribe(string name, string protocol, Input<string> endpoint) =>
        _ = new Aws.Sns.TopicSubscription(name, new() { Topic = Topic.Arn, Protocol = protocol, Endpoint = endpoint }, Child);
}
