using Npgsql;

namespace Nonolive.Replication.Tests;

/// <summary>
/// Writers that change two tables at once with all that a change stream must bear: inserts, updates, key updates, deletes,
/// rollbacks, savepoints, many rows at once, large values left untouched.
/// </summary>
internal sealed class Traffic(SourceDatabase source, int seed)
{
    public static async Task CreateAsync(SourceDatabase source, int rows)
    {
        await source.RunAsync(
            "create table shop.a (id int primary key, val text, num numeric(12,3), at timestamptz, flag boolean, big text)",
            "alter table shop.a alter big set storage external",
            "create table shop.b (room int, viewer int, note text, primary key (room, viewer))",
            $"insert into shop.a select i, 'v' || i, i / 7.0, timestamptz '2026-01-01' + i * interval '1 minute', i % 2 = 0, repeat('x', 3000) || i from generate_series(1, {rows}) i",
            $"insert into shop.b select i % 10, i, 'n' || i from generate_series(1, {rows}) i");
    }

    /// <summary>Runs some writers side by side, each with some transactions.</summary>
    public Task RunAsync(int writers, int transactions) =>
        Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(new Random(seed * 31 + writer), transactions), CancellationToken.None)));

    /// <summary>The state of the tables, as <see cref="Lake.ReplayAsync"/> shows them.</summary>
    public static async Task<Dictionary<string, string>> StateAsync(SourceDatabase source) => new()
    {
        ["a"] = string.Join("\n", await source.RowsAsync(
            "select concat_ws('~', id, coalesce(val, '<null>'), coalesce(trim_scale(num)::text, '<null>'), coalesce(to_char(at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US'), '<null>'), coalesce(flag::text, '<null>'), coalesce(md5(big), '<null>')) from shop.a order by id")),
        ["b"] = string.Join("\n", await source.RowsAsync("select concat_ws('~', room, viewer, coalesce(note, '<null>')) from shop.b order by room, viewer")),
    };

    public static async Task<Dictionary<string, string>> ReplayAsync(Lake lake)
    {
        var a = await lake.ReplayAsync("a", "id");
        var b = await lake.ReplayAsync("b", "room", "viewer");
        return new()
        {
            ["a"] = string.Join("\n", a.Values.OrderBy(row => int.Parse(row["id"]!)).Select(row => Row(row["id"], row["val"], row["num"], row["at"], row["flag"], Digest(row["big"])))),
            ["b"] = string.Join("\n", b.Values.OrderBy(row => int.Parse(row["room"]!)).ThenBy(row => int.Parse(row["viewer"]!)).Select(row => Row(row["room"], row["viewer"], row["note"]))),
        };
    }

    private static string Row(params string?[] values)
    {
        var text = string.Join("~", values.Select(value => value ?? "<null>"));
        // The row output of PostgreSQL: one column in parentheses, quoted where it needs to be.
        return text.Any(c => c is ' ' or '\\' or '"' or ',' or '(' or ')') ? $"(\"{text}\")" : $"({text})";
    }

    private static string? Digest(string? text) =>
#pragma warning disable CA5351 // MD5 is what PostgreSQL offers without an extension, and nothing is kept secret by it.
        text is null ? null : Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private async Task WriteAsync(Random random, int transactions)
    {
        await using var connection = new NpgsqlConnection(source.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        for (var i = 0; i < transactions; i++)
        {
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                for (var n = random.Next(1, 5); n > 0; n--)
                {
                    var isUndone = random.Next(8) == 0;
                    if (isUndone)
                        await transaction.SaveAsync("here", CancellationToken.None);
                    await using (var command = new NpgsqlCommand(Statement(random), connection, transaction))
                        await command.ExecuteNonQueryAsync(CancellationToken.None);
                    if (isUndone)
                        await transaction.RollbackAsync("here", CancellationToken.None);
                }
                if (random.Next(10) > 0)
                    await transaction.CommitAsync(CancellationToken.None);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected)
            {
                // Two writers wanted the same key, or each other's rows: the transaction is rolled back, as in real life.
            }
        }
    }

    private static string Statement(Random random)
    {
        var (id, other, room) = (random.Next(1, 120), random.Next(1, 120), random.Next(10));
        return random.Next(12) switch
        {
            0 or 1 => $"insert into shop.a values ({id}, 'new {other}', {other}.125, now(), true, repeat('y', 2500) || {other}) on conflict do nothing",
            2 => $"update shop.a set val = 'changed {other}' where id = {id}",
            3 => $"update shop.a set num = null, flag = not flag where id between {id} and {id + 5}",
            4 => $"update shop.a set big = repeat('z', 2600) || {other}, at = now() where id = {id}",
            5 => $"update shop.a set id = {other} where id = {id} and not exists (select from shop.a where id = {other})",
            6 => $"delete from shop.a where id = {id}",
            7 => $"insert into shop.b values ({room}, {id}, 'follow {other}') on conflict do nothing",
            8 => $"delete from shop.b where room = {room} and viewer = {id}",
            9 => $"insert into shop.b select {room}, i, null from generate_series({id}, {id + 9}) i on conflict do nothing",
            10 => $"update shop.b set note = note || '!' where room = {room} and viewer < {id}",
            _ => $"update shop.b set viewer = viewer + 1000 where room = {room} and viewer = {id}",
        };
    }
}
