using System.Buffers;
using System.Collections.Concurrent;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Files;
using Nonolive.Replication.Mapping;
using Nonolive.Replication.Postgres;
using Nonolive.Replication.State;
using Npgsql.Replication;
using Npgsql.Replication.Internal;
using Npgsql.Replication.PgOutput;
using NpgsqlTypes;

namespace Nonolive.Replication.Changes;

/// <summary>
/// Reads the change stream, collects batches and stores them by time, size or wish. One loop does it all, so nothing needs a
/// lock; the position in the log is confirmed to the source only after every change before it is stored.
/// </summary>
internal sealed class ChangeStream(
    ReplicationDefinition definition, SlotSetup slot, string connectionString, IReadOnlyList<MappedTable> tables, TargetBucket bucket, TimeProvider time,
    StateStore stateStore, TaskState state, Counters counters, Probe probe)
{
    private readonly ConcurrentQueue<TaskCompletionSource> _flushes = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _marks = new();
    private volatile TaskCompletionSource _wake = NewSignal();
    private volatile bool _isDue;
    private volatile bool _isStopping;

    /// <summary>Stores what was collected so far.</summary>
    public Task FlushAsync()
    {
        var done = NewSignal();
        _flushes.Enqueue(done);
        Wake();
        return done.Task;
    }

    /// <summary>Waits until everything is stored that was committed before the call.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        var mark = Guid.NewGuid().ToString("N");
        var done = NewSignal();
        _marks[mark] = done;
        try
        {
            await Marker.WriteAsync(connectionString, mark, cancellation);
            await done.Task.WaitAsync(cancellation);
        }
        finally
        {
            _marks.TryRemove(mark, out _);
        }
    }

    /// <summary>Lets the loop store what it has and end.</summary>
    public void Stop()
    {
        _isStopping = true;
        Wake();
    }

    /// <summary>Makes everybody who waits fail with the run.</summary>
    public void Fail(Exception fault)
    {
        while (_flushes.TryDequeue(out var flush))
            flush.TrySetException(fault);
        foreach (var mark in _marks.Values)
            mark.TrySetException(fault);
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var connection = new LogicalReplicationConnection(connectionString);
        await connection.Open(cancellation);
        await using var lookup = new SourceLookup(connectionString);
        using var batch = new ChangeBatch(definition, bucket, time, counters, state.LastFileTime, probe);
        var sequence = new ChangeSequence(state.SequenceTime);
        var applier = new ChangeApplier(definition, tables, lookup, bucket, batch, sequence, counters) { CommittedLsn = state.StoredLsn };
        await using var timer = time.CreateTimer(_ => MarkDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        using var streaming = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var messages = Messages(connection, streaming.Token).GetAsyncEnumerator(streaming.Token);
        var next = messages.MoveNextAsync().AsTask();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (!_isStopping)
            {
                if (!next.IsCompleted)
                {
                    // Nothing is half done and the server has no more: what it decoded without finding a change of ours is
                    // done, too. Without this an idle task would keep the source from removing its log.
                    if (batch.IsEmpty && !applier.IsInTransaction)
                        Confirm(connection, Math.Max(applier.CommittedLsn, (ulong)connection.LastReceivedLsn));
                    await Task.WhenAny(next, _wake.Task);
                }
                if (_wake.Task.IsCompleted || batch.IsFull)
                    await ServeAsync();
                if (!next.IsCompleted)
                    continue;
                if (!await next)
                    throw new EndOfStreamException("The source ended the change stream.");
                var message = messages.Current;
                var length = checked((int)message.Data.Length);
                if (length > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent(length);
                }
                await message.Data.ReadExactlyAsync(buffer.AsMemory(0, length), cancellation);
                var wasEmpty = batch.IsEmpty;
                await applier.ApplyAsync((ulong)message.WalStart, buffer.AsMemory(0, length), cancellation);
                if (wasEmpty && !batch.IsEmpty)
                    timer.Change(definition.Target.CdcMaxBatchInterval, Timeout.InfiniteTimeSpan);
                if (applier.SeenMarks.Count > 0 && !applier.IsInTransaction)
                    await PassMarksAsync();
                next = messages.MoveNextAsync().AsTask();
            }
            await StoreAsync();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await streaming.CancelAsync();
            await EndOf(next);
        }

        async Task ServeAsync()
        {
            _wake = NewSignal();
            var flushes = new List<TaskCompletionSource>();
            while (_flushes.TryDequeue(out var flush))
                flushes.Add(flush);
            if (flushes.Count > 0 || _isDue || batch.IsFull)
            {
                _isDue = false;
                await StoreAsync();
            }
            flushes.ForEach(flush => flush.TrySetResult());
        }

        async Task PassMarksAsync()
        {
            await StoreAsync();
            foreach (var mark in applier.SeenMarks)
            {
                if (_marks.TryRemove(mark, out var waiting))
                    waiting.TrySetResult();
            }
            applier.SeenMarks.Clear();
        }

        async Task StoreAsync()
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var hadChanges = !batch.IsEmpty;
            await batch.StoreAsync(cancellation);
            if (hadChanges || state.StoredLsn != applier.CommittedLsn)
            {
                // Only whole transactions count: the rest of one that is under way comes again after a restart.
                (state.StoredLsn, state.SequenceTime, state.LastFileTime) = (applier.CommittedLsn, sequence.Time, batch.LastFileTime);
                stateStore.Write(state);
                probe.Reach("changes: state written");
            }
            Confirm(connection, applier.CommittedLsn);
            // Before the server's first message there is nothing to tell it, and the connection cannot yet.
            if ((ulong)connection.LastReceivedLsn > 0)
                await connection.SendStatusUpdate(cancellation);
            probe.Reach("changes: confirmed");
        }
    }

    private IAsyncEnumerable<XLogDataMessage> Messages(LogicalReplicationConnection connection, CancellationToken cancellation) =>
        connection.StartLogicalReplication(
            new PgOutputReplicationSlot(slot.Slot), cancellation, state.StoredLsn == 0 ? null : new NpgsqlLogSequenceNumber(state.StoredLsn),
            [
                new("proto_version", "1"),
                new("publication_names", $"{slot.Publication},{slot.InsertPublication}"),
                new("messages", "true"),
            ]);

    private void Confirm(LogicalReplicationConnection connection, ulong lsn)
    {
        if (lsn > (ulong)connection.LastFlushedLsn)
            connection.SetReplicationStatus(new NpgsqlLogSequenceNumber(lsn));
        if (lsn > 0)
            counters.StoredLsn = Math.Max(counters.StoredLsn ?? 0, lsn);
    }

    private void MarkDue()
    {
        _isDue = true;
        Wake();
    }

    private void Wake() => _wake.TrySetResult();

    // Ending a stream is cancelling its read, whose exception is no fault.
    private static async Task EndOf(Task<bool> next)
    {
        try
        {
            await next;
        }
        catch (Exception e) when (e is OperationCanceledException or Npgsql.NpgsqlException or IOException)
        {
            _ = e;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
