using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;

namespace Nonolive.Hive.Native;

/// <summary>Takes rows of a query; called from several threads at once, valid only during the call.</summary>
internal delegate void RowTaker(RowChunk rows);

/// <summary>
/// Hands the rows of a query over on the threads that compute them, in no order. A streamed result (<see cref="ChunkQuery"/>) is
/// copied under a lock and fetched by one thread, which computes rows itself meanwhile, so the others stand still.
/// </summary>
internal static unsafe class RowSink
{
    private const string FunctionName = "hv_sink";

    private static readonly ConditionalWeakTable<DuckDBConnection, object> Registered = [];
    private static readonly ConcurrentDictionary<long, Pass> Passes = new();
    private static long s_last;

    /// <summary>Runs a query and returns when all its rows were taken.</summary>
    /// <exception cref="ChunkQueryException">DuckDB reports an error; what <paramref name="take"/> throws is thrown as it is.</exception>
    internal static void Run(DuckDBConnection connection, string sql, int columns, RowTaker take, CancellationToken cancellation)
    {
        if (!Registered.TryGetValue(connection, out _))
        {
            Register(connection);
            Registered.Add(connection, Registered);
        }
        var pass = new Pass(take);
        var number = Interlocked.Increment(ref s_last);
        Passes[number] = pass;
        try
        {
            var names = string.Join(", ", Enumerable.Range(0, columns).Select(column => $"c{column}"));
            using var query = ChunkQuery.Start(connection, $"SELECT max({FunctionName}({number}, {names})) FROM ({sql}) q({names})", cancellation);
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

    private static void Register(DuckDBConnection connection)
    {
        var function = DuckDBApi.CreateScalarFunction();
        DuckDBApi.SetScalarName(function, FunctionName);
        var number = DuckDBApi.CreateLogicalType(DuckDBTypeId.BigInt);
        DuckDBApi.AddScalarParameter(function, number);
        DuckDBApi.SetScalarReturnType(function, number);
        DuckDBApi.DestroyLogicalType(ref number);
        var any = DuckDBApi.CreateLogicalType(DuckDBTypeId.Any);
        DuckDBApi.SetScalarVarargs(function, any);
        DuckDBApi.DestroyLogicalType(ref any);
        DuckDBApi.SetScalarSpecialHandling(function);
        // Without it DuckDB would compute a row of constants once and for all.
        DuckDBApi.SetScalarVolatile(function);
        DuckDBApi.SetScalarFunction(function, &Call);
        var state = DuckDBApi.RegisterScalarFunction(connection.NativeConnection.DangerousGetHandle(), function);
        DuckDBApi.DestroyScalarFunction(ref function);
        if (state != 0)
            throw new InvalidOperationException($"DuckDB refused the function {FunctionName}.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(nint info, nint chunk, nint output)
    {
        Pass? pass = null;
        try
        {
            var vectors = new InputVector[DuckDBApi.ChunkColumns(chunk)];
            for (var index = 0; index < vectors.Length; index++)
                vectors[index] = new InputVector(DuckDBApi.ChunkVector(chunk, (ulong)index));
            var rows = new RowChunk((int)DuckDBApi.ChunkSize(chunk), vectors);
            if (rows.Rows > 0)
            {
                pass = Passes[rows[0].Value<long>(0)];
                pass.Take(rows.Rest());
            }
            new Span<long>(DuckDBApi.VectorData(output), rows.Rows).Clear();
        }
#pragma warning disable CA1031 // An exception must not cross into native code: DuckDB ends the query, and Run throws it again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            pass?.Fault ??= ExceptionDispatchInfo.Capture(e);
            DuckDBApi.SetScalarError(info, e.Message);
        }
    }

    private sealed class Pass(RowTaker take)
    {
        internal RowTaker Take { get; } = take;

        /// <summary>The first exception.</summary>
        internal ExceptionDispatchInfo? Fault { get; set; }
    }
}
