using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Native;

/// <summary>A column of a relation that our own code reads.</summary>
/// <param name="Name">The name in SQL.</param>
/// <param name="Type">DuckDB's type as SQL text.</param>
internal sealed record ScanColumn(string Name, string Type);

/// <summary>A relation that our own code reads, on as many threads as it has parts.</summary>
internal interface IScanSource
{
    IReadOnlyList<ScanColumn> Columns { get; }

    /// <summary>Begins one pass over the rows; a query may make several.</summary>
    IScanPass Begin();
}

/// <summary>One pass over a relation; shared by its threads.</summary>
internal interface IScanPass
{
    /// <summary>How many threads can be of use.</summary>
    int Threads { get; }

    /// <summary>Opens a thread's reader for the columns that the query uses (indexes into the source's columns).</summary>
    IScanReader Open(int[] columns);
}

/// <summary>One thread's share of a pass.</summary>
internal interface IScanReader : IDisposable
{
    /// <summary>Fills at most <see cref="ScanFunction.ChunkRows"/> rows and tells how many; none at the end.</summary>
    int Read(OutputChunk chunk);
}

/// <summary>A chunk that DuckDB wants filled: the projected columns in their order.</summary>
internal readonly ref struct OutputChunk(nint chunk)
{
    internal OutputVector this[int column] => new(DuckDBApi.ChunkVector(chunk, (ulong)column));
}

/// <summary>
/// The table function <c>hv_scan(n)</c> over a registered <see cref="IScanSource"/>. Own code rather than DuckDB's readers
/// wherever Hive's SerDe decides what a row is.
/// </summary>
internal static unsafe class ScanFunction
{
    internal const string FunctionName = "hv_scan";

    /// <summary>DuckDB's vector size.</summary>
    internal const int ChunkRows = 2048;

    private const int MostFaults = 100;

    private static readonly ConcurrentDictionary<long, IScanSource> Sources = new();
    private static readonly ConditionalWeakTable<DuckDBConnection, ConcurrentQueue<long>> Connections = [];
    private static readonly ConcurrentDictionary<string, UserErrorException> Faults = new(StringComparer.Ordinal);
    private static long s_last;

    /// <summary>
    /// Makes a source known to a connection; the SQL for it is <c>hv_scan(number)</c> until the connection is closed.
    /// </summary>
    internal static long Add(DuckDBConnection connection, IScanSource source)
    {
        if (!Connections.TryGetValue(connection, out var numbers))
        {
            Register(connection);
            Connections.Add(connection, numbers = []);
            connection.Disposed += (_, _) =>
            {
                foreach (var closed in numbers)
                    Sources.TryRemove(closed, out _);
            };
        }
        var number = Interlocked.Increment(ref s_last);
        Sources[number] = source;
        numbers.Enqueue(number);
        return number;
    }

    private static void Register(DuckDBConnection connection)
    {
        var function = DuckDBApi.CreateTableFunction();
        DuckDBApi.SetTableName(function, FunctionName);
        var number = DuckDBApi.CreateLogicalType(DuckDBTypeId.BigInt);
        DuckDBApi.AddTableParameter(function, number);
        DuckDBApi.DestroyLogicalType(ref number);
        DuckDBApi.SetTableBind(function, &Bind);
        DuckDBApi.SetTableInit(function, &Init);
        DuckDBApi.SetTableLocalInit(function, &LocalInit);
        DuckDBApi.SetTableFunction(function, &Read);
        DuckDBApi.SetTableProjection(function, true);
        var state = DuckDBApi.RegisterTableFunction(connection.NativeConnection.DangerousGetHandle(), function);
        DuckDBApi.DestroyTableFunction(ref function);
        if (state != 0)
            throw new InvalidOperationException($"DuckDB refused the table function {FunctionName}.");
    }

    /// <summary>The user's fault that DuckDB's message passes on, once.</summary>
    internal static UserErrorException? TakeFault(string message)
    {
        foreach (var (known, fault) in Faults)
        {
            if (message.Contains(known, StringComparison.Ordinal) && Faults.TryRemove(known, out _))
                return fault;
        }
        return null;
    }

    private static void Remember(Exception error)
    {
        if (Faults.Count > MostFaults)
            Faults.Clear();
        if (error is UserErrorException fault)
            Faults[fault.Message] = fault;
    }

    // Exceptions must not cross into native code: DuckDB reports them as the query's error.
#pragma warning disable CA1031
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        try
        {
            var value = DuckDBApi.BindParameter(info, 0);
            var number = DuckDBApi.ValueInt64(value);
            DuckDBApi.DestroyValue(ref value);
            var source = Sources.TryGetValue(number, out var found)
                ? found
                : throw new InvalidOperationException($"There is no scan {number}.");
            foreach (var column in source.Columns)
            {
                var type = LogicalTypes.Create(column.Type);
                DuckDBApi.AddResultColumn(info, column.Name, type);
                DuckDBApi.DestroyLogicalType(ref type);
            }
            DuckDBApi.SetBindData(info, ToHandle(source), &Free);
        }
        catch (Exception e)
        {
            DuckDBApi.SetBindError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        try
        {
            var pass = FromHandle<IScanSource>(DuckDBApi.InitBindData(info)).Begin();
            DuckDBApi.SetMaxThreads(info, (ulong)Math.Max(1, pass.Threads));
            DuckDBApi.SetInitData(info, ToHandle(pass), &Free);
        }
        catch (Exception e)
        {
            DuckDBApi.SetInitError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void LocalInit(nint info)
    {
        try
        {
            var columns = new int[DuckDBApi.InitColumnCount(info)];
            for (var i = 0; i < columns.Length; i++)
                columns[i] = (int)DuckDBApi.InitColumnIndex(info, (ulong)i);
            // The pass is not reachable from here, so the reader is opened at its first chunk.
            DuckDBApi.SetInitData(info, ToHandle(new LocalState(columns)), &Free);
        }
        catch (Exception e)
        {
            DuckDBApi.SetInitError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Read(nint info, nint chunk)
    {
        try
        {
            var local = FromHandle<LocalState>(DuckDBApi.FunctionLocalInitData(info));
            local.Reader ??= FromHandle<IScanPass>(DuckDBApi.FunctionInitData(info)).Open(local.Columns);
            DuckDBApi.SetChunkSize(chunk, (ulong)local.Reader.Read(new OutputChunk(chunk)));
        }
        catch (Exception e)
        {
            Remember(e);
            DuckDBApi.SetFunctionError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint pointer)
    {
        try
        {
            var handle = GCHandle.FromIntPtr(pointer);
            (handle.Target as IDisposable)?.Dispose();
            handle.Free();
        }
        catch (Exception)
        {
            // Nobody can be told: DuckDB is tearing the query down, and its own error is the one that counts.
        }
    }
#pragma warning restore CA1031

    private static nint ToHandle(object target) => GCHandle.ToIntPtr(GCHandle.Alloc(target));

    private static T FromHandle<T>(nint pointer) => (T)GCHandle.FromIntPtr(pointer).Target!;

    private sealed class LocalState(int[] columns) : IDisposable
    {
        internal int[] Columns { get; } = columns;

        internal IScanReader? Reader { get; set; }

        public void Dispose() => Reader?.Dispose();
    }
}
