using Microsoft.Extensions.Time.Testing;

namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ChangeTests : IAsyncDisposable
{
    private SourceDatabase _source = null!;
    private Lake _lake = null!;

    [SetUp]
    public async Task Create()
    {
        _source = await Source.DatabaseAsync();
        _lake = new Lake();
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is null)
            return;
        await _source.DisposeAsync();
        _lake.Dispose();
    }

    [TestCase(KeyChange.DeleteAndInsert, "D 1 ", "I 2 x")]
    [TestCase(KeyChange.UpdateWithNewKey, "U 2 x")]
    public async Task A_changed_key_is_written_as_the_behaviour_says(KeyChange change, params string[] rows)
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)", "insert into shop.t values (1, 'x')");
        await using var task = await StartAsync(new DmsBehaviour { KeyChange = change });
        await _source.RunAsync("update shop.t set id = 2");
        Assert.That(await ChangesAsync(task, "id", "v"), Is.EqualTo(rows));
    }

    [TestCase("default", UntouchedLargeValue.ReadFromSource, "U 1 b 3000", "U 2  3000")]
    [TestCase("default", UntouchedLargeValue.Null, "U 1 b ", "U 2  ")]
    [TestCase("full", UntouchedLargeValue.Null, "U 1 b 3000", "U 2  3000")]
    public async Task A_large_value_that_an_update_leaves_is_found(string identity, UntouchedLargeValue behaviour, params string[] rows)
    {
        await _source.RunAsync(
            "create table shop.t (id int primary key, v text, big text)", "alter table shop.t alter big set storage external", $"alter table shop.t replica identity {identity}",
            "insert into shop.t values (1, 'a', repeat('x', 3000)), (2, 'a', repeat('x', 3000))");
        await using var task = await StartAsync(new DmsBehaviour { UntouchedLargeValue = behaviour });
        await _source.RunAsync("update shop.t set v = 'b' where id = 1", "update shop.t set v = null where id = 2");
        await task.WaitUntilCaughtUpAsync();
        var written = (await _lake.RowsAsync("t", "/20")).Select(row => $"{row["Op"]} {row["id"]} {row["v"]} {row["big"]?.Length}");
        Assert.That(written, Is.EqualTo(rows));
    }

    [Test]
    public async Task A_delete_has_the_whole_row_only_where_the_identity_is_full()
    {
        await _source.RunAsync(
            "create table shop.t (id int primary key, v text)", "alter table shop.t replica identity full", "insert into shop.t values (1, 'x')");
        await using var task = await StartAsync();
        await _source.RunAsync("update shop.t set v = 'y'", "delete from shop.t");
        Assert.That(await ChangesAsync(task, "id", "v"), Is.EqualTo(["U 1 y", "D 1 y"]));
    }

    [Test]
    public async Task A_table_without_a_key_keeps_working_and_only_its_inserts_are_written_without_large_objects()
    {
        await _source.RunAsync("create table shop.t (n int, v varchar(10), big text)", "insert into shop.t values (1, 'x', 'big')");
        await using var task = await StartAsync();
        await _source.RunAsync("insert into shop.t values (2, 'y', 'big')", "update shop.t set v = 'z'", "delete from shop.t where n = 1");
        Assert.That(await ChangesAsync(task, "n", "v"), Is.EqualTo(["I 2 y"]));
        Assert.That((await _lake.RowsAsync("t"))[0].Keys, Is.EqualTo(["Op", "dms_commit_ts", "n", "v", "change_seq"]));
        Assert.That(task.Status.Warnings, Has.Some.Contains("no primary key").And.Some.Contains("shop.t.big"));
    }

    [Test]
    public async Task A_truncate_is_ignored_with_a_warning_as_the_guide_says()
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)", "insert into shop.t values (1, 'x')");
        await using var task = await StartAsync();
        await _source.RunAsync("insert into shop.t values (2, 'y')", "truncate shop.t", "insert into shop.t values (3, 'z')");
        Assert.That(await ChangesAsync(task, "id", "v"), Is.EqualTo(["I 2 y", "I 3 z"]));
        Assert.That(task.Status.Warnings, Has.Some.Contains("TRUNCATE of shop.t"));
        Assert.That(await _lake.RowsAsync("t", "LOAD"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_truncate_that_is_captured_deletes_all_that_was_there()
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)", "insert into shop.t values (1, 'x')");
        await using var task = await StartAsync(new DmsBehaviour { TruncateIsCaptured = true });
        await _source.RunAsync("insert into shop.t values (2, 'y')");
        await task.WaitUntilCaughtUpAsync();
        await _source.RunAsync("begin; insert into shop.t values (4, 'y'); truncate shop.t; insert into shop.t values (3, 'z'); commit");
        Assert.That(await ChangesAsync(task, "id", "v"), Is.EqualTo(["I 3 z"]));
        Assert.That(await _lake.RowsAsync("t", "LOAD"), Is.Empty);
    }

    [Test]
    public async Task Columns_that_change_on_the_way_are_in_the_next_file()
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)");
        await using var task = await StartAsync();
        await _source.RunAsync(
            "insert into shop.t values (1, 'a')", "alter table shop.t add n numeric(5,2) default 1", "insert into shop.t values (2, 'b', 2.5)",
            "alter table shop.t rename v to w", "insert into shop.t values (3, 'c', 3)", "alter table shop.t drop w", "insert into shop.t values (4, 4)",
            "alter table shop.t alter n type bigint", "insert into shop.t values (5, 5)",
            "create type shop.mood as enum ('sad')", "alter table shop.t add m shop.mood", "insert into shop.t values (6, 6, 'sad')");
        await task.WaitUntilCaughtUpAsync();
        var rows = await _lake.RowsAsync("t");
        Assert.That(rows.Select(row => string.Join(" ", row.Where(pair => pair.Key is not ("Op" or "dms_commit_ts" or "change_seq")).Select(pair => $"{pair.Key}={pair.Value}"))),
            Is.EqualTo(["id=1 v=a", "id=2 v=b n=2.5", "id=3 w=c n=3", "id=4 n=4", "id=5 n=5", "id=6 n=6 m=sad"]));
        Assert.That(await _lake.KeysAsync(), Has.Count.EqualTo(6).And.Ordered);
    }

    [Test]
    public async Task Columns_stay_as_they_were_where_alterations_are_not_handled()
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)");
        await using var task = await StartAsync(settings: """{"ChangeProcessingDdlHandlingPolicy":{"HandleSourceTableAltered":false}}""");
        await _source.RunAsync("insert into shop.t values (1, 'a')", "alter table shop.t add n int", "alter table shop.t drop v", "insert into shop.t values (2, 3)");
        Assert.That(await ChangesAsync(task, "id", "v"), Is.EqualTo(["I 1 a", "I 2 "]));
        Assert.That((await _lake.RowsAsync("t"))[1].Keys, Has.No.Member("n"));
    }

    [Test]
    public async Task What_is_rolled_back_is_not_written()
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)");
        await using var task = await StartAsync();
        await _source.RunAsync(
            "begin; insert into shop.t values (1, 'a'); rollback",
            "begin; insert into shop.t values (2, 'b'); savepoint s; insert into shop.t values (3, 'c'); rollback to s; update shop.t set v = '' where id = 2; commit");
        Assert.That(await ChangesAsync(task, "id", "v"), Is.EqualTo(["I 2 b", "U 2 "]));
    }

    [Test]
    public async Task Each_of_many_rows_of_one_record_has_a_sequence_of_its_own()
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)");
        await using var task = await StartAsync();
        await using (var connection = new Npgsql.NpgsqlConnection(_source.ConnectionString))
        {
            await connection.OpenAsync();
            await using var copy = await connection.BeginTextImportAsync("copy shop.t (id) from stdin");
            for (var i = 0; i < 2_000; i++)
                await copy.WriteLineAsync($"{i}");
        }
        await task.WaitUntilCaughtUpAsync();
        var rows = await _lake.RowsAsync("t");
        Assert.That(rows.OrderBy(row => row["change_seq"], StringComparer.Ordinal).Select(row => int.Parse(row["id"]!)), Is.EqualTo(Enumerable.Range(0, 2_000)));
        Assert.That(rows.Select(row => row["change_seq"]), Is.Unique);
    }

    [Test]
    public async Task A_batch_waits_for_its_interval_and_names_never_repeat_though_the_clock_stands()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 23, 59, 59, 123, TimeSpan.Zero));
        await _source.RunAsync("create table shop.t (id int primary key, v text)", "create table shop.u (id int primary key)", "insert into shop.t values (0, '')");
        await using var task = await StartAsync(clock: clock);
        await _source.RunAsync("insert into shop.t values (1, 'a')");
        await task.FlushAsync();
        await task.WaitUntilCaughtUpAsync();
        await _source.RunAsync("insert into shop.t values (2, 'b')");
        await task.WaitUntilCaughtUpAsync();
        await _source.RunAsync("insert into shop.t values (3, 'c')", "insert into shop.u values (1)");
        // A table without rows has no folder until its first change.
        Assert.That(await _lake.KeysAsync("aurora/shop/u/"), Is.Empty);
        Assert.That(await _lake.KeysAsync("aurora/shop/t/2"), Is.EqualTo(
            ["aurora/shop/t/2026/03/04/20260304-235959123.parquet", "aurora/shop/t/2026/03/04/20260304-235959124.parquet"]));
        Assert.That((await _lake.RowsAsync("t", "LOAD"))[0]["dms_commit_ts"], Is.EqualTo("2026-03-04 23:59:59.123000"));

        // Time passes until the batch's timer, which starts when its first change arrives, has rung.
        var stored = WaitForAsync("aurora/shop/u/");
        while (!stored.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(61));
            await Task.Yield();
        }
        await stored;
        Assert.That(await _lake.KeysAsync("aurora/shop/t/2"), Has.Count.EqualTo(3).And.Ordered);
    }

    [Test]
    public async Task A_batch_is_stored_at_once_when_it_has_its_size()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await _source.RunAsync("create table shop.t (id int primary key, v text)");
        await using var task = await StartAsync(clock: clock, endpoint: [("cdcMinFileSize", 10.0)]);
        await _source.RunAsync("insert into shop.t select i, repeat('x', 1000) from generate_series(1, 500) i");
        await WaitForAsync("aurora/shop/t/");
        await task.WaitUntilCaughtUpAsync();
        Assert.That(await _lake.KeysAsync(), Has.Count.GreaterThan(2));
        Assert.That((await _lake.RowsAsync("t")).Select(row => int.Parse(row["id"]!)), Is.EquivalentTo(Enumerable.Range(1, 500)));
    }

    [TestCase("YYYYMMDD", "SLASH", null, "2026/03/04/")]
    [TestCase("YYYYMMDDHH", "DASH", null, "2026-03-04-23/")]
    [TestCase("YYYYMM", "NONE", null, "202603/")]
    [TestCase("MMYYYYDD", "UNDERSCORE", null, "03_2026_04/")]
    [TestCase("DDMMYYYY", "SLASH", "Asia/Jakarta", "05/03/2026/")]
    public async Task Date_folders_follow_sequence_delimiter_and_zone(string sequence, string delimiter, string? zone, string folder)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 23, 59, 59, TimeSpan.Zero));
        await _source.RunAsync("create table shop.t (id int primary key, v text)");
        await using var task = await StartAsync(
            clock: clock, endpoint: [("datePartitionSequence", sequence), ("datePartitionDelimiter", delimiter), ("datePartitionTimezone", zone)]);
        await _source.RunAsync("insert into shop.t values (1, 'a')");
        await task.WaitUntilCaughtUpAsync();
        var name = zone is null ? "20260304-235959000" : "20260305-065959000";
        Assert.That(await _lake.KeysAsync(), Is.EqualTo([$"aurora/shop/t/{folder}{name}.parquet"]));
    }

    [Test]
    public async Task A_change_lies_in_the_folder_of_its_commit_where_the_behaviour_says_so()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await _source.RunAsync("create table shop.t (id int primary key, v text)");
        await using var task = await StartAsync(new DmsBehaviour { DatePartitionClock = DatePartitionClock.Commit, DateFoldersAreZeroPadded = false }, clock: clock);
        await _source.RunAsync("insert into shop.t values (1, 'a')");
        await task.WaitUntilCaughtUpAsync();
        var commit = DateTime.Parse((await _lake.RowsAsync("t"))[0]["dms_commit_ts"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(await _lake.KeysAsync(), Is.EqualTo([$"aurora/shop/t/{commit:yyyy'/'M'/'d}/20200101-000000000.parquet"]));
    }

    [TestCase("cdcInsertsOnly", "I 1 a")]
    [TestCase("cdcInsertsAndUpdates", "I 1 a", "U 1 b")]
    public async Task Only_the_wanted_operations_are_written(string key, params string[] rows)
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)");
        await using var task = await StartAsync(endpoint: [(key, true)]);
        await _source.RunAsync("insert into shop.t values (1, 'a')", "update shop.t set v = 'b'", "delete from shop.t");
        Assert.That(await ChangesAsync(task, "id", "v"), Is.EqualTo(rows));
    }

    [Test]
    public async Task Large_objects_are_cut_at_their_limit_with_a_warning()
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text, b bytea)", "insert into shop.t values (1, repeat('x', 600), decode(repeat('ab', 1100), 'hex'))");
        await using var task = await StartAsync(settings: """{"TargetMetadata":{"LobMaxSize":1}}""");
        await _source.RunAsync("insert into shop.t values (2, repeat(U&'\\+01F600', 300), decode(repeat('cd', 1100), 'hex'))");
        await task.WaitUntilCaughtUpAsync();
        var rows = (await _lake.RowsAsync("t")).OrderBy(row => row["id"]).ToList();
        // A character takes two bytes, one beyond the basic plane four.
        Assert.That(rows[0]["v"], Is.EqualTo(new string('x', 512)));
        Assert.That(rows[1]["v"], Is.EqualTo(string.Concat(Enumerable.Repeat("\U0001F600", 256))));
        Assert.That(rows.Select(row => row["b"]!.Length), Is.EqualTo([2048, 2048]));
        Assert.That(task.Status.Warnings, Has.Count.EqualTo(2).And.All.Contains("LobMaxSize (1 KB)"));
    }

    [Test]
    public async Task A_large_object_that_may_not_be_cut_stops_the_task_with_its_name()
    {
        await _source.RunAsync("create table shop.t (id int primary key, v text)", "insert into shop.t values (1, repeat('x', 600))");
        await using var task = new ReplicationTask(Definitions.Parse(
            Definitions.Mappings("t"), task: [("replicationTaskSettings", """{"TargetMetadata":{"LobMaxSize":1}}""")], source: [("extraConnectionAttributes", "failTasksOnLobTruncation=true")]));
        await task.StartAsync(_source.ConnectionString, _lake.Store, TimeProvider.System);
        Assert.That(() => task.WaitUntilCaughtUpAsync(), Throws.Exception.Message.Contains("NONO-1209").And.Message.Contains("shop.t.v"));
        Assert.That(task.Status.Phase, Is.EqualTo(ReplicationPhase.Failed));
        Assert.That(() => task.FlushAsync(), Throws.Exception.Message.Contains("NONO-1212").And.Message.Contains("LobMaxSize"));
    }

    private async Task<ReplicationTask> StartAsync(
        DmsBehaviour? behaviour = null, string? settings = null, TimeProvider? clock = null, (string, object?)[]? endpoint = null)
    {
        var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings("%"), endpoint, [("replicationTaskSettings", settings)], behaviour: behaviour));
        await task.StartAsync(_source.ConnectionString, _lake.Store, clock ?? TimeProvider.System);
        await task.WaitUntilLoadedAsync();
        return task;
    }

    private async Task<IReadOnlyList<string>> ChangesAsync(ReplicationTask task, params string[] columns)
    {
        await task.WaitUntilCaughtUpAsync();
        return [.. (await _lake.RowsAsync("t", "/20")).Select(row => $"{row["Op"]} {string.Join(" ", columns.Select(column => row[column]))}")];
    }

    private async Task WaitForAsync(string prefix)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await _lake.KeysAsync(prefix)).Count == 0)
            await pause.WaitForNextTickAsync();
    }
}
