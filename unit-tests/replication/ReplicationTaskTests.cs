namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReplicationTaskTests
{
    [Test]
    public async Task Rows_are_loaded_and_inserts_updates_and_deletes_follow()
    {
        await using var source = await Source.DatabaseAsync();
        using var lake = new Lake();
        await source.RunAsync(
            "create table shop.users (id bigint primary key, name text, coins int, vip boolean)",
            "insert into shop.users values (1, 'Ayu', 5, true), (2, 'Budi', null, false)");
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("users")));
        await task.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System);
        await task.WaitUntilLoadedAsync();
        await source.RunAsync(
            "begin; insert into shop.users values (3, 'Citra', 9, true); update shop.users set coins = 6 where id = 1; commit",
            "delete from shop.users where id = 2");
        await task.WaitUntilCaughtUpAsync();

        var load = await lake.RowsAsync("users", "LOAD");
        Assert.That(load.Select(row => $"{row["Op"]} {row["id"]} {row["name"]} {row["coins"]} {row["vip"]} '{row["change_seq"]}'"),
            Is.EqualTo(["I 1 Ayu 5 true ''", "I 2 Budi  false ''"]));
        var changes = await lake.RowsAsync("users", "/20");
        Assert.That(changes.Select(row => $"{row["Op"]} {row["id"]} {row["name"]} {row["coins"]} {row["vip"]}"),
            Is.EqualTo(["I 3 Citra 9 true", "U 1 Ayu 6 true", "D 2   "]));
        Assert.That(changes.Select(row => row["change_seq"]), Is.Ordered.Ascending.And.All.Length.EqualTo(35));
        Assert.That(changes[0]["dms_commit_ts"], Is.EqualTo(changes[1]["dms_commit_ts"]).And.Match(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$"));
        Assert.That(task.Status.Tables.Single(), Is.EqualTo(new TableStatus("shop", "users", true, 2, 0, 1, 1, 1, task.Status.Tables.Single().Files)));
        Assert.That(await lake.KeysAsync(), Has.Some.EqualTo("aurora/shop/users/LOAD00000001.parquet"));
        Assert.That(await lake.KeysAsync(), Has.Some.Matches(@"^aurora/shop/users/\d{4}/\d\d/\d\d/\d{8}-\d{9}\.parquet$"));
        await task.StopAsync();
        Assert.That(task.Status.Phase, Is.EqualTo(ReplicationPhase.Stopped));
        await task.DeleteAsync(source.ConnectionString);
        Assert.That(await source.ScalarAsync<long>("select count(*) from pg_replication_slots where database = current_database()"), Is.Zero);
    }
}
