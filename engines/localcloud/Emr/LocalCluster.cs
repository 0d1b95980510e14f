namespace Nonolive.LocalCloud.Emr;

/// <summary>How a local cluster stands, in EMR's words.</summary>
public enum ClusterState
{
    /// <summary>It waits for steps.</summary>
    Waiting,

    /// <summary>It runs a step.</summary>
    Running,

    /// <summary>It was ended by request or because it was idle.</summary>
    Terminated,

    /// <summary>A failed step ended it.</summary>
    TerminatedWithErrors,
}

/// <summary>One step that a cluster ran.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Script">The script's address.</param>
/// <param name="State">COMPLETED, FAILED or CANCELLED.</param>
/// <param name="Elapsed">How long it ran.</param>
public sealed record ClusterStep(string Id, string Name, string Script, string State, TimeSpan Elapsed);

/// <summary>A cluster that a state machine created: a Hive engine with EMR's life cycle.</summary>
public sealed class LocalCluster
{
    private readonly TimeProvider _clock;
    private readonly List<ClusterStep> _steps = [];
    private readonly Lock _lock = new();
    private ClusterState _state = ClusterState.Waiting;
    private int _running;
    private DateTimeOffset _idleSince;

    internal LocalCluster(string id, ClusterRequest request, TimeProvider clock)
    {
        (Id, Request, _clock, CreatedAt) = (id, request, clock, clock.GetUtcNow());
        _idleSince = CreatedAt;
        Slots = new SemaphoreSlim(request.StepConcurrency);
    }

    /// <summary>The cluster's id, <c>j-...</c>.</summary>
    public string Id { get; }

    /// <summary>The cluster's name.</summary>
    public string Name => Request.Name;

    /// <summary>Why it ended; empty while it lives.</summary>
    public string EndedBecause { get; private set; } = "";

    /// <summary>Every step so far.</summary>
    public IReadOnlyList<ClusterStep> Steps
    {
        get
        {
            lock (_lock)
                return [.. _steps];
        }
    }

    /// <summary>How it stands; an idle cluster ends itself once its policy says so.</summary>
    public ClusterState State
    {
        get
        {
            lock (_lock)
            {
                if (_state == ClusterState.Waiting && _running == 0 && Request.IdleTimeout is { } idle && _clock.GetUtcNow() - _idleSince >= idle)
                    End(ClusterState.Terminated, $"it was idle for {idle.TotalMinutes:0} minutes");
                return _state == ClusterState.Waiting && _running > 0 ? ClusterState.Running : _state;
            }
        }
    }

    /// <summary>Whether it still costs money.</summary>
    public bool IsAlive => State is ClusterState.Waiting or ClusterState.Running;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>How it stands, as EMR writes it.</summary>
    internal string StateName => State switch
    {
        ClusterState.TerminatedWithErrors => "TERMINATED_WITH_ERRORS",
        var state => state.ToString().ToUpperInvariant(),
    };

    internal ClusterRequest Request { get; }

    internal SemaphoreSlim Slots { get; }

    internal bool TryBegin()
    {
        lock (_lock)
        {
            if (!IsAlive)
                return false;
            _running++;
            return true;
        }
    }

    internal void Finish(ClusterStep step, bool endCluster)
    {
        lock (_lock)
        {
            _steps.Add(step);
            _running--;
            _idleSince = _clock.GetUtcNow();
            if (endCluster && _state == ClusterState.Waiting)
                End(ClusterState.TerminatedWithErrors, $"the step '{step.Name}' failed");
        }
    }

    internal void Terminate(string reason)
    {
        lock (_lock)
        {
            if (_state == ClusterState.Waiting)
                End(ClusterState.Terminated, reason);
        }
    }

    private void End(ClusterState state, string reason) => (_state, EndedBecause) = (state, reason);
}
