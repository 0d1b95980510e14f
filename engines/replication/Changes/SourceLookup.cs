using System.Text;
using Nonolive.Replication.Mapping;
using Nonolive.Replication.Postgres;
using Nonolive.Replication.Types;
using Npgsql;

namespace Nonolive.Replication.Changes;

/// <summary>Asks the source for what the change stream does not say, on a connection of its own.</summary>
internal sealed class SourceLookup(string connectionString) : IAsyncDisposable
{
    private readonly Dictionary<uint, PostgresType> _types = [];
    private NpgsqlConnection? _connection;

    /// <summary>The base types of declared types. Types never change their number, so answers are kept.</summary>
    public async Task<IReadOnlyDictionary<uint, PostgresType>> TypesAsync(IEnumerable<uint> declared, CancellationToken cancellation)
    {
        var unknown = declared.Where(oid => !_types.ContainsKey(oid)).Distinct().ToList();
        if (unknown.Count > 0)
        {
            foreach (var (oid, type) in await SourceCatalog.TypesAsync(await ConnectionAsync(cancellation), unknown, cancellation))
                _types[oid] = type;
        }
        return _types;
    }

    /// <summary>Some values of the row with a key, in text form, by their places; null where the row or the table has gone.</summary>
    public async Task<byte[]?[]?> ValuesAsync(
        StreamRelation relation, IReadOnlyList<int> places, IReadOnlyList<(string Name, string Value)> key, CancellationToken cancellation)
    {
        if (key.Count == 0)
            return null;
        var columns = string.Join(", ", places.Select(place => Sql.Identifier(relation.Columns[place].Name) + "::text"));
        var where = string.Join(" and ", key.Select(column => $"{Sql.Identifier(column.Name)} = {Sql.Literal(column.Value)}"));
        await using var command = new NpgsqlCommand(
            $"select {columns} from only {Sql.Qualified(relation.Schema, relation.Name)} where {where}", await ConnectionAsync(cancellation));
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
                return null;
            var values = new byte[]?[relation.Columns.Count];
            for (var i = 0; i < places.Count; i++)
                values[places[i]] = await reader.IsDBNullAsync(i, cancellation) ? null : Encoding.UTF8.GetBytes(reader.GetString(i));
            return values;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            // The stream is older than the catalog: what was dropped since cannot be asked for.
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private async Task<NpgsqlConnection> ConnectionAsync(CancellationToken cancellation) =>
        _connection ??= await Sessions.OpenAsync(connectionString, cancellation);
}
