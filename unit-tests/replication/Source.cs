using Nonolive.Replication.Postgres;
using Npgsql;

namespace Nonolive.Replication.Tests;

/// <summary>One PostgreSQL for all tests of a run; each test takes a database of its own.</summary>
[SetUpFixture]
internal sealed class Source
{
    private static PrivateCluster? _cluster;
    private static string? _server;

    [OneTimeSetUp]
    public static async Task Start()
    {
        _server = Environment.GetEnvironmentVariable("NONO_POSTGRES");
        if (_server is null && PrivateCluster.IsAvailable)
        {
            _cluster = await PrivateCluster.StartAsync();
            _server = _cluster.ConnectionString;
        }
    }

    [OneTimeTearDown]
    public static async Task Stop()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    /// <summary>A new database for the running test, with a schema <c>shop</c>.</summary>
    public static async Task<SourceDatabase> DatabaseAsync()
    {
        if (_server is null)
        {
            const string reason = "PostgreSQL is not here: apt-get install postgresql, or set NONO_POSTGRES.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(reason);
            Assert.Ignore(reason);
        }
        var name = "test_" + Guid.NewGuid().ToString("N")[..12];
        await using (var connection = new NpgsqlConnection(_server + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await connection.RunAsync($"create database {name}", default);
        }
        var database = new SourceDatabase(_server!, name, isThrownAway: _cluster is not null);
        await database.RunAsync("create schema shop");
        return database;
    }
}

/// <summary>A database of one test. It is dropped at its end where the server stays.</summary>
internal sealed class SourceDatabase(string server, string name, bool isThrownAway) : IAsyncDisposable
{
    public string ConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(server) { Database = name, IncludeErrorDetail = true }.ConnectionString;

    public async Task RunAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
            await connection.RunAsync(statement, default);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select q::text from ({sql}) q", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await using var connection = new NpgsqlConnection(server + ";Pooling=false");
        await connection.OpenAsync();
        // A test that failed half-way leaves its slots.
        await connection.RunAsync(
            $"""
            select pg_terminate_backend(active_pid) from pg_replication_slots where database = '{name}' and active;
            """, default);
        await connection.RunAsync($"select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '{name}' and not active", default);
        // Dropping makes the server write all that it holds in memory (dropdb() in dbcommands.c requests a checkpoint).
        if (!isThrownAway)
            await connection.RunAsync($"drop database if exists {name} with (force)", default);
    }
}
