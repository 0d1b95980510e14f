using System.Security.Cryptography;
using System.Text;
using Nonolive.Replication.Mapping;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;

namespace Nonolive.Replication.Postgres;

/// <summary>The replication slot and the publications of one task in one database.</summary>
internal sealed class SlotSetup(string taskId, string connectionString)
{
    private readonly string _database = new NpgsqlConnectionStringBuilder(connectionString).Database ?? "";

    /// <summary>The slot's name, or that of a slot which somebody else made.</summary>
    public string Slot { get; init; } = NameOf(taskId, new NpgsqlConnectionStringBuilder(connectionString).Database ?? "");

    /// <summary>The publication of tables whose rows have a key.</summary>
    public string Publication => NameOf(taskId, _database);

    /// <summary>
    /// The publication of tables without a key. PostgreSQL refuses UPDATE and DELETE of a published table without one,
    /// which would break the source's application, so only their inserts are published.
    /// </summary>
    public string InsertPublication => Publication + "_i";

    public async Task PublishAsync(NpgsqlConnection connection, IReadOnlyList<MappedTable> tables, bool ignoresWithoutKey, CancellationToken cancellation)
    {
        bool HasKey(MappedTable table) => table.Source.HasKey || (!ignoresWithoutKey && table.Source.IdentityIsFull);
        await PublishAsync(connection, Publication, "insert, update, delete, truncate", tables.Where(HasKey), cancellation);
        await PublishAsync(connection, InsertPublication, "insert, truncate", tables.Where(table => !HasKey(table)), cancellation);
    }

    /// <summary>Makes the slot and exports the snapshot that it starts from; the snapshot lives until the connection's next command.</summary>
    public async Task<(LogicalReplicationConnection Connection, PgOutputReplicationSlot Created)> CreateAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        var connection = new LogicalReplicationConnection(connectionString);
        try
        {
            await connection.Open(cancellation);
            connection.CommandTimeout = timeout;
            return (connection, await connection.CreatePgOutputReplicationSlot(Slot, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.Export, cancellationToken: cancellation));
        }
        catch (NpgsqlException e) when (e.InnerException is TimeoutException)
        {
            await connection.DisposeAsync();
            throw ReplicationErrors.SourceNotReady(
                $"transactions that were open when the task started did not end within {timeout.TotalSeconds:0} s",
                "End them (see pg_stat_activity) or raise FullLoadSettings.TransactionConsistencyTimeout.", e);
        }
        catch (PostgresException e)
        {
            await connection.DisposeAsync();
            throw ReplicationErrors.SourceNotReady(e.MessageText, "Check max_replication_slots, max_wal_senders and that the user may replicate.", e);
        }
    }

    public async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select wal_status <> 'lost' from pg_replication_slots where slot_name = '{Slot}'", connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Takes the slot from a run that was killed, whose connection the server may not have missed yet.</summary>
    public Task ReleaseAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RunAsync($"select pg_terminate_backend(active_pid, 5000) from pg_replication_slots where slot_name = '{Slot}' and active", cancellation);

    /// <summary>Drops publications and slot.</summary>
    public async Task DropAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await ReleaseAsync(connection, cancellation);
        await connection.RunAsync($"select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '{Slot}'", cancellation);
        foreach (var publication in (string[])[Publication, InsertPublication])
            await connection.RunAsync($"drop publication if exists {publication}", cancellation);
    }

    private static async Task PublishAsync(
        NpgsqlConnection connection, string name, string operations, IEnumerable<MappedTable> tables, CancellationToken cancellation)
    {
        var list = string.Join(", ", tables.Where(table => !table.Source.IsView).Select(table => "only " + Sql.Qualified(table.Source.Schema, table.Source.Name)));
        await using var exists = new NpgsqlCommand($"select 1 from pg_publication where pubname = '{name}'", connection);
        if (await exists.ExecuteScalarAsync(cancellation) is null)
            await connection.RunAsync($"create publication {name} {(list.Length > 0 ? "for table " + list : "")} with (publish = '{operations}')", cancellation);
        else if (list.Length > 0)
            await connection.RunAsync($"alter publication {name} set table {list}", cancellation);
    }

    // Slots are of the whole server and have at most 63 characters of a-z, 0-9 and _.
    private static string NameOf(string taskId, string database)
    {
        var plain = new string([.. taskId.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(taskId + "\0" + database)))[..8];
        return $"dms_{plain[..Math.Min(plain.Length, 40)]}_{hash}";
    }
}
