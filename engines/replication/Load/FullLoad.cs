using System.Collections.Concurrent;
using System.Data;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Mapping;
using Nonolive.Replication.Postgres;
using Npgsql;

namespace Nonolive.Replication.Load;

/// <summary>Loads tables side by side, each on one of a few connections that all see the same snapshot.</summary>
internal sealed class FullLoad(ReplicationDefinition definition, string connectionString) : IAsyncDisposable
{
    private readonly ConcurrentBag<NpgsqlConnection> _connections = [];

    /// <summary>Opens the connections on a snapshot, which need not live longer than this call.</summary>
    public async Task OpenAsync(int tables, string? snapshot, CancellationToken cancellation)
    {
        for (var i = 0; i < Math.Min(tables, definition.Task.MaxFullLoadSubTasks); i++)
        {
            var connection = await Sessions.OpenAsync(connectionString, cancellation);
            _connections.Add(connection);
            if (snapshot is null)
                continue;
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await connection.RunAsync($"set transaction snapshot {Sql.Literal(snapshot)}", cancellation);
        }
    }

    public Task RunAsync(IReadOnlyList<MappedTable> tables, Func<NpgsqlConnection, MappedTable, CancellationToken, Task> load, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            tables, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(_connections.Count, 1), CancellationToken = cancellation },
            async (table, token) =>
            {
                if (!_connections.TryTake(out var connection))
                    throw new InvalidOperationException("More loads than connections.");
                await load(connection, table, token);
                _connections.Add(connection);
            });

    public async ValueTask DisposeAsync()
    {
        while (_connections.TryTake(out var connection))
            await connection.DisposeAsync();
    }
}
