using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests;

public sealed partial class ActorTests
{
    [Test]
    public async Task The_state_machine_runs_its_own_clusters_and_publishes_but_writes_no_rows()
    {
        var world = await World.OfAsync(stack);
        var (machine, stackName) = (world.Role("state-machine"), world.Settings.Stack);
        var cluster = $"arn:aws:elasticmapreduce:{world.Settings.Region}:{world.Settings.AccountId}:cluster/j-1";

        world.May(machine, "elasticmapreduce:RunJobFlow", "*", ("aws:RequestTag/stack", stackName));
        world.May(machine, "elasticmapreduce:AddTags", cluster, ("aws:RequestTag/stack", stackName));
        world.May(machine, "elasticmapreduce:TerminateJobFlows", cluster, ("aws:ResourceTag/stack", stackName));
        world.May(machine, "iam:PassRole", world.Role("emr-service").Name, ("iam:PassedToService", "elasticmapreduce.amazonaws.com"));
        world.May(machine, "s3:PutObject", world.Manifest);
        world.May(machine, "s3:PutObject", $"{world.Result}/reports/index.json");
        world.May(machine, "s3:PutObject", $"{world.Result}/locks/dt=2026-11-20.json");
        world.May(machine, "s3:GetObject", $"{world.Result}/reports/platform_daily/dt=2026-11-20/run=r1/_audit/000000_0");
        world.May(machine, "sns:Publish", world.Topic);

        world.MayNot(machine, "elasticmapreduce:RunJobFlow", "*", ("aws:RequestTag/stack", "another"));
        world.MayNot(machine, "elasticmapreduce:RunJobFlow", "*");
        world.MayNot(machine, "elasticmapreduce:TerminateJobFlows", cluster, ("aws:ResourceTag/stack", "another"));
        world.MayNot(machine, "iam:PassRole", world.Role("scheduler").Name, ("iam:PassedToService", "elasticmapreduce.amazonaws.com"));
        world.MayNot(machine, "iam:PassRole", world.Role("emr-service").Name, ("iam:PassedToService", "lambda.amazonaws.com"));
        world.MayNot(machine, "s3:PutObject", world.Rows);
        world.MayNot(machine, "s3:DeleteObject", world.Manifest);
        world.MayNot(machine, "s3:GetObject", $"{world.Data}/events/x.json.gz");
        world.MayNot(machine, "s3:PutObject", $"{world.Code}/jobs/digest/jobs.yml");
        world.MayNot(machine, "states:StartExecution", world.Machine);
        world.MayNot(machine, "sns:Publish", $"{world.Topic}-other");

        world.May(machine, "lambda:InvokeFunction", world.SetAside);
        world.MayNot(machine, "lambda:InvokeFunction", $"{world.SetAside}-other");
        world.MayNot(machine, "lambda:UpdateFunctionCode", world.SetAside);
    }

    [Test]
    public async Task The_function_replaces_event_objects_and_keeps_what_it_sets_aside()
    {
        var world = await World.OfAsync(stack);
        var function = world.Role("set-aside");
        var found = $"{world.Data}/events/dt=2026-11-20/hour=01/host-1.json.gz";
        var aside = $"{world.Data}/quarantine/objects/events/dt=2026-11-20/hour=01/host-1.json.gz";

        world.May(function, "s3:ListBucket", world.Data, ("s3:prefix", "events/dt=2026-11-20/hour=01/"));
        world.May(function, "s3:GetObject", found);
        world.May(function, "s3:PutObject", $"{world.Data}/events/dt=2026-11-20/hour=01/host-1.recovered.json.gz");
        world.May(function, "s3:DeleteObject", found);
        world.May(function, "s3:PutObject", aside);
        world.May(function, "kms:GenerateDataKey", world.Key, world.Via("s3"));
        world.May(function, "logs:PutLogEvents", $"arn:aws:logs:{world.Settings.Region}:{world.Settings.AccountId}:log-group:/aws/lambda/{world.Settings.Prefix}-set-aside:log-stream:x");

        world.MayNot(function, "s3:DeleteObject", aside);
        world.MayNot(function, "s3:DeleteObjectVersion", found);
        world.MayNot(function, "s3:ListBucket", world.Data, ("s3:prefix", "aurora/"));
        world.MayNot(function, "s3:GetObject", $"{world.Data}/aurora/nonolive/users/LOAD00000001.parquet");
        world.MayNot(function, "s3:PutObject", $"{world.Data}/quarantine/events/x");
        world.MayNot(function, "s3:PutObject", $"{world.Data}/warehouse/stg_events/x");
        world.MayNot(function, "s3:GetObject", world.Rows);
        world.MayNot(function, "s3:PutObject", world.Manifest);
        world.MayNot(function, "s3:GetObject", $"{world.Code}/jobs/digest/jobs.yml");
        world.MayNot(function, "kms:Decrypt", world.Key);
        world.MayNot(function, "states:StartExecution", world.Machine);
        world.MayNot(function, "lambda:InvokeFunction", world.SetAside);
        world.MayNot(function, "sns:Publish", world.Topic);
        world.MayNot(function, "logs:PutLogEvents", $"arn:aws:logs:{world.Settings.Region}:{world.Settings.AccountId}:log-group:/aws/lambda/other:log-stream:x");
    }

    [Test]
    public async Task The_scheduler_starts_the_one_machine_and_nothing_else()
    {
        var world = await World.OfAsync(stack);
        var scheduler = world.Role("scheduler");

        world.May(scheduler, "states:StartExecution", world.Machine);
        world.MayNot(scheduler, "states:StartExecution", $"{world.Machine}-other");
        world.MayNot(scheduler, "states:StopExecution", world.Machine);
        world.MayNot(scheduler, "s3:GetObject", world.Rows);
        world.MayNot(scheduler, "sns:Publish", world.Topic);
        world.MayNot(scheduler, "kms:Decrypt", world.Key);
    }

    [Test]
    public async Task The_clean_up_ends_clusters_and_releases_locks_and_nothing_else()
    {
        var world = await World.OfAsync(stack);
        var (cleanUp, stackName) = (world.Role("clean-up"), world.Settings.Stack);
        var cluster = $"arn:aws:elasticmapreduce:{world.Settings.Region}:{world.Settings.AccountId}:cluster/j-1";
        var day = $"{world.Result}/locks/dt=2026-11-20.json";

        world.May(cleanUp, "elasticmapreduce:ListClusters", "*");
        world.May(cleanUp, "elasticmapreduce:TerminateJobFlows", cluster, ("aws:ResourceTag/stack", stackName));
        world.May(cleanUp, "s3:ListBucket", world.Result, ("s3:prefix", "locks/"));
        world.May(cleanUp, "s3:GetObject", day);
        world.May(cleanUp, "s3:PutObject", day);
        world.May(cleanUp, "kms:GenerateDataKey", world.Key, world.Via("s3"));

        world.MayNot(cleanUp, "elasticmapreduce:TerminateJobFlows", cluster, ("aws:ResourceTag/stack", "another"));
        world.MayNot(cleanUp, "elasticmapreduce:TerminateJobFlows", cluster);
        world.MayNot(cleanUp, "elasticmapreduce:RunJobFlow", "*", ("aws:RequestTag/stack", stackName));
        world.MayNot(cleanUp, "elasticmapreduce:AddJobFlowSteps", cluster, ("aws:ResourceTag/stack", stackName));
        world.MayNot(cleanUp, "iam:PassRole", world.Role("emr-service").Name, ("iam:PassedToService", "elasticmapreduce.amazonaws.com"));
        world.MayNot(cleanUp, "s3:ListBucket", world.Result, ("s3:prefix", "reports/"));
        world.MayNot(cleanUp, "s3:DeleteObject", day);
        world.MayNot(cleanUp, "s3:GetObject", world.Rows);
        world.MayNot(cleanUp, "s3:PutObject", world.Manifest);
        world.MayNot(cleanUp, "s3:GetObject", $"{world.Data}/events/x.json.gz");
        world.MayNot(cleanUp, "states:StartExecution", world.Machine);
        world.MayNot(cleanUp, "states:StopExecution", world.Machine);
        world.MayNot(cleanUp, "sns:Publish", world.Topic);
    }

    [Test]
    public async Task The_end_of_a_run_starts_the_clean_up_and_nothing_else()
    {
        var world = await World.OfAsync(stack);
        var starter = world.Role("clean-up-starter");

        world.May(starter, "states:StartExecution", world.Registration.Outputs["cleanUpMachineArn"]);
        world.MayNot(starter, "states:StartExecution", world.Machine);
        world.MayNot(starter, "states:StopExecution", world.Machine);
        world.MayNot(starter, "elasticmapreduce:ListClusters", "*");
        world.MayNot(starter, "s3:GetObject", $"{world.Result}/locks/dt=2026-11-20.json");
        world.MayNot(starter, "kms:Decrypt", world.Key);
    }
}
