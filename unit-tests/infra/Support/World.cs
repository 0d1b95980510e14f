using Nonolive.Infra.Iam.Evaluation;
using Nonolive.Infra.Preview;
using Nonolive.Infra.Settings;
using NUnit.Framework.Constraints;

namespace Nonolive.Infra.Tests.Support;

/// <summary>A stack with its policies, so that a test reads as sentences about who may do what.</summary>
internal sealed class World
{
    private World(StackSettings settings, StackRegistration registration)
    {
        (Settings, Registration) = (settings, registration);
        Policies = new StackPolicies(registration, settings.AccountId);
    }

    public StackSettings Settings { get; }

    public StackRegistration Registration { get; }

    public StackPolicies Policies { get; }

    public string Data => $"arn:aws:s3:::{Registration.Outputs["dataBucket"]}";

    public string Result => $"arn:aws:s3:::{Registration.Outputs["resultBucket"]}";

    public string Code => $"arn:aws:s3:::{Registration.Outputs["codeBucket"]}";

    public string Logs => $"arn:aws:s3:::{Registration.Outputs["logsBucket"]}";

    public string Key => Registration.Outputs["keyArn"];

    public string Topic => Registration.Outputs["alertsTopicArn"];

    public string Machine => Registration.Outputs["stateMachineArn"];

    public string SetAside => Registration.Resource("aws:lambda/function:Function", "set-aside").Text("name") is { } name
        ? $"arn:aws:lambda:{Settings.Region}:{Settings.AccountId}:function:{name}" : "";

    public string Rows => $"{Result}/reports/platform_daily/dt=2026-11-20/run=r1/000000_0";

    public string Manifest => $"{Result}/reports/platform_daily/dt=2026-11-20/manifest.json";

    public Actor Application => Policies.Role(Settings.Sandbox ? $"{Settings.Prefix}-application" : Settings.Access.ApplicationRole);

    public Actor Console => Policies.Role(Settings.Sandbox ? $"{Settings.Prefix}-console" : Settings.Access.ConsoleRole);

    public Actor Stranger => new() { Name = $"arn:aws:iam::{Settings.AccountId}:role/somebody", AccountId = Settings.AccountId };

    /// <summary>An administrator of another account: its own account allows it everything.</summary>
    public static Actor OtherAccount => new()
    {
        Name = "arn:aws:iam::999988887777:role/administrator",
        AccountId = "999988887777",
        Policies = [PolicyText.Parse("administrator", """{"Version":"2012-10-17","Statement":[{"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"}]}""")],
    };

    public static async Task<World> OfAsync(string stack) => new(Stacks.Settings(stack), await Stacks.RecordAsync(stack));

    public Actor Role(string part) => Policies.Role($"{Settings.Prefix}-{part}");

    public void May(Actor actor, string action, string resource, params (string Key, string Value)[] context) => Check(actor, action, resource, context, Is.True);

    public void MayNot(Actor actor, string action, string resource, params (string Key, string Value)[] context) => Check(actor, action, resource, context, Is.False);

    public (string, string) Via(string service) => ("kms:ViaService", $"{service}.{Settings.Region}.amazonaws.com");

    private void Check(Actor actor, string action, string resource, (string Key, string Value)[] context, IResolveConstraint expected)
    {
        var request = context.Aggregate(new AccessRequest(action, resource), (asked, pair) => asked.With(pair.Key, pair.Value));
        var decision = Policies.Evaluate(actor, request);
        Assert.That(decision.IsAllowed, expected, $"{actor.Name}: {request}: {decision}");
    }
}
