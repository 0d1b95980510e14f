using Nonolive.Pipeline.Storage;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Files;
using Nonolive.Replication.Postgres;
using Nonolive.Replication.State;

namespace Nonolive.Replication;

/// <summary>
/// A DMS replication task on one machine: loads the captured tables of a PostgreSQL into objects and then writes their
/// changes, as DMS does it for an S3 target.
/// </summary>
public sealed class ReplicationTask : IAsyncDisposable
{
    private readonly ReplicationDefinition _definition;
    private readonly ReplicationTaskOptions _options;
    private readonly StateStore _stateStore;
    private readonly Probe _probe;
    private readonly CancellationTokenSource _abort = new();
    private Counters _counters = new(null);
    private Run? _run;

    /// <summary>Makes a task that does what a definition says; it does nothing before it is started.</summary>
    public ReplicationTask(ReplicationDefinition definition, ReplicationTaskOptions? options = null)
    {
        _definition = definition;
        _options = options ?? new ReplicationTaskOptions();
        _stateStore = new StateStore(_options.StateFolder);
        _probe = new Probe(_options.Probe);
    }

    /// <summary>What it has done so far.</summary>
    public ReplicationStatus Status => _counters.Snapshot();

    /// <summary>Ends when the task ends: by its fault, by <see cref="StopAsync"/>, or because all is loaded and no changes are wanted.</summary>
    public Task Completion => _run?.Completion ?? Task.CompletedTask;

    /// <summary>
    /// Checks definition and source, makes the replication slot or finds the one of an earlier run, and starts to work;
    /// returns when the work is under way.
    /// </summary>
    /// <param name="connectionString">The source; its user owns the tables and may replicate.</param>
    /// <param name="store">Where objects go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancellation">Ends the start, not the work.</param>
    /// <exception cref="Pipeline.Errors.UserErrorException">The source cannot be replicated, or the mappings capture no table.</exception>
    public async Task StartAsync(
        string connectionString, IObjectStore store, TimeProvider time, IProgress<ReplicationProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (_run is { Completion.IsCompleted: false })
            throw new InvalidOperationException($"The replication task '{_definition.TaskId}' is running already.");
        _counters = new Counters(progress);
        _counters.Enter(ReplicationPhase.Starting);
        var session = Sessions.For(connectionString, "nonolive replication " + _definition.TaskId);
        var slot = new SlotSetup(_definition.TaskId, session);
        if (_definition.Source.SlotName is { } name)
            slot = new SlotSetup(_definition.TaskId, session) { Slot = name };
        var bucket = new TargetBucket(_definition, store, _options.TemporaryFolder, _counters.Warn);
        var run = new Run(_definition, slot, session, bucket, time, _stateStore, _counters, _probe);
        try
        {
            await run.PrepareAsync(cancellation);
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
        if (_run is not null)
            await _run.DisposeAsync();
        _run = run;
        run.Start(_abort.Token);
    }

    /// <summary>Waits until the full load is stored.</summary>
    public Task WaitUntilLoadedAsync(CancellationToken cancellation = default) => Running().WaitUntilLoadedAsync(cancellation);

    /// <summary>
    /// Waits until everything is stored that the source had committed when this was called: the full load, and all changes,
    /// whose batch is written at once.
    /// </summary>
    public Task WaitUntilCaughtUpAsync(CancellationToken cancellation = default) => Running().WaitUntilCaughtUpAsync(cancellation);

    /// <summary>Stores the changes that were collected so far without waiting for the batch to fill.</summary>
    public Task FlushAsync(CancellationToken cancellation = default) => Running().FlushAsync(cancellation);

    /// <summary>Stores what was collected and ends the task; the slot stays, so that a later start continues.</summary>
    public async Task StopAsync()
    {
        if (_run is not null)
            await _run.StopAsync();
    }

    /// <summary>Stops the task, and removes its slot and publications from the source and what it remembered.</summary>
    public async Task DeleteAsync(string connectionString, CancellationToken cancellation = default)
    {
        if (_run is { Completion.IsFaulted: false })
            await StopAsync();
        var session = Sessions.For(connectionString, "nonolive replication " + _definition.TaskId);
        await using var connection = await Sessions.OpenAsync(session, cancellation);
        await new SlotSetup(_definition.TaskId, session).DropAsync(connection, cancellation);
        _stateStore.Delete();
    }

    /// <summary>Ends the task at once, as a kill would: what was not stored comes again with the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        if (_run is not null)
            await _run.DisposeAsync();
        _abort.Dispose();
    }

    private Run Running() => _run switch
    {
        null => throw ReplicationErrors.NotRunning(_definition.TaskId),
        { Completion: { IsFaulted: true, Exception: { } fault } } => throw ReplicationErrors.NotRunning(_definition.TaskId, fault.InnerException),
        _ => _run,
    };
}
