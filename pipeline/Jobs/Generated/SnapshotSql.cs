using System.Text;
using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Lake;

namespace Nonolive.Pipeline.Jobs.Generated;

/// <summary>A table's state at the end of each business day.</summary>
internal static class SnapshotSql
{
    // The number of a change: 16 digits of time and 19 of a counter. Rows of the full load have none and get their time
    // with counter 0, which puts them before every change of the same hundredth of a second.
    private const string Version = """
        case when coalesce(change_seq, '') = ''
              then concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000')
              else change_seq end as version
        """;

    private const string EndOfDay =
        "cast(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}') as string)";

    public static string Create(IEnumerable<AuroraTable> tables)
    {
        var sql = new StringBuilder("""
            -- Generated from pipeline/Aurora/schema.sql.
            -- The state of each table at the end of a business day: one row a key, deleted ones marked, so that an old change that
            -- is delivered again cannot bring them back. Moments are microseconds since 1970 (UTC).
            create database if not exists ${hivevar:database};
            use ${hivevar:database};

            """);
        foreach (var table in tables)
        {
            sql.Append($"""

                create external table if not exists snap_{table.Name} (
                {string.Join(",\n", table.Columns.Select(column => $"  {column.Name} {column.HiveType}"))},
                  is_deleted boolean,
                  version string)
                partitioned by (dt string)
                stored as parquet
                location 's3://${"{hivevar:data_bucket}"}/{LakeLayout.Warehouse}snap_{table.Name}'
                tblproperties ('parquet.compression' = 'SNAPPY');

                """);
        }
        return sql.ToString();
    }

    public static string Incremental(AuroraTable table) => $$"""
        -- Generated from pipeline/Aurora/schema.sql.
        -- The state of {{table.Name}} at the end of the business day, from the state of the day before and the changes since.
        -- Grain: one row per {{string.Join(", ", table.Key)}}; deleted ones are marked.
        --
        -- Of all versions of a key the latest by the number of the change counts, so duplicates and files delivered again do
        -- no harm. A full load replaces everything older: what a reload does not hold is gone. Where a load was known and its
        -- files are gone, the table was truncated.
        use ${hivevar:database};
        set mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs=true;

        -- Without a state of the day before, the full load must be recent enough for its changes to be among the files read
        -- here. Otherwise run rebuild/snap_{{table.Name}}.sql for the day before first.
        select assert_true(max(states) > 0 or min(first_load) is null or min(first_load) >= '${hivevar:dt_before}')
        from (
          select count(*) as states, cast(null as string) as first_load from snap_{{table.Name}} where dt = '${hivevar:dt_before}'
          union all
          select cast(0 as bigint) as states, min(dms_commit_ts) as first_load from raw_{{table.Name}} where arrival = 'load'
        ) known;

        with load_rows as (
          select
        {{Columns(table, "    ")}},
            op, dms_commit_ts,
            concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000') as version
          from raw_{{table.Name}}
          where arrival = 'load'
        ),

        change_rows as (
          select
        {{Columns(table, "    ")}},
            op,
            {{Indent(Version, "    ")}}
          from raw_{{table.Name}}
          where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
            and dms_commit_ts < {{EndOfDay}}
        ),

        previous_rows as (
          select
        {{Columns(table, "    ")}},
            case when is_deleted then 'D' else 'U' end as op,
            version
          from snap_{{table.Name}}
          where dt = '${hivevar:dt_before}'
        ),

        known as (
          select '{{table.Name}}' as table_name, min(version) as load_version, count(version) as load_count, max(was_loaded) as was_loaded
          from (
            select version, 0 as was_loaded from load_rows
            union all
            select cast(null as string) as version, case when version like '%0000000000000000000' then 1 else 0 end as was_loaded
            from previous_rows
          ) both_states
        ),

        versions as (
          select '{{table.Name}}' as table_name, 0 as is_previous, {{List(table)}}, op, version from load_rows
          union all
          select '{{table.Name}}' as table_name, 0 as is_previous, {{List(table)}}, op, version from change_rows
          union all
          select '{{table.Name}}' as table_name, 1 as is_previous, {{List(table)}}, op, version from previous_rows
        ),

        current_rows as (
          select versions.*
          from versions
          join known on versions.table_name = known.table_name
          where (known.load_version is null or versions.version >= known.load_version)
            and not (versions.is_previous = 1 and known.load_count = 0 and known.was_loaded = 1)
            and {{KeyIsThere(table)}}
            and versions.op in ('I', 'U', 'D')
        ),

        {{Latest(table)}}
        """;

    public static string Rebuild(AuroraTable table) => $$"""
        -- Generated from pipeline/Aurora/schema.sql.
        -- The state of {{table.Name}} at the end of the business day, from the full load and every change file there is.
        -- Grain: one row per {{string.Join(", ", table.Key)}}; deleted ones are marked.
        --
        -- Gives the same rows as the daily job. Run it by hand for the day before the first daily run, or after a gap.
        use ${hivevar:database};
        set mapreduce.input.fileinputformat.input.dir.recursive=true;
        set hive.mapred.supports.subdirectories=true;

        create external table if not exists raw_{{table.Name}}_all (
        {{RawTableSql.Columns(table)}})
        stored as parquet
        location '{{RawTableSql.Location(table)}}';

        with all_rows as (
          select
            '{{table.Name}}' as table_name,
        {{Columns(table, "    ")}},
            op, coalesce(change_seq, '') = '' as is_load,
            {{Indent(Version, "    ")}}
          from raw_{{table.Name}}_all
          where coalesce(change_seq, '') = '' or dms_commit_ts < {{EndOfDay}}
        ),

        known as (
          select '{{table.Name}}' as table_name, min(version) as load_version
          from all_rows
          where is_load
        ),

        current_rows as (
          select all_rows.*
          from all_rows
          join known on all_rows.table_name = known.table_name
          where (known.load_version is null or all_rows.version >= known.load_version)
            and {{KeyIsThere(table)}}
            and op in ('I', 'U', 'D')
        ),

        {{Latest(table)}}
        """;

    private static string Latest(AuroraTable table) => $$"""
        latest as (
          select *
          from (
            select current_rows.*, row_number() over (partition by {{string.Join(", ", table.Key)}} order by version desc, op desc) as age
            from current_rows
          ) ordered
          where age = 1
        )

        insert overwrite table snap_{{table.Name}} partition (dt = '${hivevar:dt}')
        select
        {{Columns(table, "  ")}},
          op = 'D' as is_deleted,
          version
        from latest;

        """;

    private static string Columns(AuroraTable table, string indent) =>
        string.Join(",\n", table.Columns.Select(column => indent + column.Name));

    private static string List(AuroraTable table) => string.Join(", ", table.Columns.Select(column => column.Name));

    private static string KeyIsThere(AuroraTable table) => string.Join(" and ", table.Key.Select(key => key + " is not null"));

    private static string Indent(string text, string indent) => text.ReplaceLineEndings("\n").Replace("\n", "\n" + indent[..^4]);
}
