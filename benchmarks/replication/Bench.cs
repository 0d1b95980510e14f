using System.Diagnostics;
using Nonolive.Pipeline.Storage;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Postgres;
using Npgsql;

namespace Nonolive.Replication.Benchmarks;

/// <summary>Measures the engine and PostgreSQL's own programs in turn, three times each, and prints the best of each.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private const int Runs = 3;

    private readonly PrivateCluster _cluster;
    private readonly string _database;
    private readonly string _lake = Directory.CreateTempSubdirectory("nonolive-bench-").FullName;
    private readonly int _rows;

    private Bench(PrivateCluster cluster, string database, int rows)
    {
        _cluster = cluster;
        _database = database;
        _rows = rows;
    }

    public static async Task<Bench> StartAsync(int rows)
    {
        var cluster = await PrivateCluster.StartAsync();
        var bench = new Bench(cluster, await cluster.CreateDatabaseAsync("bench"), rows);
        await bench.RunAsync(
            $"""
            create schema shop;
            create table shop.orders (id bigint primary key, viewer int, country varchar(2), level smallint, amount numeric(12,2), score float8, at timestamp, paid_at timestamptz,
                refunded boolean, day date, token uuid, note text, props jsonb);
            insert into shop.orders select i, i % 100000, (array['ID','MY','VN','TH'])[1 + i % 4], i % 50, (i % 100000) / 100.0, i / 3.0, timestamp '2026-01-01' + i * interval '1 second',
                timestamptz '2026-01-01' + i * interval '1 second', i % 50 = 0, date '2026-01-01' + i % 365, md5(i::text)::uuid, 'a gift for room ' || i % 1000, jsonb_build_object('gift', i % 100, 'combo', i % 7)
            from generate_series(1, {rows}) i;
            vacuum freeze analyze shop.orders;
            """.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return bench;
    }

    public async Task LoadAsync()
    {
        var limit = await BestAsync(CopyAsync);
        Print("psql COPY ... binary > /dev/null", _rows, limit, limit);
        Print("full load, Parquet", _rows, await BestAsync(() => LoadOnceAsync("parquet", "NONE")), limit);
        Print("full load, Parquet gzip", _rows, await BestAsync(() => LoadOnceAsync("parquet", "GZIP")), limit);
        Print("full load, CSV", _rows, await BestAsync(() => LoadOnceAsync("csv", "NONE")), limit);
    }

    public async Task ChangesAsync(int changes)
    {
        var task = new ReplicationTask(Define("changes", "parquet", "GZIP", "cdc"));
        await using var disposal = task;
        await RunAsync("create publication bench for all tables", "select pg_create_logical_replication_slot('bench', 'pgoutput')");
        await task.StartAsync(_database, new FileObjectStore(_lake), TimeProvider.System);
        await task.StopAsync();
        await using (var stopped = new ReplicationTask(Define("kept", "parquet", "GZIP", "cdc"), new ReplicationTaskOptions { StateFolder = Path.Combine(_lake, "state") }))
        {
            await stopped.StartAsync(_database, new FileObjectStore(_lake), TimeProvider.System);
            await stopped.StopAsync();
        }
        for (var i = 0; i < changes; i += 1000)
            await RunAsync($"update shop.orders set amount = amount + 1 where id between {i % _rows + 1} and {i % _rows + 1000}");
        var end = await ScalarAsync("select pg_current_wal_insert_lsn()::text");
        var limit = await TimedAsync(() => Run("pg_recvlogical", "--slot", "bench", "--start", "-o", "proto_version=1", "-o", "publication_names=bench", "--endpos", end, "-f", "/dev/null", "--no-loop"));
        Print("pg_recvlogical pgoutput > /dev/null", changes, limit, limit);
        await using var kept = new ReplicationTask(Define("kept", "parquet", "GZIP", "cdc"), new ReplicationTaskOptions { StateFolder = Path.Combine(_lake, "state") });
        var time = await TimedAsync(async () =>
        {
            await kept.StartAsync(_database, new FileObjectStore(_lake), TimeProvider.System);
            await kept.WaitUntilCaughtUpAsync();
        });
        Print($"changes, Parquet gzip ({kept.Status.Tables.Single().Updates:N0} updates)", changes, time, limit);
        Console.WriteLine($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / (1 << 20):N0} MiB");
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_lake, recursive: true);
    }

    private async Task LoadOnceAsync(string format, string compression)
    {
        await using var task = new ReplicationTask(Define("load", format, compression, "full-load"));
        await task.StartAsync(_database, new FileObjectStore(_lake), TimeProvider.System);
        await task.WaitUntilLoadedAsync();
        if (task.Status.Tables.Single().LoadedRows != _rows)
            throw new InvalidOperationException("Rows are missing.");
    }

    private Task CopyAsync() => Run("psql", "-q", "-c", "copy (select * from shop.orders) to stdout (format binary)");

    private static ReplicationDefinition Define(string id, string format, string compression, string migration) => ReplicationDefinition.Parse(
        new Dictionary<string, object?> { ["engineName"] = "aurora-postgresql", ["extraConnectionAttributes"] = "mapBooleanAsBoolean=true" },
        new Dictionary<string, object?>
        {
            ["bucketName"] = "data",
            ["bucketFolder"] = id + format + compression,
            ["dataFormat"] = format,
            ["compressionType"] = compression,
            ["includeOpForFullLoad"] = true,
            ["timestampColumnName"] = "dms_commit_ts",
        },
        new Dictionary<string, object?>
        {
            ["replicationTaskId"] = "bench-" + id,
            ["migrationType"] = migration,
            ["tableMappings"] = """
                {"rules":[{"rule-type":"selection","rule-id":"1","rule-name":"all","rule-action":"include","object-locator":{"schema-name":"shop","table-name":"%"}},
                {"rule-type":"transformation","rule-id":"2","rule-name":"seq","rule-target":"column","rule-action":"add-column","object-locator":{"schema-name":"%","table-name":"%"},
                "value":"change_seq","expression":"$AR_H_CHANGE_SEQ","data-type":{"type":"string","length":35}}]}
                """,
        });

    private async Task Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-h", "127.0.0.1", "-p", $"{_cluster.Port}", "-U", "postgres", "-d", "bench", .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private async Task RunAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(_database + ";Command Timeout=0");
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<string> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<(TimeSpan Wall, TimeSpan Cpu)> BestAsync(Func<Task> work)
    {
        var best = (Wall: TimeSpan.MaxValue, Cpu: TimeSpan.Zero);
        for (var i = 0; i < Runs; i++)
        {
            var time = await TimedAsync(work);
            best = time.Wall < best.Wall ? time : best;
        }
        return best;
    }

    // The processor's time is this process's own: it tells the engine's cost also where other programs run beside it.
    private static async Task<(TimeSpan Wall, TimeSpan Cpu)> TimedAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        await work();
        return (watch.Elapsed, Environment.CpuUsage.TotalTime - cpu);
    }

    private static void Print(string what, int count, (TimeSpan Wall, TimeSpan Cpu) time, (TimeSpan Wall, TimeSpan Cpu) limit) => Console.WriteLine(
        $"{what,-45} {count / time.Wall.TotalSeconds,12:N0}/s {limit.Wall / time.Wall,6:P0} of the limit, {time.Cpu.TotalMicroseconds / count,6:0.00} us of processor each");
}
