using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Errors;

namespace Nonolive.SqlTesting;

/// <summary>
/// Runs one test twice in one lake: with the rows as written, then with the rows reversed and spread over files while the first
/// execution's output is there. Nothing may change, or the job depends on an order or cannot be run again.
/// </summary>
internal sealed class SqlTestRun(SqlTestBench bench, SqlTest test)
{
    /// <summary>What is wrong, a sentence each; of the second execution only where the first is right.</summary>
    /// <param name="script">The job's script; null takes the file's.</param>
    /// <param name="cancellation">Stops the test.</param>
    public async Task<IReadOnlyList<string>> RunAsync(string? script = null, CancellationToken cancellation = default)
    {
        var file = bench.FileOf(test.Job, test.Location);
        script ??= bench.ScriptOf(file);
        var first = await bench.GivenAsync(test, shuffled: false);
        var second = await bench.GivenAsync(test, shuffled: true);
        var metastore = first.Metastore.Copy();
        using var lake = first.Lake.Fork();
        var differences = await ExecuteAsync(script, file, lake, metastore, cancellation);
        if (differences.Count > 0)
            return differences;
        lake.Exchange(first.Lake, second.Lake);
        return [.. (await ExecuteAsync(script, file, lake, metastore, cancellation)).Select(difference =>
            $"{difference} (run again with the rows in another order: the job depends on it, or adds to what it wrote before)")];
    }

    /// <summary>The rows that one execution leaves in the tables, and in the common table expressions, that the test expects.</summary>
    public async Task<IReadOnlyList<FoundRows>> FindAsync(CancellationToken cancellation = default)
    {
        var file = bench.FileOf(test.Job, test.Location);
        var given = await bench.GivenAsync(test, shuffled: false);
        var metastore = given.Metastore.Copy();
        using var lake = given.Lake.Fork();
        return await bench.WithSessionAsync(test, lake, metastore, async session =>
        {
            var script = bench.ScriptOf(file);
            await session.ExecuteAsync(script, file, cancellation);
            return await FoundAsync(session, script, file, metastore, cancellation);
        });
    }

    private Task<IReadOnlyList<string>> ExecuteAsync(
        string script, string file, TestLake lake, InMemoryMetastore metastore, CancellationToken cancellation) =>
        bench.WithSessionAsync<IReadOnlyList<string>>(test, lake, metastore, async session =>
        {
            try
            {
                await session.ExecuteAsync(script, file, cancellation);
            }
            catch (UserErrorException e) when (test.Fails is { } failure && (e.Message.Contains(failure, StringComparison.Ordinal) || e.Code is not (ErrorCode.HiveParse or ErrorCode.HiveSemantic)))
            {
                return e.Message.Contains(failure, StringComparison.Ordinal) ? [] : [$"The job must fail with '{failure}' and says: {e.Message}"];
            }
            if (test.Fails is not null)
                return [$"The job must fail with '{test.Fails}' and succeeds."];
            var given = await bench.GivenAsync(test, shuffled: false);
            return [.. (await FoundAsync(session, script, file, metastore, cancellation))
                .SelectMany(found => Expectation.Differences(found.Expected.Table, found.Wanted(given.Rows), found.Rows))];
        });

    private async Task<IReadOnlyList<FoundRows>> FoundAsync(
        HiveSession session, string script, string file, InMemoryMetastore metastore, CancellationToken cancellation)
    {
        var found = new List<FoundRows>();
        foreach (var expected in test.Expected)
        {
            if (metastore.FindTable(SqlTestBench.Database, expected.Table) is not { } table)
                throw SqlTestErrors.UnknownTable(expected.Location, expected.Table, [.. metastore.Tables(SqlTestBench.Database).Select(known => known.Name)]);
            var filter = table.PartitionColumns.Any(column => column.Name == "dt") ? $" where dt = '{test.Day:yyyy-MM-dd}'" : "";
            found.Add(await QueryAsync(session, expected, $"select * from {SqlTestBench.Database}.{table.Name}{filter}", cancellation));
        }
        foreach (var expected in test.Ctes)
            found.Add(await QueryAsync(session, expected, CteQuery.Of(script, file, expected), cancellation));
        return found;
    }

    private static async Task<FoundRows> QueryAsync(HiveSession session, TableRows expected, string sql, CancellationToken cancellation)
    {
        await foreach (var result in session.RunAsync(sql, expected.Table, cancellation))
        {
            if (expected.Rows.SelectMany(row => row.Keys).FirstOrDefault(key => result.Columns.All(column => column.Name != key)) is { } unknown)
                throw SqlTestErrors.UnknownColumn(expected.Location, expected.Table, unknown, [.. result.Columns.Select(column => column.Name)]);
            var rows = new List<IReadOnlyDictionary<string, string?>>();
            await foreach (var row in result.Rows.WithCancellation(cancellation))
                rows.Add(result.Columns.Zip(row).ToDictionary(pair => pair.First.Name, pair => Expectation.Text(pair.Second)));
            return new FoundRows(expected, result.Columns, rows);
        }
        throw new InvalidOperationException($"'{sql}' gave no result.");
    }
}

/// <summary>The rows of a table or common table expression beside those that the test expects.</summary>
internal sealed record FoundRows(TableRows Expected, IReadOnlyList<HiveColumn> Columns, IReadOnlyList<IReadOnlyDictionary<string, string?>> Rows)
{
    /// <summary>The expected rows in the words of the found ones: numbers for times, UUIDs for short names.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string?>> Wanted(GivenRows cells)
    {
        var types = Columns.ToDictionary(column => column.Name, column => column.Type.ToString());
        return [.. Expected.Rows.Select(row => row.ToDictionary(
            cell => cell.Key, cell => Expectation.Text(cells.Cell(Expected.Table, Expected.Location, cell.Key, types[cell.Key], cell.Value))))];
    }
}
