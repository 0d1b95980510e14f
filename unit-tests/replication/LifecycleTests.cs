using Nonolive.Pipeline.Errors;
using Npgsql;

namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LifecycleTests : IAsyncDisposable
{
    private SourceDatabase _source = null!;
    private Lake _lake = null!;

    private ReplicationTaskOptions Options => new() { StateFolder = Path.Combine(_lake.Folder, "state") };

    [SetUp]
    public async Task Create()
    {
        _source = await Source.DatabaseAsync();
        _lake = new Lake();
        await _source.RunAsync("create table shop.t (id int primary key, v text)", "insert into shop.t select i, 'v' from generate_series(1, 10) i");
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is null)
            return;
        await _source.DisposeAsync();
        _lake.Dispose();
    }

    [Test]
    public async Task A_stopped_task_continues_where_it_was()
    {
        var definition = Definitions.Parse(Definitions.Mappings("t"));
        await using (var first = new ReplicationTask(definition, Options))
        {
            await first.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
            await first.WaitUntilLoadedAsync();
            await _source.RunAsync("insert into shop.t values (11, 'before')");
            await first.StopAsync();
        }
        await _source.RunAsync("insert into shop.t values (12, 'between')");
        await using var second = new ReplicationTask(definition, Options);
        await second.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await _source.RunAsync("insert into shop.t values (13, 'after')");
        await second.WaitUntilCaughtUpAsync();
        Assert.That((await _lake.RowsAsync("t")).Select(row => int.Parse(row["id"]!)), Is.EquivalentTo(Enumerable.Range(1, 13)));
        Assert.That(second.Status.Tables.Single().IsLoaded, Is.True);
        Assert.That((await _lake.KeysAsync()).Count(key => key.Contains("LOAD", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task One_task_can_be_started_again_after_it_was_stopped()
    {
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t")), Options);
        for (var i = 11; i < 14; i++)
        {
            await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
            await _source.RunAsync($"insert into shop.t values ({i}, 'x')");
            await task.WaitUntilCaughtUpAsync();
            await task.StopAsync();
        }
        Assert.That((await _lake.RowsAsync("t")).Select(row => int.Parse(row["id"]!)), Is.EquivalentTo(Enumerable.Range(1, 13)));
    }

    [Test]
    public async Task A_full_load_ends_by_itself_and_leaves_nothing_in_the_source()
    {
        await _source.RunAsync("create view shop.w as select id * 2 as twice from shop.t", "create table shop.empty (id int primary key)");
        var mappings = Definitions.Rules(Definitions.Selection(1, "t"), Definitions.Selection(2, "empty"), Definitions.Selection(3, "w").Replace("\"table-name\":\"w\"", "\"table-name\":\"w\",\"table-type\":\"view\"", StringComparison.Ordinal), Definitions.ChangeSequence);
        await using var task = new ReplicationTask(Definitions.Parse(mappings, task: [("migrationType", "full-load")]));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilCaughtUpAsync();
        await task.Completion;
        Assert.That(task.Status.Phase, Is.EqualTo(ReplicationPhase.Stopped));
        Assert.That(await _lake.KeysAsync(), Is.EqualTo(["aurora/shop/t/LOAD00000001.parquet", "aurora/shop/w/LOAD00000001.parquet"]));
        Assert.That((await _lake.RowsAsync("w")).Sum(row => int.Parse(row["twice"]!)), Is.EqualTo(110));
        Assert.That(await _source.ScalarAsync<long>("select (select count(*) from pg_replication_slots where database = current_database()) + (select count(*) from pg_publication)"), Is.Zero);
    }

    [Test]
    public async Task A_task_of_changes_loads_nothing()
    {
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t"), task: [("migrationType", "cdc")]));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await _source.RunAsync("update shop.t set v = 'w' where id = 1");
        await task.WaitUntilCaughtUpAsync();
        Assert.That((await _lake.RowsAsync("t")).Select(row => $"{row["Op"]} {row["id"]} {row["v"]}"), Is.EqualTo(["U 1 w"]));
    }

    [Test]
    public async Task A_slot_that_somebody_made_is_used_from_where_it_stands()
    {
        var slot = "mine_" + Guid.NewGuid().ToString("N")[..8];
        // The publications that a slot is decoded with must be older than the slot; an earlier run has made them.
        await using (var earlier = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t"), task: [("migrationType", "cdc")])))
            await earlier.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await _source.RunAsync($"select pg_create_logical_replication_slot('{slot}', 'pgoutput')", "insert into shop.t values (11, 'early')");
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t"), task: [("migrationType", "cdc")], source: [("postgresSettings", new Dictionary<string, object?> { ["slotName"] = slot })]));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilCaughtUpAsync();
        Assert.That((await _lake.RowsAsync("t")).Select(row => $"{row["Op"]} {row["id"]} {row["v"]}"), Is.EqualTo(["I 11 early"]));
    }

    [Test]
    public async Task A_task_whose_slot_is_gone_says_that_changes_are_lost()
    {
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t")), Options);
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilCaughtUpAsync();
        await task.StopAsync();
        await _source.RunAsync("select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()");
        Assert.That(
            () => task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System),
            Throws.TypeOf<UserErrorException>().With.Property("Code").EqualTo(ErrorCode.ReplicationSlotLost).And.Message.Contains("start it afresh"));
        await task.DeleteAsync(_source.ConnectionString);
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilCaughtUpAsync();
    }

    [Test]
    public async Task Objects_of_before_are_cleared_where_the_task_says_so()
    {
        await Pipeline.Storage.ObjectStoreExtensions.PutTextAsync(_lake.Store, new("data", "aurora/shop/t/LOAD00000009.parquet"), "old");
        await Pipeline.Storage.ObjectStoreExtensions.PutTextAsync(_lake.Store, new("data", "aurora/shop/other/LOAD00000001.parquet"), "other");
        await using var task = new ReplicationTask(Definitions.Parse(
            Definitions.Mappings("t"), task: [("replicationTaskSettings", """{"FullLoadSettings":{"TargetTablePrepMode":"DROP_AND_CREATE"}}""")]));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilCaughtUpAsync();
        Assert.That(await _lake.KeysAsync(), Is.EqualTo(["aurora/shop/other/LOAD00000001.parquet", "aurora/shop/t/LOAD00000001.parquet"]));
    }

    [Test]
    public async Task A_large_table_is_cut_into_files_with_hexadecimal_numbers()
    {
        await _source.RunAsync("insert into shop.t select i, repeat(md5(i::text), 30) from generate_series(11, 2000) i");
        await using var task = new ReplicationTask(Definitions.Parse(
            Definitions.Mappings("t"), [("maxFileSize", 64.0), ("compressionType", null), ("rowGroupLength", 100.0)], [("migrationType", "full-load")]));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilLoadedAsync();
        var keys = await _lake.KeysAsync();
        Assert.That(keys.Select(Path.GetFileName), Is.EqualTo(Enumerable.Range(1, keys.Count).Select(i => $"LOAD{i:X8}.parquet")));
        Assert.That(keys, Has.Count.GreaterThan(16));
        Assert.That((await _lake.RowsAsync("t")).Select(row => int.Parse(row["id"]!)), Is.EqualTo(Enumerable.Range(1, 2000)));
    }

    [Test]
    public async Task Progress_is_told_and_a_source_that_does_not_answer_is_named()
    {
        var told = new List<ReplicationProgress>();
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t")));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System, new Direct(told.Add));
        await task.WaitUntilLoadedAsync();
        lock (told)
        {
            Assert.That(told.Select(step => step.Phase).Distinct(), Is.SupersetOf([ReplicationPhase.Starting, ReplicationPhase.Loading]));
            Assert.That(told.Last(step => step.Table is not null), Is.EqualTo(new ReplicationProgress(ReplicationPhase.Loading, "shop.t", 10, 0)));
        }
        var nowhere = new NpgsqlConnectionStringBuilder(_source.ConnectionString) { Port = 1 }.ConnectionString;
        await using var other = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t")));
        Assert.That(
            () => other.StartAsync(nowhere, _lake.Store, TimeProvider.System),
            Throws.TypeOf<UserErrorException>().With.Property("Code").EqualTo(ErrorCode.ReplicationSourceNotReady));
        Assert.That(() => other.WaitUntilCaughtUpAsync(), Throws.TypeOf<UserErrorException>().With.Property("Code").EqualTo(ErrorCode.ReplicationTaskNotRunning));
    }

    [Test]
    public async Task An_idle_task_lets_the_source_remove_its_log()
    {
        await _source.RunAsync("create table shop.ignored (id int)");
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t")));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilCaughtUpAsync();
        var before = await ConfirmedAsync();
        await _source.RunAsync("insert into shop.ignored select generate_series(1, 1000)");
        await task.WaitUntilCaughtUpAsync();
        Assert.That(await _lake.KeysAsync(), Has.Count.EqualTo(1));
        await UntilConfirmedAsync(lsn => lsn > before);
    }

    [Test]
    public async Task The_confirmed_position_is_never_ahead_of_what_is_stored()
    {
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("t")));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        await task.WaitUntilCaughtUpAsync();
        await _source.RunAsync("insert into shop.t values (11, 'waits for its batch')");
        var written = await _source.ScalarAsync<NpgsqlTypes.NpgsqlLogSequenceNumber>("select pg_current_wal_insert_lsn()");
        Assert.That(await ConfirmedAsync(), Is.LessThan(written));
        await task.WaitUntilCaughtUpAsync();
        await UntilConfirmedAsync(lsn => lsn >= written);
    }

    // The status update that a flush sends is on its way when the flush returns.
    private async Task UntilConfirmedAsync(Func<NpgsqlTypes.NpgsqlLogSequenceNumber, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!holds(await ConfirmedAsync()))
            await pause.WaitForNextTickAsync(limit.Token);
    }

    private async Task<NpgsqlTypes.NpgsqlLogSequenceNumber> ConfirmedAsync() =>
        await _source.ScalarAsync<NpgsqlTypes.NpgsqlLogSequenceNumber>("select confirmed_flush_lsn from pg_replication_slots where database = current_database()");

    private sealed class Direct(Action<ReplicationProgress> report) : IProgress<ReplicationProgress>
    {
        public void Report(ReplicationProgress value)
        {
            lock (report.Target!)
                report(value);
        }
    }
}
