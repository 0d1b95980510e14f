using System.Globalization;
using DuckDB.NET.Data;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Benchmarks;

/// <summary>The same job in HiveQL and as somebody would write it by hand for DuckDB.</summary>
internal sealed record Job(string Name, string Hive, string DuckDb);

internal static class Jobs
{
    private const string Fields =
        "get_json_object(line, '$.event_type') as event_type, get_json_object(line, '$.country') as country, get_json_object(line, '$.platform') as platform, "
        + "cast(get_json_object(line, '$.user_id') as bigint) as user_id, cast(get_json_object(line, '$.stall_ms') as bigint) as stall_ms";

    private const string Group = "select country, platform, count(*) as n, sum(stall_ms) as stall {0} group by country, platform order by country, platform";

    private const string Distinct =
        "select country, event_type, count(*) as n, count(distinct user_id) as users, sum(case when stall_ms > 1000 then 1 else 0 end) as stalls {0} group by country, event_type order by country, event_type";

    public static IReadOnlyList<Job> All =>
    [
        new("Parquet, two keys", Group.Replace("{0}", "from p"), Group.Replace("{0}", "from read_parquet('{parquet}')")),
        new("Parquet, distinct users", Distinct.Replace("{0}", "from p"), Distinct.Replace("{0}", "from read_parquet('{parquet}')")),
        new("JSON gz, two keys", Group.Replace("{0}", $"from (select {Fields} from j) e"), Group.Replace("{0}", "from read_json('{json}', format = 'newline_delimited', columns = {country: 'VARCHAR', platform: 'VARCHAR', stall_ms: 'BIGINT'})")),
        new("JSON gz, distinct users", Distinct.Replace("{0}", $"from (select {Fields} from j) e"), Distinct.Replace("{0}", "from read_json('{json}', format = 'newline_delimited', columns = {country: 'VARCHAR', event_type: 'VARCHAR', user_id: 'BIGINT', stall_ms: 'BIGINT'})")),
    ];

    private const string Tables = """
        create external table p (event_id string, event_type string, event_time string, user_id bigint, anchor_id bigint, country string, platform string, stall_ms int)
          stored as parquet location 's3://lake/parquet';
        create external table j (line string) row format delimited fields terminated by '\001' stored as textfile location 's3://lake/json';
        """;

    public static HiveSession Session(EventLake lake)
    {
        var metastore = new InMemoryMetastore();
        metastore.AddDatabase(new HiveDatabase("default", "s3://lake/warehouse"));
        return new HiveSession(new HiveOptions { Store = new FileObjectStore(lake.Root), Metastore = metastore });
    }

    public static async Task<List<string>> RunEngineAsync(EventLake lake, string query)
    {
        await using var session = Session(lake);
        await session.ExecuteAsync(Tables, "tables.sql");
        var rows = new List<string>();
        await foreach (var result in session.RunAsync(query, "job.sql"))
        {
            await foreach (var row in result.Rows)
                rows.Add(string.Join('\t', row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))));
        }
        return rows;
    }

    public static async Task<List<string>> RunDuckDbAsync(EventLake lake, string query)
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "set memory_limit = '1GiB';" + query.Replace("{parquet}", lake.Parquet).Replace("{json}", lake.Json);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('\t', Enumerable.Range(0, reader.FieldCount).Select(index => Convert.ToString(reader.GetValue(index), CultureInfo.InvariantCulture))));
        return rows;
    }
}
