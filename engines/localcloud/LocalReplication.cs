using Nonolive.LocalCloud.Mocks;
using Nonolive.Pipeline.Storage;
using Nonolive.Replication;
using Nonolive.Replication.Definition;

namespace Nonolive.LocalCloud;

/// <summary>The stack's replication task: the engine with the registered definition, the local PostgreSQL and the emulated bucket.</summary>
public sealed class LocalReplication : IAsyncDisposable
{
    private readonly IObjectStore _store;
    private readonly TimeProvider _clock;
    private readonly string _connectionString;

    internal LocalReplication(RegisteredReplication registered, string connectionString, IObjectStore store, TimeProvider clock, string folder)
    {
        (Arn, Definition, _connectionString, _store, _clock) = (registered.Arn, registered.Definition, connectionString, store, clock);
        Task = new ReplicationTask(registered.Definition, new ReplicationTaskOptions
        {
            StateFolder = Directory.CreateDirectory(Path.Combine(folder, "replication-state")).FullName,
            TemporaryFolder = Directory.CreateDirectory(Path.Combine(folder, "replication-files")).FullName,
        });
    }

    /// <summary>The task's ARN.</summary>
    public string Arn { get; }

    /// <summary>What the program registered.</summary>
    public ReplicationDefinition Definition { get; }

    /// <summary>The engine's task: status, waits, flush.</summary>
    public ReplicationTask Task { get; }

    /// <summary>Whether it was started.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>Starts the task on the local PostgreSQL, or on another database of it.</summary>
    /// <param name="connectionString">The source; the local cloud's PostgreSQL by default.</param>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancellation">Ends the start.</param>
    public async Task StartAsync(string? connectionString = null, IProgress<ReplicationProgress>? progress = null, CancellationToken cancellation = default)
    {
        await Task.StartAsync(connectionString ?? _connectionString, _store, _clock, progress, cancellation);
        IsStarted = true;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Task.DisposeAsync();
}
