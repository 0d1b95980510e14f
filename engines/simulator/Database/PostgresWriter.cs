using Npgsql;

namespace Nonolive.Simulator.Database;

/// <summary>Writes the platform's records to a PostgreSQL database that has the schema.</summary>
internal static class PostgresWriter
{
    // Changes in one transaction: few enough that commits are spread, many enough to be quick.
    private const int ChangesPerTransaction = 50;

    public static async Task SeedAsync(NpgsqlConnection connection, IReadOnlyList<Entity> rows, CancellationToken cancellation)
    {
        foreach (var table in rows.GroupBy(row => row.Table))
        {
            var columns = string.Join(", ", table.Key.Columns.Select(column => column.Name));
            await using var copy = await connection.BeginTextImportAsync($"copy nonolive.{table.Key.Name} ({columns}) from stdin", cancellation);
            foreach (var row in table)
                await copy.WriteAsync(PostgresText.CopyLine(row).AsMemory(), cancellation);
        }
    }

    public static async Task ApplyAsync(
        NpgsqlConnection connection, IReadOnlyList<Change> changes, IProgress<int>? progress, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var chunk in changes.Chunk(ChangesPerTransaction))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using (var batch = new NpgsqlBatch(connection, transaction))
            {
                foreach (var change in chunk)
                    batch.BatchCommands.Add(Command(change));
                await batch.ExecuteNonQueryAsync(cancellation);
            }
            await transaction.CommitAsync(cancellation);
            progress?.Report(done += chunk.Length);
        }
    }

    private static NpgsqlBatchCommand Command(Change change)
    {
        var table = change.Row.Table;
        var values = table.Columns.Zip(change.Row.Values).ToDictionary(pair => pair.First.Name, pair => PostgresText.Of(pair.Second));
        var command = new NpgsqlBatchCommand();
        // Every value goes as text and is cast by the server, so that enums, uuid and jsonb need no mapping here.
        string Parameter(string column)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)values[column] ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            return $"${command.Parameters.Count}::text::{TypeOf(table.Column(column).Type)}";
        }
        var others = table.Columns.Select(column => column.Name).Where(name => !table.Key.Contains(name));
        command.CommandText = change.Kind switch
        {
            ChangeKind.Insert =>
                $"insert into nonolive.{table.Name} ({string.Join(", ", table.Columns.Select(column => column.Name))}) values ({string.Join(", ", table.Columns.Select(column => Parameter(column.Name)))})",
            ChangeKind.Update =>
                $"update nonolive.{table.Name} set {string.Join(", ", others.Select(name => $"{name} = {Parameter(name)}"))} where {Where(table.Key, Parameter)}",
            _ => $"delete from nonolive.{table.Name} where {Where(table.Key, Parameter)}",
        };
        return command;
    }

    private static string Where(IReadOnlyList<string> key, Func<string, string> parameter) =>
        string.Join(" and ", key.Select(name => $"{name} = {parameter(name)}"));

    private static string TypeOf(string type) =>
        type is "gender" or "platform" or "anchor_status" or "order_status" or "payment_method" ? "nonolive." + type : type;
}
