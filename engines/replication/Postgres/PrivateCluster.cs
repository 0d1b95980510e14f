using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Nonolive.Pipeline.Processes;
using Npgsql;

namespace Nonolive.Replication.Postgres;

/// <summary>
/// A PostgreSQL of one's own in a temporary folder, set up for logical replication and for being thrown away. It ends with
/// <see cref="DisposeAsync"/>, and also when this process is killed (<see cref="ChildGuard"/>).
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private const string Prefix = "nonolive-postgres-";
    private const string User = "postgres";

    private readonly Process _server;
    private readonly string _folder;
    private readonly StringBuilder _log;

    private PrivateCluster(Process server, string folder, int port, StringBuilder log)
    {
        _server = server;
        _folder = folder;
        _log = log;
        Port = port;
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Database = "postgres",
            IncludeErrorDetail = true,
        }.ConnectionString;
    }

    /// <summary>How to connect to the database <c>postgres</c> as its superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The process id of the server.</summary>
    public int ProcessId => _server.Id;

    /// <summary>Whether PostgreSQL's programs are on this machine, so that <see cref="StartAsync"/> can succeed.</summary>
    public static bool IsAvailable => !OperatingSystem.IsWindows() && PostgresBinaries.Find() is not null;

    /// <summary>Makes a new cluster and starts it; a second or two.</summary>
    /// <param name="parent">The folder for its files; the system's temporary folder where null.</param>
    /// <param name="cancellation">Ends the wait and the server.</param>
    /// <exception cref="Pipeline.Errors.UserErrorException">PostgreSQL is not here or does not start.</exception>
    public static async Task<PrivateCluster> StartAsync(string? parent = null, CancellationToken cancellation = default)
    {
        var programs = PostgresBinaries.Find() ?? throw ReplicationErrors.PostgresNotFound(PostgresBinaries.Candidates().Distinct());
        parent ??= Path.GetTempPath();
        TemporaryFolders.DeleteOrphans(parent, Prefix);
        var folder = Path.Combine(parent, Prefix + Guid.NewGuid().ToString("N")[..12]);
        TemporaryFolders.Create(folder);
        try
        {
            await Account.OwnAsync(folder, cancellation);
            var data = Path.Combine(folder, "data");
            await Account.RunAsync(
                Path.Combine(programs, "initdb"),
                ["--pgdata", data, "--username", User, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"], folder, cancellation);
            return await LaunchAsync(programs, folder, data, cancellation);
        }
        catch
        {
            TemporaryFolders.Delete(folder);
            throw;
        }
    }

    /// <summary>Makes a database and gives the connection string to it.</summary>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellation);
        await connection.RunAsync($"create database {Mapping.Sql.Identifier(name)}", cancellation);
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Ends the server at once and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ChildGuard.EndAsync(_server);
        _server.Dispose();
        TemporaryFolders.Delete(_folder);
    }

    private static async Task<PrivateCluster> LaunchAsync(string programs, string folder, string data, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            string[] settings =
            [
                "-D", data, "-p", $"{port}", "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "wal_level=logical", "-c", "fsync=off", "-c", "synchronous_commit=off",
                "-c", "full_page_writes=off", "-c", "max_wal_senders=64", "-c", "max_replication_slots=64", "-c", "max_connections=200", "-c", "wal_sender_timeout=0",
                "-c", "timezone=UTC", "-c", "log_timezone=UTC", "-c", "shared_buffers=128MB", "-c", "max_wal_size=1GB", "-c", "autovacuum_naptime=10min", "-c", "logging_collector=off",
            ];
            // SIGQUIT is the immediate shutdown: the files are thrown away, and a fast one waits for replication connections.
            var start = Account.Prepare(ChildGuard.Start(Path.Combine(programs, "postgres"), settings, "QUIT"), folder);
            var log = new StringBuilder();
            var server = Process.Start(start)!;
            server.OutputDataReceived += (_, line) => Append(log, line.Data);
            server.ErrorDataReceived += (_, line) => Append(log, line.Data);
            server.BeginOutputReadLine();
            server.BeginErrorReadLine();
            var cluster = new PrivateCluster(server, folder, port, log);
            try
            {
                await cluster.WaitUntilReadyAsync(cancellation);
                return cluster;
            }
            catch (IOException) when (attempt < 3 && server.HasExited)
            {
                // Another process took the port between choosing and binding it.
                server.Dispose();
            }
            catch
            {
                await ChildGuard.EndAsync(server);
                throw;
            }
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        var exited = _server.WaitForExitAsync(cancellation);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (_server.HasExited)
            {
                await exited;
                string output;
                lock (_log)
                    output = _log.ToString();
                if (output.Contains("Address already in use", StringComparison.Ordinal))
                    throw new IOException(output);
                throw ReplicationErrors.PostgresDidNotStart("postgres", _server.ExitCode, output);
            }
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (NpgsqlException)
            {
                await pause.WaitForNextTickAsync(cancellation);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Append(StringBuilder log, string? line)
    {
        if (line is null)
            return;
        lock (log)
            log.AppendLine(line);
    }
}
