namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReplayTests
{
    [Test]
    public async Task Load_and_changes_in_their_order_give_the_source_whatever_is_written_meanwhile([Range(1, 4)] int seed)
    {
        await using var source = await Source.DatabaseAsync();
        using var lake = new Lake();
        await Traffic.CreateAsync(source, 100);
        var traffic = new Traffic(source, seed);
        var before = traffic.RunAsync(3, 60);
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("a", "b"), endpoint: [("cdcMinFileSize", 32.0)]));
        await task.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System);
        await before;
        await traffic.RunAsync(3, 60);
        await task.WaitUntilCaughtUpAsync();

        Assert.That(await Traffic.ReplayAsync(lake), Is.EqualTo(await Traffic.StateAsync(source)));
        foreach (var table in (string[])["a", "b"])
        {
            var sequences = (await lake.RowsAsync(table)).Select(row => row["change_seq"]!).Where(sequence => sequence.Length > 0).ToList();
            Assert.That(sequences, Is.Unique.And.Not.Empty);
        }
    }

    [Test]
    public async Task Load_that_overlaps_the_changes_gives_the_source_too()
    {
        await using var source = await Source.DatabaseAsync();
        using var lake = new Lake();
        await Traffic.CreateAsync(source, 100);
        var writing = new Traffic(source, 77).RunAsync(3, 80);
        var behaviour = new DmsBehaviour { LoadReadsSlotSnapshot = false };
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("a", "b"), behaviour: behaviour));
        await task.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System);
        await writing;
        await task.WaitUntilCaughtUpAsync();
        Assert.That(await Traffic.ReplayAsync(lake), Is.EqualTo(await Traffic.StateAsync(source)));
    }
}
