using System.Runtime.CompilerServices;
using DuckDB.NET.Data;

namespace Nonolive.Hive.Native;

/// <summary>A query's result as chunks of vectors, streamed: what writers and the shell read rows from.</summary>
internal sealed unsafe class ChunkQuery : IDisposable
{
    private static readonly ConditionalWeakTable<DuckDBConnection, object> Whole = [];

    private readonly DuckDBConnection _connection;
    private readonly CancellationTokenRegistration _interrupt;
    private DuckDBResultHandle _result;
    private nint _chunk;
    private bool _open;
    private InputVector[] _columns = [];

    private ChunkQuery(DuckDBConnection connection, CancellationToken cancellation)
    {
        _connection = connection;
        _interrupt = cancellation.Register(() => DuckDBApi.Interrupt(_connection.NativeConnection.DangerousGetHandle()));
    }

    /// <summary>
    /// Makes a connection compute results whole instead of streaming them. DuckDB streams prepared statements only, and plans a
    /// prepared statement that reads files twice, which small queries would spend most of their time on.
    /// </summary>
    internal static void ComputeWhole(DuckDBConnection connection) => Whole.AddOrUpdate(connection, Whole);

    /// <summary>Starts a query.</summary>
    /// <exception cref="ChunkQueryException">DuckDB reports an error.</exception>
    internal static ChunkQuery Start(DuckDBConnection connection, string sql, CancellationToken cancellation = default)
    {
        var query = new ChunkQuery(connection, cancellation);
        try
        {
            query.Execute(sql);
            query._columns = new InputVector[DuckDBApi.ColumnCount(ref query._result)];
            return query;
        }
        catch
        {
            query.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>Fetches the next rows; false at the end.</summary>
    internal bool Next(CancellationToken cancellation = default)
    {
        if (_chunk != 0)
            DuckDBApi.DestroyChunk(ref _chunk);
        cancellation.ThrowIfCancellationRequested();
        _chunk = DuckDBApi.FetchChunk(_result);
        if (_chunk != 0)
        {
            InputVector.Fill(_columns, _chunk);
            return true;
        }
        // A stream ends alike at its end and at an error.
        var error = DuckDBApi.Text(DuckDBApi.ResultError(ref _result));
        cancellation.ThrowIfCancellationRequested();
        return error.Length == 0 ? false : throw new ChunkQueryException(error);
    }

    /// <summary>The rows that were fetched last; valid until the next are.</summary>
    internal RowChunk Chunk => new((int)DuckDBApi.ChunkSize(_chunk), _columns);

    /// <inheritdoc />
    public void Dispose()
    {
        _interrupt.Dispose();
        if (_chunk != 0)
            DuckDBApi.DestroyChunk(ref _chunk);
        if (_open)
            DuckDBApi.DestroyResult(ref _result);
        _open = false;
    }

    private void Execute(string sql)
    {
        var connection = _connection.NativeConnection.DangerousGetHandle();
        if (Whole.TryGetValue(_connection, out _))
        {
            var failed = DuckDBApi.Query(connection, sql, out _result) != 0;
            _open = true;
            if (failed)
                throw new ChunkQueryException(DuckDBApi.Text(DuckDBApi.ResultError(ref _result)));
            return;
        }
        nint pending = 0;
        var prepared = DuckDBApi.Prepare(connection, sql, out var statement);
        try
        {
            if (prepared != 0)
                throw new ChunkQueryException(DuckDBApi.Text(DuckDBApi.PrepareError(statement)));
            if (DuckDBApi.PendingStreaming(statement, out pending) != 0)
                throw new ChunkQueryException(DuckDBApi.Text(DuckDBApi.PendingError(pending)));
            var state = DuckDBApi.ExecutePending(pending, out _result);
            _open = true;
            if (state != 0)
                throw new ChunkQueryException(DuckDBApi.Text(DuckDBApi.ResultError(ref _result)));
        }
        finally
        {
            if (pending != 0)
                DuckDBApi.DestroyPending(ref pending);
            DuckDBApi.DestroyPrepare(ref statement);
        }
    }
}

/// <summary>DuckDB's own message about a query that failed.</summary>
internal sealed class ChunkQueryException(string message) : Exception(message);
