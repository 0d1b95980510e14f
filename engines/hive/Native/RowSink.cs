using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using DuckDB.NET.Data;

namespace Nonolive.Hive.Native;

/// <summary>Takes rows of a query; called from several threads at once, valid only during the call.</summary>
internal delegate void RowTaker(RowChunk rows);

/// <summary>
/// Hands the rows of a query over on the threads that compute them, in no order. A streamed result (<see cref="ChunkQuery"/>) is
/// copied under a lock and fetched by one thread, which computes rows itself meanwhile, so the others stand still.
/// </summary>
internal static class RowSink
{
    // Volatile: DuckDB would compute a row of constants once and for all.
    private static readonly ScalarFunction Function = new("hv_sink", ["ANY"], "BOOLEAN", Take) { Variadic = true, Volatile = true };

    private static readonly ConditionalWeakTable<DuckDBConnection, object> Registered = [];
    private static readonly ConcurrentDictionary<long, Pass> Passes = new();
    private static long s_last;

    /// <summary>Runs a query and returns when all its rows were taken.</summary>
    /// <exception cref="ChunkQueryException">DuckDB reports an error; what <paramref name="take"/> throws is thrown as it is.</exception>
    internal static void Run(DuckDBConnection connection, string sql, int columns, RowTaker take, CancellationToken cancellation)
    {
        if (!Registered.TryGetValue(connection, out _))
        {
            Function.Register(connection);
            Registered.Add(connection, Registered);
        }
        var pass = new Pass(take);
        var number = Interlocked.Increment(ref s_last);
        Passes[number] = pass;
        try
        {
            var names = string.Join(", ", Enumerable.Range(0, columns).Select(column => $"c{column}"));
            using var query = ChunkQuery.Start(connection, $"SELECT bool_and({Function.Name}({number}::BIGINT, {names})) FROM ({sql}) q({names})", cancellation);
            while (query.Next(cancellation))
            {
            }
        }
        catch (ChunkQueryException) when (pass.Fault is not null)
        {
            pass.Fault.Throw();
            throw;
        }
        finally
        {
            Passes.TryRemove(number, out _);
        }
    }

    private static void Take(RowChunk arguments, OutputVector result)
    {
        if (arguments.Rows == 0)
            return;
        var pass = Passes[arguments[0].Value<long>(0)];
        try
        {
            pass.Take(arguments.Rest());
        }
        catch (Exception e)
        {
            pass.Fault ??= ExceptionDispatchInfo.Capture(e);
            throw;
        }
        for (var row = 0; row < arguments.Rows; row++)
            result.Set(row, true);
    }

    private sealed class Pass(RowTaker take)
    {
        internal RowTaker Take { get; } = take;

        /// <summary>The first exception.</summary>
        internal ExceptionDispatchInfo? Fault { get; set; }
    }
}
