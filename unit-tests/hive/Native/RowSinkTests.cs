using DuckDB.NET.Data;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Tests.Native;

[Parallelizable(ParallelScope.All)]
internal sealed class RowSinkTests
{
    private const string ManyRows = "SELECT * FROM range(100000) UNION ALL SELECT * FROM range(100000, 300000) UNION ALL SELECT NULL";

    [Test]
    public void Every_row_is_taken_once()
    {
        using var connection = Open();
        var (rows, missing, sum) = (0L, 0L, 0L);
        RowSink.Run(connection, ManyRows, 1, chunk =>
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                if (chunk[0].IsNull(row))
                    Interlocked.Increment(ref missing);
                else
                    Interlocked.Add(ref sum, chunk[0].Value<long>(row));
            }
            Interlocked.Add(ref rows, chunk.Rows);
        }, CancellationToken.None);
        Assert.That((rows, missing, sum), Is.EqualTo((300_001L, 1L, 299_999L * 300_000 / 2)));
    }

    [Test]
    public void A_row_of_constants_is_taken_as_any_other()
    {
        using var connection = Open();
        var taken = 0;
        RowSink.Run(connection, "SELECT 'a', 1", 2, chunk => taken += chunk.Rows, CancellationToken.None);
        RowSink.Run(connection, "SELECT 'a', 1 WHERE false", 2, chunk => taken += chunk.Rows, CancellationToken.None);
        Assert.That(taken, Is.EqualTo(1));
    }

    [Test]
    public void What_the_taker_throws_is_thrown_as_it_is_and_the_connection_goes_on()
    {
        using var connection = Open();
        Assert.That(() => RowSink.Run(connection, ManyRows, 1, _ => throw new IOException("No space left on device"), CancellationToken.None),
            Throws.TypeOf<IOException>().With.Message.EqualTo("No space left on device"));
        Assert.That(() => RowSink.Run(connection, "SELECT 1", 1, _ => { }, CancellationToken.None), Throws.Nothing);
    }

    [Test]
    public void An_error_of_the_query_is_DuckDBs()
    {
        using var connection = Open();
        Assert.That(() => RowSink.Run(connection, "SELECT error('broken') FROM range(10)", 1, _ => { }, CancellationToken.None),
            Throws.TypeOf<ChunkQueryException>().With.Message.Contains("broken"));
    }

    [Test]
    public void A_cancelled_query_ends_before_its_rows_do()
    {
        using var connection = Open();
        using var cancellation = new CancellationTokenSource();
        Assert.That(() => RowSink.Run(connection, "SELECT * FROM range(1000000000000)", 1, _ => cancellation.Cancel(), cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        return connection;
    }
}
