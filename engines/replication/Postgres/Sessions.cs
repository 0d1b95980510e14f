using Npgsql;

namespace Nonolive.Replication.Postgres;

/// <summary>
/// Connection strings whose sessions print every value in one fixed form, whatever the server's settings are: the change
/// stream is text, and text depends on them.
/// </summary>
internal static class Sessions
{
    private const string Forms =
        "-c datestyle=ISO,YMD -c timezone=UTC -c intervalstyle=postgres -c extra_float_digits=1 -c bytea_output=hex -c lc_monetary=C"
        // A load may read for hours, and a change stream has no end.
        + " -c statement_timeout=0 -c idle_in_transaction_session_timeout=0";

    public static string For(string connectionString, string applicationName)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = applicationName, CommandTimeout = 0 };
        builder.Options = string.IsNullOrEmpty(builder.Options) ? Forms : builder.Options + " " + Forms;
        return builder.ConnectionString;
    }

    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException)
        {
            await connection.DisposeAsync();
            throw ReplicationErrors.SourceNotReady($"no connection: {e.Message}", "Check that it runs and that the connection string is right.", e);
        }
    }

    public static async Task RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
