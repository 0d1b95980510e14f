using Nonolive.Infra.Settings;
using Nonolive.Infra.Stages;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Lake;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra;

/// <summary>The whole pipeline of one stack, in the order of the flow.</summary>
public static class ReportingProgram
{
    /// <summary>Registers every resource of a stack and gives its outputs.</summary>
    /// <param name="settings">The stack's settings.</param>
    /// <param name="sources">What is deployed beside the resources.</param>
    /// <exception cref="Pipeline.Errors.UserErrorException">The job catalog has faults, or the functions are not built.</exception>
    public static IDictionary<string, object?> Define(StackSettings settings, ProgramFiles sources)
    {
        var jobs = JobCatalog.Load(sources.Jobs);
        var package = FunctionPackage.Load(sources.Functions);
        var aws = Provider(settings);
        ComponentResourceOptions On(params Resource[] after) => new() { Providers = { aws }, DependsOn = after };

        var account = settings.OwnsAccountResources ? new AccountResources(settings, On()) : null;
        // The key takes a while to appear, and with it the account's new roles have had time to be known everywhere.
        var keys = new Keys(settings, account is null ? On() : On(account));
        var lake = new Lake(settings, keys.KeyArn, On());
        var place = settings.Sandbox ? new Sandbox(settings, keys.KeyArn, On()).Place : Place.Existing(settings);
        var network = new Network(settings, place, On());
        var replication = new ReplicationStage(new(settings, place, network, lake, keys.KeyArn, account), On());
        var catalog = new Catalog(settings, lake, On());
        var files = new JobFiles(settings, jobs, lake.Code, On());
        var needs = new ComputeArgs(settings, lake, place, network, keys.KeyArn);
        var compute = settings.Compute.Serverless ? ServerlessCluster.Compute(needs, On()) : Cluster.Compute(needs, On());
        var alerts = new Notifications(settings, keys.KeyArn, On());
        var setAside = new SetAside(settings, package, lake, keys.KeyArn, On());
        var runs = new OrchestrationArgs(settings, jobs, files, lake, setAside.FunctionArn, keys.KeyArn, alerts.Topic.Arn, compute.Runtime, compute.Roles);
        var orchestration = new Orchestration(runs, On());
        var cleanUp = new CleanUp(runs, orchestration.MachineArn, On());
        var schedule = new ScheduleStage(settings, orchestration.MachineArn, keys.KeyArn, On());
        var access = new Access(settings, place, lake, keys.KeyArn, On());
        _ = new Alarms(new(settings, replication, orchestration, cleanUp, schedule, alerts.Topic.Arn), On());
        _ = new CostWatch(settings, alerts.Topic.Arn, alerts.Policy, On());

        return new Dictionary<string, object?>
        {
            ["dataBucket"] = lake.Data.Name,
            ["resultBucket"] = lake.Result.Name,
            ["codeBucket"] = lake.Code.Name,
            ["logsBucket"] = lake.Logs.Name,
            ["keyArn"] = keys.KeyArn,
            ["eventsPrefix"] = LakeLayout.Events,
            ["businessZone"] = settings.BusinessZone,
            ["database"] = catalog.Database.Name,
            ["codeDigest"] = jobs.Digest,
            ["replicationTaskArn"] = replication.TaskArn,
            ["stateMachineArn"] = orchestration.MachineArn,
            ["cleanUpMachineArn"] = cleanUp.MachineArn,
            ["scheduleName"] = schedule.Schedule.Name,
            ["alertsTopicArn"] = alerts.Topic.Arn,
            ["missedStartsQueueUrl"] = schedule.MissedStarts.Url,
            ["applicationPolicyArn"] = access.ApplicationPolicy.Arn,
            ["consolePolicyArn"] = access.ConsolePolicy.Arn,
        };
    }

    // One explicit provider, so that the account and the tags are the program's and not those of whoever runs it.
    private static Aws.Provider Provider(StackSettings settings) => new("aws", new()
    {
        Region = settings.Region,
        AllowedAccountIds = settings.AccountId,
        DefaultTags = new Aws.Inputs.ProviderDefaultTagsArgs { Tags = { ["project"] = SettingsSchema.Project, ["stack"] = settings.Stack } },
    });
}
