using System.Text.Json;
using System.Text.Json.Nodes;
using Nonolive.Infra.Settings;
using Nonolive.LocalCloud;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Publication;
using Npgsql;

namespace Nonolive.IntegrationTests;

/// <summary>The `test` stack on a local cloud of its own, and the verbs that move data through it.</summary>
internal sealed class Flow : IAsyncDisposable
{
    private readonly LocalCloud.LocalCloud _cloud;

    private Flow(LocalCloud.LocalCloud cloud, DeployedStack stack, NpgsqlConnection source) => (_cloud, Stack, Source) = (cloud, stack, source);

    public DeployedStack Stack { get; }

    /// <summary>The job files that the stack was deployed with.</summary>
    public string JobsFolder => Path.Combine(_cloud.Root, "jobs");

    /// <summary>The platform's database, which has the schema and no rows yet.</summary>
    public NpgsqlConnection Source { get; }

    /// <summary>Today in the business zone: the day that changes committed now belong to.</summary>
    public DateOnly Day { get; private init; }

    public static async Task<Flow> StartAsync()
    {
        LocalCloud.LocalCloud? cloud = null;
        try
        {
            cloud = await LocalCloud.LocalCloud.StartAsync();
            var settings = SettingsReader.Read(StackFileConfigSource.Load(cloud.Root, "test"));
            var stack = await cloud.UpAsync(CurrentDay.AwayFromMidnight(settings, TimeProvider.System));
            var source = new NpgsqlConnection(cloud.Postgres.ConnectionString);
            await source.OpenAsync();
            var flow = new Flow(cloud, stack, source) { Day = CurrentDay.In(stack.Output("businessZone"), TimeProvider.System) };
            await flow.ExecuteAsync(AuroraSchema.Sql);
            return flow;
        }
        catch (UserErrorException e) when (e.Code is ErrorCode.NoAwsEmulator or ErrorCode.NoPostgres && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Ignore(e.Message);
            throw;
        }
        catch when (cloud is not null)
        {
            await cloud.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Source);
        await command.ExecuteNonQueryAsync();
    }

    public async Task LoadAsync()
    {
        await Stack.Replication.StartAsync();
        await Stack.Replication.Task.WaitUntilLoadedAsync();
    }

    public Task ReplicateAsync() => Stack.Replication.Task.WaitUntilCaughtUpAsync();

    /// <summary>Runs the business day as the schedule would, and demands that it is published.</summary>
    public async Task<ExecutionResult> ComputeAsync()
    {
        var result = await Stack.StateMachine.RunAsync(new JsonObject { ["dt"] = $"{Day:yyyy-MM-dd}" });
        Assert.That(result.Status, Is.EqualTo(ExecutionStatus.Succeeded), $"{result.Error}: {result.Cause}\n{result.Log()}");
        return result;
    }

    public ManifestReader Reader => new(Stack.Store, Stack.ResultBucket);

    public async Task<IReadOnlyList<JsonElement>> ReadAsync(string report) =>
        await Reader.ReadRowsAsync(await Reader.ReadAsync(report, Day)).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _cloud.DisposeAsync();
    }
}
