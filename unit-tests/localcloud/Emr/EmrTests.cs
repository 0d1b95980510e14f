using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Nonolive.LocalCloud.Emr;
using Nonolive.LocalCloud.Integrations;
using Nonolive.LocalCloud.Mocks;
using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Tests.Emr;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class EmrTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-11-24T18:00:00Z"));

    private const string Cluster = """
        {"Name": "c", "ReleaseLabel": "emr-7.12.0", "Applications": [{"Name": "Hive"}], "ServiceRole": "arn:role", "JobFlowRole": "nodes",
         "StepConcurrencyLevel": 2, "AutoTerminationPolicy": {"IdleTimeout": 3600},
         "Configurations": [{"Classification": "hive-site", "Properties": {"hive.exec.dynamic.partition.mode": "nonstrict", "hive.metastore.client.factory.class": "x"}}],
         "Instances": {"KeepJobFlowAliveWhenNoSteps": true, "Ec2SubnetIds": ["subnet-1"], "InstanceFleets": [
           {"InstanceFleetType": "MASTER", "TargetOnDemandCapacity": 1, "InstanceTypeConfigs": [{"InstanceType": "m5.xlarge"}]},
           {"InstanceFleetType": "CORE", "TargetOnDemandCapacity": 2, "InstanceTypeConfigs": [{"InstanceType": "m5.xlarge"}]}]}}
        """;

    [Test]
    public async Task A_step_runs_the_script_with_its_variables_and_the_clusters_settings()
    {
        var hive = new FakeHive();
        var emr = Emr(hive);
        var id = await CreateAsync(emr);
        var result = await AddAsync(emr, id, "hive-script", "--run-hive-script", "--args", "-f", "s3://code/jobs/a.sql", "--hivevar", "dt=2026-11-24", "--hivevar", "expr=a=b", "--hiveconf", "x=1");
        Assert.That((string?)result["Step"]!["Status"]!["State"], Is.EqualTo("COMPLETED"));
        var script = hive.Scripts.Single();
        Assert.Multiple(() =>
        {
            Assert.That(script.File, Is.EqualTo("s3://code/jobs/a.sql"));
            Assert.That(script.HiveVars, Is.EqualTo(new Dictionary<string, string> { ["dt"] = "2026-11-24", ["expr"] = "a=b" }));
            Assert.That(script.HiveConfs, Is.EqualTo(new Dictionary<string, string> { ["hive.exec.dynamic.partition.mode"] = "nonstrict", ["x"] = "1" }));
        });
    }

    [TestCase("'spark-submit'", "spark-submit")]
    [TestCase("--verbose", "hive-script", "--run-hive-script", "--args", "-f", "s3://c/a.sql", "--verbose", "x")]
    [TestCase("-f is missing", "hive-script", "--run-hive-script", "--args", "--hivevar", "a=b")]
    [TestCase("'dt' is not of the form", "hive-script", "--run-hive-script", "--args", "-f", "s3://c/a.sql", "--hivevar", "dt")]
    [TestCase("'dt' is given twice", "hive-script", "--run-hive-script", "--args", "-f", "s3://c/a.sql", "--hivevar", "dt=1", "--hivevar", "dt=2")]
    [TestCase("'--hivevar' has no value", "hive-script", "--run-hive-script", "--args", "-f", "s3://c/a.sql", "--hivevar")]
    public async Task An_argument_that_is_not_understood_fails_the_step(string expected, params string[] arguments)
    {
        var emr = Emr();
        var id = await CreateAsync(emr);
        Assert.That(async () => await AddAsync(emr, id, arguments), Throws.TypeOf<StateFailure>().With.Message.Contains(expected));
    }

    [TestCase("\"ReleaseLabel\": \"emr-7.12.0\"", "\"ReleaseLabel\": \"emr-5.36.0\"", "emr-5.36.0")]
    [TestCase("\"KeepJobFlowAliveWhenNoSteps\": true", "\"KeepJobFlowAliveWhenNoSteps\": false", "KeepJobFlowAliveWhenNoSteps")]
    [TestCase("{\"Name\": \"Hive\"}", "{\"Name\": \"Spark\"}", "lack Hive")]
    [TestCase("\"IdleTimeout\": 3600", "\"IdleTimeout\": 30", "IdleTimeout is 30")]
    [TestCase("\"InstanceFleetType\": \"CORE\"", "\"InstanceFleetType\": \"MASTER\"", "capacity of 2")]
    [TestCase("\"Ec2SubnetIds\": [\"subnet-1\"],", "", "no subnet")]
    [TestCase("\"Ec2SubnetIds\"", "\"Ec2Subnets\"", "Ec2Subnets is not understood")]
    [TestCase("\"arn:role\"", "\"arn:other\"", "'arn:other' does not exist")]
    public void A_cluster_that_EMR_would_refuse_is_refused(string part, string replacement, string expected)
    {
        Assert.That(async () => await CreateAsync(Emr(), Cluster.Replace(part, replacement, StringComparison.Ordinal)),
            Throws.TypeOf<StateFailure>().With.Message.Contains(expected));
    }

    [Test]
    public async Task A_step_on_a_terminated_cluster_is_an_error()
    {
        var emr = Emr();
        var id = await CreateAsync(emr);
        await new TerminateCluster(emr).RunAsync(new JsonObject { ["ClusterId"] = id }, Nowhere, default);
        Assert.That(async () => await AddAsync(emr, id, "hive-script", "--run-hive-script", "--args", "-f", "s3://c/a.sql"),
            Throws.TypeOf<StateFailure>().With.Message.Contains("cannot be added").And.Message.Contains("the state machine ended it"));
        Assert.That(emr.Clusters.Count(cluster => cluster.IsAlive), Is.Zero);
    }

    [Test]
    public async Task An_idle_cluster_ends_itself()
    {
        var clock = new FakeTimeProvider();
        var emr = new LocalEmr(new FakeHive(), Inventory(), clock);
        await CreateAsync(emr);
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.That(emr.Clusters[0].State, Is.EqualTo(ClusterState.Waiting));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(emr.Clusters[0].State, Is.EqualTo(ClusterState.Terminated));
        Assert.That(emr.Clusters[0].EndedBecause, Is.EqualTo("it was idle for 60 minutes"));
    }

    [Test]
    public async Task A_failing_step_fails_the_task_with_the_engines_message_and_leaves_the_cluster()
    {
        var hive = new FakeHive { Failure = new InvalidOperationException("Table not found 'x'") };
        var emr = new LocalEmr(hive, Inventory(), _clock);
        var id = await CreateAsync(emr);
        Assert.That(async () => await AddAsync(emr, id, "hive-script", "--run-hive-script", "--args", "-f", "s3://c/a.sql"),
            Throws.TypeOf<StateFailure>().With.Property(nameof(StateFailure.Error)).EqualTo("States.TaskFailed").And.Message.Contains("Table not found 'x'"));
        Assert.That(emr.Clusters[0].IsAlive);
        Assert.That(emr.Clusters[0].Steps.Single().State, Is.EqualTo("FAILED"));
    }

    [Test]
    public void The_parameters_of_a_serverless_job_are_read_alike()
    {
        var script = HiveScript.OfServerless("s3://c/a.sql", " --hivevar dt=2026-11-24 --hiveconf a=b");
        Assert.That(script.HiveVars["dt"], Is.EqualTo("2026-11-24"));
        Assert.That(script.HiveConfs["a"], Is.EqualTo("b"));
    }

    [Test]
    public async Task A_serverless_job_that_runs_is_listed_and_can_be_cancelled()
    {
        var emr = Emr(new FakeHive { Runs = true });
        var job = emr.RunServerlessAsync("00app", "stage 2026-11-24 run-1", HiveScript.OfServerless("s3://c/a.sql", ""), new Dictionary<string, string>(), _ => { }, default);
        var list = new JsonObject { ["ApplicationId"] = "00app", ["CreatedAtAfter"] = "2026-11-24T17:59:00Z", ["States"] = new JsonArray("RUNNING") };
        var listed = (await new ListJobRuns(emr).RunAsync(list, Nowhere, default))!["JobRuns"]!.AsArray().Single()!;
        Assert.That((string?)listed["Name"], Is.EqualTo("stage 2026-11-24 run-1"));

        await new CancelJobRun(emr).RunAsync(new JsonObject { ["ApplicationId"] = "00app", ["JobRunId"] = listed["Id"]!.DeepClone() }, Nowhere, default);
        Assert.That(async () => await job, Throws.TypeOf<StateFailure>().With.Message.Contains("cancelled"));
        Assert.That((await new ListJobRuns(emr).RunAsync(list, Nowhere, default))!["JobRuns"]!.AsArray(), Is.Empty);
    }

    private static readonly TaskContext Nowhere = new("Test", _ => { });

    private LocalEmr Emr(FakeHive? hive = null) => new(hive ?? new(), Inventory(), _clock);

    private static Inventory Inventory()
    {
        var inventory = new Inventory();
        inventory.Add(new("aws:iam/role:Role", "r", "r", new Dictionary<string, object?>(), new Dictionary<string, object?> { ["arn"] = "arn:role" }));
        inventory.Add(new("aws:iam/instanceProfile:InstanceProfile", "n", "n", new Dictionary<string, object?>(), new Dictionary<string, object?> { ["name"] = "nodes" }));
        return inventory;
    }

    private static async Task<string> CreateAsync(LocalEmr emr, string cluster = Cluster) =>
        (string)(await new CreateCluster(emr).RunAsync(JsonNode.Parse(cluster)!.AsObject(), Nowhere, default))!["ClusterId"]!;

    private static async Task<JsonNode> AddAsync(LocalEmr emr, string id, params string[] arguments) => (await new AddStep(emr).RunAsync(new JsonObject
    {
        ["ClusterId"] = id,
        ["Step"] = new JsonObject
        {
            ["Name"] = "step",
            ["ActionOnFailure"] = "CONTINUE",
            ["HadoopJarStep"] = new JsonObject { ["Jar"] = "command-runner.jar", ["Args"] = new JsonArray([.. arguments.Select(a => JsonValue.Create(a))]) },
        },
    }, Nowhere, default))!;

    private sealed class FakeHive : IHiveRunner
    {
        public System.Collections.Concurrent.ConcurrentQueue<HiveScript> Scripts { get; } = new();

        public Exception? Failure { get; init; }

        /// <summary>Whether a script runs until it is stopped.</summary>
        public bool Runs { get; init; }

        public Task RunAsync(HiveScript script, Action<string> report, CancellationToken cancellation)
        {
            Scripts.Enqueue(script);
            return Runs ? Task.Delay(Timeout.Infinite, cancellation) : Failure is null ? Task.CompletedTask : throw Failure;
        }
    }
}
