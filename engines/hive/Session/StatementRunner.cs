using Nonolive.Hive.Binding;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Native;
using Nonolive.Hive.Storage;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Session;

/// <summary>A statement's result and what is disposed when its rows are no longer wanted.</summary>
internal sealed record RunResult(StatementResult Result)
{
    public IAsyncDisposable CleanUp { get; init; } = new Nothing();

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Runs parsed statements. This part queries and explains; the others insert, define, alter and show.</summary>
internal sealed partial class StatementRunner(
    HiveOptions options, Engine engine, Settings settings, ITableReader reader, ITableWriter writer, ILakeFolders folders)
{
    private readonly Preparation _preparation = new(engine, reader);

    public string Database { get; private set; } = options.Database.ToLowerInvariant();

    private IMetastore Metastore => options.Metastore;

    public static StatementResult Done(StatementKind kind) => new() { Text = "", Location = "", Kind = kind };

    /// <summary>A result made of strings.</summary>
    public static StatementResult Table(IReadOnlyList<string> columns, IEnumerable<object?[]> rows) => Done(StatementKind.Query) with
    {
        Columns = [.. columns.Select(column => new HiveColumn(column, HiveType.String))],
        Rows = rows.ToList().ToAsyncEnumerable(),
    };

    public async Task<RunResult> RunAsync(Statement statement, string text, CancellationToken cancellation) => statement switch
    {
        QueryStatement query => await QueryAsync(query, cancellation),
        ExplainStatement explain => new RunResult(await ExplainAsync(explain, cancellation)),
        InsertStatement insert => new RunResult(await InsertAsync(insert, cancellation)),
        CreateTable { As: not null } create => new RunResult(await CreateAsAsync(create, cancellation)),
        LoadData load => new RunResult(await LoadAsync(load, cancellation)),
        ShowStatement show => new RunResult(Show(show)),
        DescribeStatement describe => new RunResult(Describe(describe)),
        AlterTable alter => new RunResult(await AlterAsync(alter, cancellation)),
        _ => new RunResult(await DefineAsync(statement, text, cancellation)),
    };

    private Binder NewBinder() =>
        new(new BinderContext(Metastore, Database, settings.Get, options.Time.GetUtcNow(), options.AllowUnverified));

    private async Task<RunResult> QueryAsync(QueryStatement statement, CancellationToken cancellation)
    {
        var binder = NewBinder();
        var query = binder.Bind(statement.Query);
        var sql = await _preparation.FillAsync(RowReader.Readable(query), binder, cancellation);
        engine.Require(sql);
        var rows = ChunkQuery.Start(engine.DuckDb, sql, cancellation);
        return new RunResult(Done(StatementKind.Query) with
        {
            Columns = [.. query.Columns.Select(column => new HiveColumn(column.Name, column.Type))],
            Rows = RowReader.ReadAsync(rows, [.. query.Columns.Select(column => column.Type)], cancellation),
        })
        {
            CleanUp = new Open(rows),
        };
    }

    private async Task<StatementResult> ExplainAsync(ExplainStatement statement, CancellationToken cancellation)
    {
        var binder = NewBinder();
        var queries = statement.Inner switch
        {
            QueryStatement query => [binder.Bind(query.Query)],
            InsertStatement insert => BindBranches(insert, binder).Select(branch => branch.Query).ToList(),
            CreateTable { As: { } query } => [binder.Bind(query)],
            _ => throw HiveFault.Semantic("EXPLAIN shows the SQL of queries and INSERTs.", statement.At),
        };
        var lines = new List<object?[]>();
        foreach (var query in queries)
            lines.Add([await _preparation.FillAsync(query.Sql, binder, cancellation)]);
        return Table(["Explain"], lines);
    }

    private sealed class Open(ChunkQuery rows) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            rows.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
