using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;

namespace Nonolive.Hive.Native;

/// <summary>Computes a function for a chunk of rows; called from several threads at once.</summary>
internal delegate void ScalarBody(RowChunk arguments, OutputVector result);

/// <summary>A function that DuckDB calls back: its SQL name, types and body. NULLs reach the body.</summary>
internal sealed record ScalarFunction(string Name, string[] Parameters, string Returns, ScalarBody Body)
{
    /// <summary>Whether <see cref="Parameters"/> holds one type that any number of arguments have.</summary>
    internal bool Variadic { get; init; }

    /// <summary>Whether equal arguments may give different results.</summary>
    internal bool Volatile { get; init; }

    // DuckDB keeps only a number of ours, so nothing of the managed heap needs pinning. The array is replaced, never changed:
    // calls read it without a lock.
    private static readonly Lock Registering = new();
    private static ScalarFunction[] s_known = [];

    private const int OnStack = 16;

    /// <summary>Registers the function in the connection's database.</summary>
    internal unsafe void Register(DuckDBConnection connection)
    {
        var function = DuckDBApi.CreateScalarFunction();
        DuckDBApi.SetScalarName(function, Name);
        foreach (var parameter in Parameters)
        {
            var type = LogicalTypes.Create(parameter);
            if (Variadic)
                DuckDBApi.SetScalarVarargs(function, type);
            else
                DuckDBApi.AddScalarParameter(function, type);
            DuckDBApi.DestroyLogicalType(ref type);
        }
        var returns = LogicalTypes.Create(Returns);
        DuckDBApi.SetScalarReturnType(function, returns);
        DuckDBApi.DestroyLogicalType(ref returns);
        DuckDBApi.SetScalarSpecialHandling(function);
        if (Volatile)
            DuckDBApi.SetScalarVolatile(function);
        DuckDBApi.SetScalarExtraInfo(function, Remember(this), 0);
        DuckDBApi.SetScalarFunction(function, &Call);
        var state = DuckDBApi.RegisterScalarFunction(connection.NativeConnection.DangerousGetHandle(), function);
        DuckDBApi.DestroyScalarFunction(ref function);
        if (state != 0)
            throw new InvalidOperationException($"DuckDB refused the function {Name}.");
    }

    private static nint Remember(ScalarFunction function)
    {
        lock (Registering)
        {
            var index = Array.IndexOf(s_known, function);
            if (index < 0)
            {
                index = s_known.Length;
                System.Threading.Volatile.Write(ref s_known, [.. s_known, function]);
            }
            return index + 1;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(nint info, nint chunk, nint output)
    {
        try
        {
            var function = System.Threading.Volatile.Read(ref s_known)[(int)DuckDBApi.ScalarExtraInfo(info) - 1];
            var count = (int)DuckDBApi.ChunkColumns(chunk);
            Span<InputVector> vectors = count <= OnStack ? stackalloc InputVector[count] : new InputVector[count];
            InputVector.Fill(vectors, chunk);
            function.Body(new RowChunk((int)DuckDBApi.ChunkSize(chunk), vectors), new OutputVector(output));
        }
#pragma warning disable CA1031 // An exception must not cross into native code: DuckDB reports it as the query's error.
        catch (Exception e)
#pragma warning restore CA1031
        {
            DuckDBApi.SetScalarError(info, e.Message);
        }
    }
}
