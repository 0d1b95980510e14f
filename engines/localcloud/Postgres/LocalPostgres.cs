using Nonolive.LocalCloud.Processes;
using Nonolive.Replication.Postgres;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Nonolive.LocalCloud.Postgres;

/// <summary>The PostgreSQL that stands for Aurora: one given by hand, a container, or a private cluster.</summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    /// <summary>The variable that names a server by its connection string.</summary>
    public const string Variable = "NONO_POSTGRES";

    /// <summary>The variable that names another image for the container.</summary>
    public const string ImageVariable = "NONO_POSTGRES_IMAGE";

    private const string DefaultImage = "postgres:15.14";

    private readonly IAsyncDisposable? _owned;

    private LocalPostgres(string name, string connectionString, IAsyncDisposable? owned) => (Name, ConnectionString, _owned) = (name, connectionString, owned);

    /// <summary>What it is, for a person.</summary>
    public string Name { get; }

    /// <summary>How to connect as a user who may create databases and replicate.</summary>
    public string ConnectionString { get; }

    internal static async Task<LocalPostgres> StartAsync(IProgress<LocalCloudEvent>? progress, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return await GivenAsync(given, cancellation);
        var missing = new List<string>();
        if (await ContainerEngine.IsReachableAsync(cancellation))
        {
            var image = Environment.GetEnvironmentVariable(ImageVariable) is { Length: > 0 } named ? named : DefaultImage;
            try
            {
                return await ContainerAsync(image, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                var reason = $"the image {image} cannot be run: {e.Message.Split('\n')[0].Trim()}";
                missing.Add(reason);
                progress?.Report(new(LocalCloudEventKind.PartFellBack, "PostgreSQL", reason));
            }
        }
        else
        {
            missing.Add("no container engine is reachable");
        }
        if (!PrivateCluster.IsAvailable)
            throw LocalCloudErrors.NoPostgres([.. missing, "initdb and postgres are neither on PATH nor in the distribution's folder"]);
        var cluster = await PrivateCluster.StartAsync(cancellation: cancellation);
        return new LocalPostgres("PostgreSQL (private cluster)", cluster.ConnectionString, cluster);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_owned is not null)
            await _owned.DisposeAsync();
    }

    private static async Task<LocalPostgres> GivenAsync(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand("show wal_level", connection);
            var level = (string?)await command.ExecuteScalarAsync(cancellation);
            if (level != "logical")
                throw LocalCloudErrors.WrongPostgres(Variable, $"its wal_level is {level}");
            var database = await OwnDatabase.CreateAsync(connectionString, cancellation);
            return new LocalPostgres($"PostgreSQL {connection.PostgreSqlVersion} ({Variable})", database.ConnectionString, database);
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            throw LocalCloudErrors.WrongPostgres(Variable, e.Message);
        }
    }

    private static async Task<LocalPostgres> ContainerAsync(string image, CancellationToken cancellation)
    {
        var container = new PostgreSqlBuilder(image)
            .WithCommand("-c", "wal_level=logical", "-c", "max_wal_senders=64", "-c", "max_replication_slots=64", "-c", "fsync=off")
            .Build();
        try
        {
            await container.StartAsync(cancellation);
            return new LocalPostgres($"PostgreSQL ({image})", container.GetConnectionString() + ";Include Error Detail=true", container);
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }
}
