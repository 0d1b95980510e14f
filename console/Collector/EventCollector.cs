using Nonolive.Pipeline.Events;
using Nonolive.Pipeline.Storage;

namespace Nonolive.WebConsole.Collector;

/// <summary>
/// Gathers the events of many requests into few objects. A request is answered only after the object that holds its events is
/// stored; one that fails is answered with a fault and forgotten, because its client will send it again.
/// </summary>
internal sealed partial class EventCollector(
    IObjectStore store, string bucket, string host, CollectorOptions options, TimeProvider clock, ILogger<EventCollector> log) : IHostedService
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _storing = [];
    private Group? _open;
    private long _waiting;
    private bool _stopping;

    /// <summary>Bytes of events that are not stored yet.</summary>
    public long WaitingBytes
    {
        get
        {
            lock (_gate)
                return _waiting;
        }
    }

    /// <summary>Takes lines; the task ends when they are stored.</summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">At once: too much waits already. By the task: they could not be stored.</exception>
    public Task StoreAsync(IReadOnlyList<EventLine> lines, DateTimeOffset arrival)
    {
        var bytes = lines.Sum(line => (long)line.Bytes.Length + 1);
        lock (_gate)
        {
            // A batch that is alone is never turned away, or one above the limit could never be stored.
            if (_waiting > 0 && _waiting + bytes > options.MaxWaitingBytes)
                throw ConsoleErrors.CollectorFull(_waiting);
            _waiting += bytes;
            var group = _open ??= new Group(clock, options.FlushAfter, Close);
            group.Add(lines, arrival, bytes);
            if (_stopping || group.Bytes >= options.FlushBytes)
                Close(group);
            return group.Stored;
        }
    }

    /// <summary>Stores what waits now, and from now on everything at once: clients should not wait while the process stops.</summary>
    public void Drain()
    {
        lock (_gate)
        {
            _stopping = true;
            if (_open is { } group)
                Close(group);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Drain();
        Task[] storing;
        lock (_gate)
            storing = [.. _storing];
        await Task.WhenAll(storing).WaitAsync(cancellationToken);
    }

    // Also the timer's callback, so the group may be closed already.
    private void Close(Group group)
    {
        lock (_gate)
        {
            if (_open != group)
                return;
            _open = null;
            var storing = Task.Run(() => StoreAsync(group));
            _storing.Add(storing);
            storing.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Forget(Task stored)
    {
        lock (_gate)
            _storing.Remove(stored);
    }

    private async Task StoreAsync(Group group)
    {
        group.StopWaiting();
        try
        {
            var writer = new EventFileWriter(store, new EventFileOptions { Bucket = bucket, Host = host });
            foreach (var (lines, arrival) in group.Batches)
            {
                foreach (var line in lines)
                    await writer.WriteLineAsync(line.Bytes, arrival);
            }
            await writer.DisposeAsync();
            LogStored(writer.LinesStored, writer.ObjectsStored);
            Release(group);
            group.Succeed();
        }
        catch (Exception e)
        {
            LogFailed(e, group.Batches.Count);
            Release(group);
            group.Fail(ConsoleErrors.NotStored(e));
        }
    }

    private void Release(Group group)
    {
        lock (_gate)
            _waiting -= group.Bytes;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "stored {Events} events in {Objects} objects")]
    private partial void LogStored(long events, long objects);

    [LoggerMessage(Level = LogLevel.Error, Message = "the events of {Requests} requests could not be stored; their clients were told to send them again")]
    private partial void LogFailed(Exception exception, int requests);

    /// <summary>Requests that will share objects.</summary>
    private sealed class Group
    {
        private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ITimer _timer;

        public Group(TimeProvider clock, TimeSpan flushAfter, Action<Group> close) =>
            _timer = clock.CreateTimer(_ => close(this), null, flushAfter, Timeout.InfiniteTimeSpan);

        public List<(IReadOnlyList<EventLine> Lines, DateTimeOffset Arrival)> Batches { get; } = [];

        public long Bytes { get; private set; }

        public Task Stored => _stored.Task;

        public void Add(IReadOnlyList<EventLine> lines, DateTimeOffset arrival, long bytes)
        {
            Batches.Add((lines, arrival));
            Bytes += bytes;
        }

        public void StopWaiting() => _timer.Dispose();

        public void Succeed() => _stored.SetResult();

        public void Fail(Exception exception) => _stored.SetException(exception);
    }
}
