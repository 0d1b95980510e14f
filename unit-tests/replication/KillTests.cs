namespace Nonolive.Replication.Tests;

/// <summary>A task that ends at any point, and is started again with the same state, loses nothing.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KillTests
{
    private static readonly string[] Points =
    [
        "start: state written", "load: before store", "load: stored", "load: table done", "changes: before store", "changes: stored", "changes: state written",
        "changes: confirmed",
    ];

    [TestCaseSource(nameof(Points))]
    public async Task Nothing_is_lost_when_a_task_ends_at(string point)
    {
        await using var source = await Source.DatabaseAsync();
        using var lake = new Lake();
        await Traffic.CreateAsync(source, 100);
        var state = Path.Combine(lake.Folder, "state");
        var definition = Definitions.Parse(Definitions.Mappings("a", "b"), endpoint: [("cdcMinFileSize", 16.0)]);
        var seed = Points.IndexOf(point) + 1;
        var traffic = new Traffic(source, seed);
        var writing = traffic.RunAsync(2, 80);
        // The point is reached for the first time, the second, the third ..., each time in a new life of the task.
        var deaths = 0;
        for (var life = 1; life <= 6; life++)
        {
            var reached = 0;
            await using var task = new ReplicationTask(definition, new ReplicationTaskOptions
            {
                StateFolder = state,
                Probe = name =>
                {
                    if (name == point && ++reached == (life + 1) / 2)
                        throw new TaskKilledException();
                },
            });
            try
            {
                await task.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System);
                await traffic.RunAsync(1, 15);
                await task.WaitUntilCaughtUpAsync();
                await traffic.RunAsync(1, 15);
                await task.WaitUntilCaughtUpAsync();
            }
            catch (Exception e) when (IsKill(e))
            {
                deaths++;
            }
        }
        await writing;
        await using (var last = new ReplicationTask(definition, new ReplicationTaskOptions { StateFolder = state }))
        {
            await last.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System);
            await last.WaitUntilCaughtUpAsync();
        }
        Assert.That(await Traffic.ReplayAsync(lake), Is.EqualTo(await Traffic.StateAsync(source)));
        Assert.That(deaths, Is.AtLeast(1));
    }

    [TestCase("changes: stored")]
    [TestCase("changes: state written")]
    [TestCase("changes: confirmed")]
    public async Task Nothing_is_lost_when_a_task_ends_amid_a_transaction_that_fills_many_files(string point)
    {
        await using var source = await Source.DatabaseAsync();
        using var lake = new Lake();
        await source.RunAsync("create table shop.t (id int primary key, v text)");
        var definition = Definitions.Parse(Definitions.Mappings("t"), endpoint: [("cdcMinFileSize", 16.0)]);
        var state = Path.Combine(lake.Folder, "state");
        for (var life = 1; life <= 4; life++)
        {
            var reached = 0;
            await using var task = new ReplicationTask(definition, new ReplicationTaskOptions
            {
                StateFolder = state,
                Probe = name =>
                {
                    if (name == point && ++reached == life && life < 4)
                        throw new TaskKilledException();
                },
            });
            try
            {
                await task.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System);
                if (life == 1)
                    await source.RunAsync("insert into shop.t select i, repeat('x', 200) from generate_series(1, 1000) i");
                await task.WaitUntilCaughtUpAsync();
            }
            catch (Exception e) when (IsKill(e))
            {
                Assert.That(life, Is.LessThan(4));
            }
        }
        var rows = await lake.RowsAsync("t");
        Assert.That(rows.Select(row => int.Parse(row["id"]!)).Distinct(), Is.EquivalentTo(Enumerable.Range(1, 1000)));
        // What came twice has its old number.
        Assert.That(rows.Select(row => (row["id"], row["change_seq"])).Distinct().Count(), Is.EqualTo(1000));
        Assert.That(rows, Has.Count.GreaterThan(1000));
    }

    private static bool IsKill(Exception e) => e is TaskKilledException || (e.InnerException is { } inner && IsKill(inner));

    private sealed class TaskKilledException : Exception;
}
