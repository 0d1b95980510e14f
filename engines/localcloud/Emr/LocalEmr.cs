using Nonolive.LocalCloud.Mocks;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Errors;

namespace Nonolive.LocalCloud.Emr;

/// <summary>EMR on this machine: clusters that exist as long as EMR's would, with the embedded Hive engine inside.</summary>
public sealed class LocalEmr
{
    private readonly IHiveRunner _hive;
    private readonly Inventory _inventory;
    private readonly TimeProvider _clock;
    private readonly List<LocalCluster> _clusters = [];
    private readonly List<LocalJobRun> _jobRuns = [];
    private readonly Lock _lock = new();
    private int _steps;

    internal LocalEmr(IHiveRunner hive, Inventory inventory, TimeProvider clock) => (_hive, _inventory, _clock) = (hive, inventory, clock);

    /// <summary>Every cluster so far, the ended ones too.</summary>
    public IReadOnlyList<LocalCluster> Clusters
    {
        get
        {
            lock (_lock)
                return [.. _clusters];
        }
    }

    /// <summary>Every job run of EMR Serverless so far.</summary>
    internal IReadOnlyList<LocalJobRun> JobRuns
    {
        get
        {
            lock (_lock)
                return [.. _jobRuns];
        }
    }

    internal LocalCluster Create(ClusterRequest request)
    {
        Exists("aws:iam/role:Role", "arn", request.ServiceRole, "ServiceRole");
        Exists("aws:iam/instanceProfile:InstanceProfile", "name", request.InstanceProfile, "JobFlowRole");
        Exists("aws:emr/securityConfiguration:SecurityConfiguration", "name", request.SecurityConfiguration, "SecurityConfiguration");
        lock (_lock)
        {
            var cluster = new LocalCluster($"j-LOCAL{_clusters.Count + 1:00000000}", request, _clock);
            _clusters.Add(cluster);
            return cluster;
        }
    }

    internal LocalCluster Find(string id) =>
        Clusters.FirstOrDefault(cluster => cluster.Id == id)
        ?? throw new StateFailure("ElasticMapReduce.InvalidRequestException", $"Cluster id '{id}' is not valid.");

    internal async Task<ClusterStep> RunAsync(
        LocalCluster cluster, string name, string onFailure, HiveScript script, Action<string> report, CancellationToken cancellation)
    {
        if (!cluster.TryBegin())
            throw new StateFailure("ElasticMapReduce.InvalidRequestException", $"A step cannot be added to cluster {cluster.Id}: {cluster.EndedBecause}.");
        var id = $"s-LOCAL{Interlocked.Increment(ref _steps):00000000}";
        var (state, started) = ("CANCELLED", _clock.GetTimestamp());
        try
        {
            await cluster.Slots.WaitAsync(cancellation);
            try
            {
                started = _clock.GetTimestamp();
                await _hive.RunAsync(With(script, cluster.Request.HiveConfs), report, cancellation);
                state = "COMPLETED";
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                state = "FAILED";
                throw new StateFailure("States.TaskFailed", $"Step '{name}' failed: {(e is UserErrorException ? e.Message : $"{script.File}: {e}")}", e);
            }
            finally
            {
                cluster.Slots.Release();
            }
        }
        finally
        {
            var step = new ClusterStep(id, name, script.File, state, _clock.GetElapsedTime(started));
            cluster.Finish(step, state == "FAILED" && onFailure is "TERMINATE_CLUSTER" or "TERMINATE_JOB_FLOW");
        }
        return cluster.Steps.Single(step => step.Id == id);
    }

    internal async Task<LocalJobRun> RunServerlessAsync(
        string application, string name, HiveScript script, IReadOnlyDictionary<string, string> confs, Action<string> report, CancellationToken cancellation)
    {
        LocalJobRun run;
        lock (_lock)
        {
            run = new LocalJobRun($"00local{_jobRuns.Count + 1:000000}", application, name, _clock.GetUtcNow());
            _jobRuns.Add(run);
        }
        await run.RunAsync(stop => _hive.RunAsync(With(script, confs), report, stop), cancellation);
        return run;
    }

    // What the script's caller says stands over what the cluster's hive-site says.
    private static HiveScript With(HiveScript script, IReadOnlyDictionary<string, string> confs)
    {
        var all = confs.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in script.HiveConfs)
            all[name] = value;
        return script with { HiveConfs = all };
    }

    private void Exists(string type, string output, string? value, string argument)
    {
        if (value is not null && _inventory.FindBy(type, output, value) is null)
            throw new StateFailure("ElasticMapReduce.ValidationException", $"EMR refuses the cluster: {argument} '{value}' does not exist.");
    }
}
