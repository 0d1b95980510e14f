using CsCheck;
using DuckDB.NET.Data;
using Nonolive.Hive.Metastore;

namespace Nonolive.Hive.Tests.Storage;

/// <summary>Rows of any content come back as they were written.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RoundTripTests
{
    // Text files cannot hold their own separators and line ends without an escape character.
    private static readonly HiveFormat Escaped = Lake.Format(
        HiveFormat.LazySimple, ("field.delim", ","), ("escape.delim", "\\"), ("serialization.escape.crlf", "true"), ("serialization.null.format", "\u0001NULL"));

    private static readonly Gen<string> Texts = Gen.String[Gen.Char["abnrN,\\\n\r\"'\t {}é\u4e2d\u0003"], 0, 12];

    private static readonly Gen<(string? Text, long? Number, double? Real)[]> Rows =
        Gen.Select(Gen.Int[0, 3], Texts, Gen.Long.Nullable(), Gen.Double.Nullable())
            .Select((kind, text, number, real) => (kind == 0 ? null : text, number, real)).Array[1, 20];

    [TestCase("escaped text")]
    [TestCase("json")]
    [TestCase("parquet")]
    public void Any_rows(string kind)
    {
        var format = kind switch { "json" => Lake.Format(HiveFormat.Json), "parquet" => HiveFormat.Parquet, _ => Escaped };
        Rows.Sample(rows =>
        {
            using var lake = new Lake();
            Fill(lake.DuckDb, rows, finiteOnly: kind == "json");
            var table = Lake.Table("t string; n bigint; r double", format);
            lake.Write(table, "SELECT t, n, r FROM source").GetAwaiter().GetResult();
            var found = lake.Read(table).GetAwaiter().GetResult();
            Assert.That(found, Is.EqualTo(lake.Query("SELECT t, n, r FROM source")));
        }, iter: 60, seed: "0000KOIR4FXa", threads: 1);
    }

    [Test]
    public void A_closed_connection_says_so_to_what_hangs_on_it()
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var told = false;
        connection.Disposed += (_, _) => told = true;
        connection.Dispose();
        Assert.That(told, Is.True);
    }

    // JSON has no NaN and no infinity, and Hive writes them as bare words that it cannot read back.
    private static void Fill(DuckDBConnection connection, (string? Text, long? Number, double? Real)[] rows, bool finiteOnly)
    {
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "CREATE TABLE source (t VARCHAR, n BIGINT, r DOUBLE)";
            command.ExecuteNonQuery();
        }
        using var appender = connection.CreateAppender("source");
        foreach (var (text, number, real) in rows)
        {
            var kept = finiteOnly && real is { } value && !double.IsFinite(value) ? null : real;
            appender.CreateRow().AppendValue(text).AppendValue(number).AppendValue(kept).EndRow();
        }
    }
}
