using Nonolive.Pipeline.Processes;
using Npgsql;

namespace Nonolive.LocalCloud.Postgres;

/// <summary>A database of our own on somebody's server: made at the start, dropped at the end, and swept if we were killed.</summary>
internal sealed class OwnDatabase : IAsyncDisposable
{
    private const string Prefix = "nonolive_local_";

    private readonly string _server;
    private readonly string _name;

    private OwnDatabase(string server, string name) => (_server, _name) = (server, name);

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    public static async Task<OwnDatabase> CreateAsync(string server, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await foreach (var left in LeftOversAsync(source, cancellation))
            await DropAsync(source, left, cancellation);
        var name = Prefix + Owner.Mark + "_" + Guid.NewGuid().ToString("N")[..6];
        await using var create = source.CreateCommand($"create database \"{name}\"");
        await create.ExecuteNonQueryAsync(cancellation);
        return new OwnDatabase(server, name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await using var source = NpgsqlDataSource.Create(_server);
        await DropAsync(source, _name, CancellationToken.None);
    }

    private static async IAsyncEnumerable<string> LeftOversAsync(
        NpgsqlDataSource source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var names = new List<string>();
        await using (var list = source.CreateCommand($"select datname from pg_database where datname like '{Prefix.Replace("_", "\\_", StringComparison.Ordinal)}%'"))
        await using (var reader = await list.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                names.Add(reader.GetString(0));
        }
        foreach (var name in names.Where(name => Owner.IsGone(string.Join('_', name[Prefix.Length..].Split('_').SkipLast(1)))))
            yield return name;
    }

    // A replication slot holds its database, and would hold the server's WAL for ever.
    private static async Task DropAsync(NpgsqlDataSource source, string name, CancellationToken cancellation)
    {
        foreach (var sql in (string[])
            [
                $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and pid <> pg_backend_pid()",
                $"select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '{name}' and not active",
                $"drop database if exists \"{name}\" with (force)",
            ])
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}
