using System.Text.Json.Nodes;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Events;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;
using Npgsql;

namespace Nonolive.LocalCloud.Tests;

/// <summary>A small day through every arrow: rows and events in, manifests out, by the program's own stack.</summary>
[TestFixture]
public class DayTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-11-24T05:00:00Z");

    [Test]
    public async Task A_day_is_replicated_computed_audited_and_published_and_no_cluster_is_left()
    {
        await using var cloud = await Clouds.StartAsync();
        await FillDatabaseAsync(cloud.Postgres.ConnectionString);
        var stack = await cloud.UpAsync("test");
        await stack.Replication.StartAsync();
        await stack.Replication.Task.WaitUntilLoadedAsync();
        await SendEventsAsync(stack);
        await stack.Replication.Task.WaitUntilCaughtUpAsync();

        var run = await stack.StateMachine.RunAsync(new JsonObject { ["dt"] = "2026-11-24" });
        Assert.That(run.Status, Is.EqualTo(ExecutionStatus.Succeeded), run.Log());
        Assert.That(stack.Emr.Clusters.Select(cluster => cluster.IsAlive), Is.EqualTo(new[] { false }));

        var manifest = JsonNode.Parse(await stack.Store.ReadTextAsync(new ObjectUri(stack.ResultBucket, LakeLayout.ReportManifest("platform_daily", new DateOnly(2026, 11, 24)))))!;
        var index = JsonNode.Parse(await stack.Store.ReadTextAsync(new ObjectUri(stack.ResultBucket, LakeLayout.ReportIndex)))!;
        Assert.Multiple(() =>
        {
            Assert.That((int)manifest["rows"]!, Is.GreaterThan(0));
            Assert.That(manifest["objects"]!.AsArray(), Is.Not.Empty);
            Assert.That((string?)index["reports"]!["platform_daily"]!["2026-11-24"]!["run_id"], Is.EqualTo((string?)manifest["run_id"]));
            Assert.That(stack.PublishedMessages, Is.Empty);
        });

        var rows = await RowsAsync(stack, manifest);
        var again = await stack.StateMachine.RunAsync(new JsonObject { ["dt"] = "2026-11-24" });
        Assert.That(again.Status, Is.EqualTo(ExecutionStatus.Succeeded), $"{again.Error}: {again.Cause}");
        var second = JsonNode.Parse(await stack.Store.ReadTextAsync(new ObjectUri(stack.ResultBucket, LakeLayout.ReportManifest("platform_daily", new DateOnly(2026, 11, 24)))))!;
        Assert.That((string?)second["run_id"], Is.Not.EqualTo((string?)manifest["run_id"]));
        Assert.That(await RowsAsync(stack, second), Is.EqualTo(rows));
    }

    private static async Task<string> RowsAsync(DeployedStack stack, JsonNode manifest)
    {
        var texts = new List<string>();
        foreach (var found in manifest["objects"]!.AsArray())
            texts.Add(await stack.Store.ReadTextAsync(new ObjectUri(stack.ResultBucket, (string)found!["key"]!)));
        return string.Concat(texts);
    }

    private static async Task FillDatabaseAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var schema = source.CreateCommand(AuroraSchema.Sql))
            await schema.ExecuteNonQueryAsync();
        await using var rows = source.CreateCommand("""
            insert into nonolive.users (user_id, nickname, country, signup_platform, invite_code, created_at, updated_at)
            select i, 'user ' || i, 'ID', 'android', md5('user ' || i)::uuid, timestamptz '2026-11-24 01:00:00+00', timestamptz '2026-11-24 01:00:00+00' from generate_series(1, 5) i
            """);
        await rows.ExecuteNonQueryAsync();
    }

    private static async Task SendEventsAsync(DeployedStack stack)
    {
        await using var writer = new EventFileWriter(stack.Store, new EventFileOptions { Bucket = stack.DataBucket, Host = "test" });
        for (var i = 1; i <= 5; i++)
        {
            await writer.WriteAsync(new AppEvent
            {
                EventId = Guid.Parse($"0193{i:0000}-0000-7000-8000-000000000000"),
                EventType = "app_open",
                EventTime = Noon,
                ReceivedAt = Noon,
                UserId = i,
                DeviceId = $"d{i}",
                Platform = "android",
                AppVersion = "1.0.0",
                Country = "ID",
                Network = "wifi",
            });
        }
        await writer.FlushAsync();
    }
}
