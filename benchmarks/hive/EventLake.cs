using DuckDB.NET.Data;

namespace Nonolive.Hive.Benchmarks;

/// <summary>Generated events as gz JSON lines and as Parquet, in a folder that a FileObjectStore serves as bucket "lake".</summary>
internal sealed record EventLake(string Root)
{
    private const int Files = 8;

    public string Json => Path.Combine(Root, "lake/json/*.json.gz");

    public string Parquet => Path.Combine(Root, "lake/parquet/*.parquet");

    public static async Task<EventLake> MakeAsync(string root, int millions)
    {
        var lake = new EventLake(root);
        Directory.CreateDirectory(Path.Combine(root, "lake/json"));
        Directory.CreateDirectory(Path.Combine(root, "lake/parquet"));
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        for (var file = 0; file < Files; file++)
        {
            var rows = millions * 1_000_000L / Files;
            var select = $$"""
                select concat('evt-', i, '-', hash(i) % 65536) as event_id,
                  ['app_open','room_enter','room_heartbeat','room_heartbeat','chat_message','like'][1 + cast(hash(i * 7) % 6 as bigint)] as event_type,
                  strftime(timestamp '2026-01-01' + to_milliseconds(i * 4), '%Y-%m-%dT%H:%M:%S.%gZ') as event_time,
                  cast(hash(i * 13) % 200000 as bigint) as user_id, cast(hash(i * 17) % 2000 as bigint) as anchor_id,
                  ['ID','SG','VN','TH','MY'][1 + cast(hash(i * 3) % 5 as bigint)] as country, ['ios','android'][1 + cast(hash(i * 5) % 2 as bigint)] as platform,
                  cast(hash(i * 11) % 3000 as int) as stall_ms
                from range({{file * rows}}, {{(file + 1) * rows}}) t(i)
                """;
            await WriteAsync(connection, select, Path.Combine(root, $"lake/json/{file}.json.gz"), "format json, compression gzip");
            await WriteAsync(connection, select, Path.Combine(root, $"lake/parquet/{file}.parquet"), "format parquet");
        }
        return lake;
    }

    private static async Task WriteAsync(DuckDBConnection connection, string select, string path, string options)
    {
        if (File.Exists(path))
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = $"copy ({select}) to '{path}' ({options})";
        await command.ExecuteNonQueryAsync();
    }
}
