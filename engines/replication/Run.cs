using Nonolive.Replication.Changes;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Files;
using Nonolive.Replication.Load;
using Nonolive.Replication.Mapping;
using Nonolive.Replication.Postgres;
using Nonolive.Replication.State;
using Npgsql;

namespace Nonolive.Replication;

/// <summary>One run of a task, from its start to its end: prepare, load, changes.</summary>
internal sealed class Run(
    ReplicationDefinition definition, SlotSetup slot, string connectionString, TargetBucket bucket, TimeProvider time, StateStore stateStore, Counters counters,
    Probe probe) : IAsyncDisposable
{
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _hasChanges = definition.MigrationType != MigrationType.FullLoad && !definition.Task.StopAfterLoad;
    private IReadOnlyList<MappedTable> _tables = [];
    private IReadOnlyList<MappedTable> _toLoad = [];
    private TaskState _state = new();
    private FullLoad? _load;
    private ChangeStream? _changes;
    private CancellationTokenSource? _stop;

    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Checks the source, resolves the mappings, and takes slot and snapshot.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var connection = await Sessions.OpenAsync(connectionString, cancellation);
        if (_hasChanges)
            await SourceCatalog.RequireLogicalReplicationAsync(connection, cancellation);
        _tables = Resolution.Resolve(definition, await SourceCatalog.TablesAsync(connection, cancellation));
        foreach (var table in _tables)
        {
            counters.Of(table);
            foreach (var warning in table.Warnings)
                counters.Warn(warning);
            if (_hasChanges && !table.Source.HasKey && !table.Source.IsView)
                counters.Warn($"{table.Source.FullName} has no primary key: its updates and deletes are not captured.");
        }
        _load = new FullLoad(definition, connectionString);
        var source = await SourceAsync(connection, cancellation);
        if (stateStore.Read() is { } state && _hasChanges)
            await ContinueAsync(connection, state, source, cancellation);
        else
            await BeginAsync(connection, source, cancellation);
        if (_hasChanges)
            _changes = new ChangeStream(definition, slot, connectionString, _tables, bucket, time, stateStore, _state, counters, probe);
    }

    public void Start(CancellationToken abort)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(abort);
        Completion = Task.Run(() => WorkAsync(_stop.Token), CancellationToken.None);
    }

    public async Task WaitUntilLoadedAsync(CancellationToken cancellation) => await _loaded.Task.WaitAsync(cancellation);

    public async Task WaitUntilCaughtUpAsync(CancellationToken cancellation)
    {
        await _loaded.Task.WaitAsync(cancellation);
        if (_changes is null)
            return;
        var catchUp = _changes.CatchUpAsync(cancellation);
        if (await Task.WhenAny(catchUp, Completion) == catchUp || !Completion.IsCompleted)
            await catchUp;
        else
            await RequireRunningAsync();
    }

    public async Task FlushAsync(CancellationToken cancellation)
    {
        await _loaded.Task.WaitAsync(cancellation);
        if (_changes is null)
            return;
        var flush = _changes.FlushAsync();
        if (await Task.WhenAny(flush, Completion).WaitAsync(cancellation) != flush)
            await RequireRunningAsync();
    }

    public async Task StopAsync()
    {
        // A load has no half way to keep; changes are stored before the end.
        if (_loaded.Task.IsCompletedSuccessfully && _changes is not null)
            _changes.Stop();
        else
            await _stop!.CancelAsync();
        try
        {
            await Completion;
        }
        catch (OperationCanceledException) when (_stop!.IsCancellationRequested)
        {
            counters.Enter(ReplicationPhase.Stopped);
        }
    }

    /// <summary>Waits until the run has ended, which somebody else asked for.</summary>
    public async ValueTask DisposeAsync()
    {
        await Completion.ContinueWith(_ => { }, TaskScheduler.Default);
        if (_load is not null)
            await _load.DisposeAsync();
        _stop?.Dispose();
    }

    private async Task RequireRunningAsync()
    {
        await Completion;
        throw ReplicationErrors.NotRunning(definition.TaskId);
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        try
        {
            await LoadAsync(cancellation);
            _loaded.TrySetResult();
            if (_changes is not null)
            {
                counters.Enter(ReplicationPhase.Changes);
                await _changes.RunAsync(cancellation);
            }
            counters.Enter(ReplicationPhase.Stopped);
        }
        catch (Exception e)
        {
            counters.Enter(e is OperationCanceledException ? ReplicationPhase.Stopped : ReplicationPhase.Failed);
            _loaded.TrySetException(e);
            _ = _loaded.Task.Exception;
            _changes?.Fail(e);
            throw;
        }
    }

    // A first start: what an earlier run without state left in the source is removed.
    private async Task BeginAsync(NpgsqlConnection connection, string source, CancellationToken cancellation)
    {
        _state = new TaskState { Source = source, Loaded = _tables.ToDictionary(table => table.Source.FullName, _ => definition.MigrationType == MigrationType.Changes) };
        _toLoad = definition.MigrationType == MigrationType.Changes ? [] : _tables;
        if (definition.Task.TablePreparation == TablePreparation.Delete)
        {
            foreach (var table in _toLoad)
                await bucket.ClearAsync(table, onlyLoad: false, cancellation);
        }
        if (!_hasChanges)
        {
            await OpenOnOneSnapshotAsync(connection, cancellation);
            return;
        }
        if (definition.Source.SlotName is null)
        {
            await slot.DropAsync(connection, cancellation);
            await slot.PublishAsync(connection, _tables, definition.Behaviour.ChangesWithoutKeyAreIgnored, cancellation);
            var (slotConnection, created) = await slot.CreateAsync(definition.Task.TransactionConsistencyTimeout, cancellation);
            await using var disposal = slotConnection;
            await _load!.OpenAsync(_toLoad.Count, definition.Behaviour.LoadReadsSlotSnapshot ? created.SnapshotName : null, cancellation);
        }
        else
        {
            if (!await slot.ExistsAsync(connection, cancellation))
                throw ReplicationErrors.SlotLost(slot.Slot, connection.Database);
            await slot.PublishAsync(connection, _tables, definition.Behaviour.ChangesWithoutKeyAreIgnored, cancellation);
        }
        stateStore.Write(_state);
        probe.Reach("start: state written");
    }

    // A later start: the slot kept all changes; tables whose load did not end are loaded again, from the start.
    private async Task ContinueAsync(NpgsqlConnection connection, TaskState state, string source, CancellationToken cancellation)
    {
        if (state.Source != source || !await slot.ExistsAsync(connection, cancellation))
            throw ReplicationErrors.SlotLost(slot.Slot, connection.Database);
        await slot.ReleaseAsync(connection, cancellation);
        foreach (var added in _tables.Where(table => !state.Loaded.ContainsKey(table.Source.FullName)))
            counters.Warn($"{added.Source.FullName} is new since the task started and is captured only by a task that starts afresh.");
        _state = state;
        _tables = [.. _tables.Where(table => state.Loaded.ContainsKey(table.Source.FullName))];
        _toLoad = [.. _tables.Where(table => !state.Loaded[table.Source.FullName])];
        foreach (var table in _tables.Except(_toLoad))
            counters.Of(table).IsLoaded = true;
        foreach (var table in _toLoad)
            await bucket.ClearAsync(table, onlyLoad: true, cancellation);
        // The slot's snapshot is gone. A later one is right, too: the changes that it has already come again, in order.
        await _load!.OpenAsync(_toLoad.Count, null, cancellation);
    }

    private async Task OpenOnOneSnapshotAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", connection, transaction);
        await _load!.OpenAsync(_toLoad.Count, (string)(await export.ExecuteScalarAsync(cancellation))!, cancellation);
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        await using var load = _load!;
        if (_toLoad.Count == 0)
            return;
        counters.Enter(ReplicationPhase.Loading);
        var loader = new TableLoader(definition, bucket, time, time.GetUtcNow(), probe);
        await load.RunAsync(
            _toLoad, async (connection, table, token) =>
            {
                var counter = counters.Of(table);
                await loader.LoadAsync(connection, table, rows =>
                {
                    counter.Loaded = rows;
                    counters.Report(counter, rows);
                }, token);
                lock (_state)
                {
                    _state.Loaded[table.Source.FullName] = true;
                    stateStore.Write(_state);
                }
                counter.IsLoaded = true;
                probe.Reach("load: table done");
            }, cancellation);
    }

    private static async Task<string> SourceAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select system_identifier::text || '/' || current_database() from pg_control_system()", connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
