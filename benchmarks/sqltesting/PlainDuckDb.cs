using DuckDB.NET.Data;

namespace Nonolive.SqlTesting.Benchmarks;

/// <summary>DuckDB alone: the query that the engine made of a job's last statement, run twice on an open connection.</summary>
internal static class PlainDuckDb
{
    public static async Task<double> MeasureAsync(SqlTestBench bench, SqlTest test, int rounds)
    {
        var file = bench.FileOf(test.Job, test.Location);
        var script = bench.ScriptOf(file);
        // The last statement, explained, is the SQL with the paths of the test's files.
        var start = script.LastIndexOf("\n)\n\ninsert ", StringComparison.Ordinal) >= 0
            ? script.LastIndexOf("\nwith ", StringComparison.Ordinal) : script.LastIndexOf("\ninsert ", StringComparison.Ordinal);
        var explained = script[..start] + "\nexplain " + script[(start + 1)..];
        var given = await bench.GivenAsync(test, shuffled: false);
        var times = new List<double>();
        await bench.WithSessionAsync(test, given.Lake, given.Metastore.Copy(), async session =>
        {
            var sql = "";
            await foreach (var result in session.RunAsync(explained, file))
            {
                await foreach (var row in result.Rows)
                    sql = row[0]?.ToString() ?? "";
            }
            // For the functions that the query calls.
            await session.ExecuteAsync(script, file);
            var connection = session.DuckDb;
            for (var round = 0; round < rounds; round++)
            {
                var before = Cpu.Milliseconds;
                Run(connection, sql);
                Run(connection, sql);
                times.Add(Cpu.Milliseconds - before);
            }
            return 0;
        });
        return times.Min();
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
        }
    }
}
