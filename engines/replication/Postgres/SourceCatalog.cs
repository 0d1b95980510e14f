using Nonolive.Replication.Types;
using Npgsql;

namespace Nonolive.Replication.Postgres;

/// <summary>Reads what the source database has.</summary>
internal static class SourceCatalog
{
    // Domains are resolved to their base, whose modifier is that of the innermost domain that sets one.
    private const string BaseTypes = """
        with recursive base as (
            select t.oid as declared, t.oid, t.typtype, t.typbasetype, t.typtypmod, t.typcategory from pg_type t
            union all
            select base.declared, t.oid, t.typtype, t.typbasetype, case when base.typtypmod >= 0 then base.typtypmod else t.typtypmod end, t.typcategory
            from base join pg_type t on t.oid = base.typbasetype where base.typtype = 'd'
        )
        """;

    private const string Tables = BaseTypes + """
        , keys as (
            select i.indrelid, i.indexrelid, i.indisprimary, i.indisreplident, k.attnum
            from pg_index i, unnest(i.indkey) as k(attnum) where i.indisprimary or i.indisreplident
        )
        select n.nspname, c.relname, c.relkind in ('v', 'm'), greatest(c.reltuples, 0)::bigint, c.relreplident::text, a.attname, base.oid,
               case when base.oid = a.atttypid or a.atttypmod >= 0 then a.atttypmod else base.typtypmod end, base.typtype::text, base.typcategory::text,
               exists (select from keys k where k.indrelid = c.oid and k.attnum = a.attnum
                       and case c.relreplident when 'i' then k.indisreplident else k.indisprimary end),
               exists (select from keys k where k.indrelid = c.oid and k.indisprimary), a.attgenerated <> ''
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        join base on base.declared = a.atttypid and base.typtype <> 'd'
        where c.relkind in ('r', 'v', 'm') and c.relpersistence = 'p' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'
        order by n.nspname, c.relname, a.attnum
        """;

    private const string Types = BaseTypes + """
        select declared, oid, typtypmod, typtype::text, typcategory::text from base where typtype <> 'd' and declared = any ($1)
        """;

    public static async Task<IReadOnlyList<SourceTable>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tables = new List<SourceTable>();
        var columns = new List<SourceColumn>();
        while (await reader.ReadAsync(cancellation))
        {
            var (schema, name, identity) = (reader.GetString(0), reader.GetString(1), reader.GetString(4));
            if (tables.Count == 0 || tables[^1].Schema != schema || tables[^1].Name != name)
            {
                columns = [];
                // DMS tells rows apart by the primary key; an identity of "nothing" gives it none.
                var hasKey = identity switch { "n" => false, "i" => true, _ => reader.GetBoolean(11) };
                tables.Add(new SourceTable(schema, name, reader.GetBoolean(2), reader.GetInt64(3), identity == "f", hasKey, columns));
            }
            if (!reader.GetBoolean(12))
            {
                var type = new PostgresType(reader.GetFieldValue<uint>(6), reader.GetInt32(7), reader.GetString(8)[0], reader.GetString(9)[0]);
                columns.Add(new SourceColumn(reader.GetString(5), type, reader.GetBoolean(10)));
            }
        }
        return tables;
    }

    /// <summary>The base types of some declared types; a type that is no longer there is missing in the answer.</summary>
    public static async Task<IReadOnlyDictionary<uint, PostgresType>> TypesAsync(
        NpgsqlConnection connection, IEnumerable<uint> declared, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Types, connection)
        {
            Parameters = { new NpgsqlParameter { Value = declared.ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var types = new Dictionary<uint, PostgresType>();
        while (await reader.ReadAsync(cancellation))
        {
            types[reader.GetFieldValue<uint>(0)] = new PostgresType(
                reader.GetFieldValue<uint>(1), reader.GetInt32(2), reader.GetString(3)[0], reader.GetString(4)[0]);
        }
        return types;
    }

    /// <summary>What must be set for logical replication, as <c>wal_level</c> and the server's version.</summary>
    public static async Task RequireLogicalReplicationAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (connection.PostgreSqlVersion.Major < 15)
            throw ReplicationErrors.SourceNotReady($"it is PostgreSQL {connection.PostgreSqlVersion}, and 15 is the least", "Upgrade it.");
        await using var command = new NpgsqlCommand("show wal_level", connection);
        if (await command.ExecuteScalarAsync(cancellation) is string level and not "logical")
        {
            throw ReplicationErrors.SourceNotReady(
                $"wal_level is '{level}'", "Run: alter system set wal_level = logical; and restart it (on Aurora set rds.logical_replication = 1).");
        }
    }
}
