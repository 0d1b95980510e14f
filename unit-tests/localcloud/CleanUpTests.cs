using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Emr;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Storage;

namespace Nonolive.LocalCloud.Tests;

/// <summary>What an aborted run leaves behind, and the program's own clean-up after it.</summary>
[TestFixture]
public class CleanUpTests
{
    [Test]
    public async Task A_run_that_was_aborted_loses_its_cluster_and_its_lock_and_no_other_run_does()
    {
        await using var cloud = await Clouds.StartAsync();
        var stack = await cloud.UpAsync("test");
        var first = await AbortedAsync(stack, "2026-11-24");
        var second = await AbortedAsync(stack, "2026-11-23");
        Assert.That(stack.Emr.Clusters.Select(cluster => cluster.IsAlive), Is.EqualTo(new[] { true, true }));
        Assert.That(await IsReleasedAsync(stack, "2026-11-24"), Is.False);

        var cleaned = await stack.DeliverEndAsync(first);
        Assert.That(cleaned.Select(run => run.Status), Is.EqualTo(new[] { ExecutionStatus.Succeeded }), cleaned[0].Log());
        Assert.Multiple(async () =>
        {
            Assert.That(Cluster(stack, first).IsAlive, Is.False);
            Assert.That(Cluster(stack, second).IsAlive, Is.True);
            Assert.That(await IsReleasedAsync(stack, "2026-11-24"), Is.True);
            Assert.That(await IsReleasedAsync(stack, "2026-11-23"), Is.False);
        });

        // An event may come twice; and a day that was released is computed again by whoever asks.
        Assert.That((await stack.DeliverEndAsync(first))[0].Status, Is.EqualTo(ExecutionStatus.Succeeded));
        var again = await AbortedAsync(stack, "2026-11-24");
        Assert.That((await stack.DeliverEndAsync(first))[0].Status, Is.EqualTo(ExecutionStatus.Succeeded));
        Assert.That(await IsReleasedAsync(stack, "2026-11-24"), Is.False, "The lock is the next run's now.");
        Assert.That(Cluster(stack, again).IsAlive, Is.True);
    }

    // Stopped the moment the cluster exists, before the machine even knows its id.
    private static async Task<LocalExecution> AbortedAsync(DeployedStack stack, string day)
    {
        var created = new TaskCompletionSource();
        var execution = stack.StateMachine.Start(
            new JsonObject { ["dt"] = day }, name: null, new Listener(e => { if (e.Detail.Contains("cluster j-", StringComparison.Ordinal)) created.TrySetResult(); }));
        await Task.WhenAny(created.Task, execution.Completion);
        execution.Abort();
        var result = await execution.Completion;
        Assert.That(result.Status, Is.EqualTo(ExecutionStatus.Aborted), result.Log());
        return execution;
    }

    private static LocalCluster Cluster(DeployedStack stack, LocalExecution execution) =>
        stack.Emr.Clusters.Single(cluster => cluster.Name.EndsWith($"-{execution.Name}", StringComparison.Ordinal));

    private static async Task<bool> IsReleasedAsync(DeployedStack stack, string day) =>
        (bool)JsonNode.Parse(await stack.Store.ReadTextAsync(new ObjectUri(stack.ResultBucket, $"locks/dt={day}.json")))!["released"]!;

    private sealed class Listener(Action<LocalCloudEvent> heard) : IProgress<LocalCloudEvent>
    {
        public void Report(LocalCloudEvent value) => heard(value);
    }
}
