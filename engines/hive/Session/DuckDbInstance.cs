using DuckDB.NET.Data;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Session;

/// <summary>
/// A DuckDB with the library's functions it knows so far and the folder it spills to. A session has its own; sessions that come
/// one after the other, as those of tests do, may share one: opening it and registering functions costs more than a small query.
/// </summary>
/// <param name="options">Memory, threads, folder.</param>
/// <param name="forFewRows">
/// Whether queries are over few rows: then planning is what costs, so most of the optimizer is left out and results are computed whole.
/// </param>
internal sealed class DuckDbInstance(HiveOptions options, bool forFewRows = false) : IDisposable
{
    // All passes of the optimizer but those that leave work out: common table expressions used once, columns that nobody reads.
    private const string SlowForFewRows =
        "expression_rewriter,filter_pullup,filter_pushdown,empty_result_pullup,cte_filter_pusher,regex_range,in_clause,join_order,deliminator,"
        + "unnest_rewriter,statistics_propagation,common_subexpressions,common_aggregate,build_side_probe_side,limit_pushdown,top_n,"
        + "compressed_materialization,duplicate_groups,reorder_filter,sampling_pushdown,join_filter_pushdown,extension,materialized_cte,"
        + "sum_rewriter,late_materialization";

    private DuckDBConnection? _connection;

    public string TempFolder { get; } = options.TempFolder ?? Path.Combine(Path.GetTempPath(), "nono-hive-" + Guid.NewGuid().ToString("N"));

    /// <summary>The partitions that a condition keeps, by the SQL that finds them: it speaks of the partitions' values alone.</summary>
    public Dictionary<string, IReadOnlyList<int>> Pruned { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the functions that are registered.</summary>
    public HashSet<string> Registered { get; } = [];

    public DuckDBConnection Connection => _connection ??= Open();

    public void Dispose()
    {
        _connection?.Dispose();
        if (options.TempFolder is null && Directory.Exists(TempFolder))
            Directory.Delete(TempFolder, recursive: true);
    }

    private DuckDBConnection Open()
    {
        Directory.CreateDirectory(TempFolder);
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        // Hive: x/0 is NULL; times have no zone. DuckDB must neither fetch extensions nor read the network. A result's buffer
        // must hold several chunks of wide rows, or the threads that fill it wait for each other.
        command.CommandText = $"""
            SET memory_limit = '{options.MemoryLimit / (1 << 20)}MiB';
            SET temp_directory = '{TempFolder.Replace("'", "''")}';
            SET threads = {options.Threads ?? Environment.ProcessorCount};
            SET streaming_buffer_size = '32MiB';
            SET ieee_floating_point_ops = false;
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            """;
        if (forFewRows)
        {
            command.CommandText += $" SET disabled_optimizers = '{SlowForFewRows}';";
            ChunkQuery.ComputeWhole(connection);
        }
        command.ExecuteNonQuery();
        return connection;
    }
}
