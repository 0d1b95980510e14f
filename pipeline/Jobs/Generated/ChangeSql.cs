using Nonolive.Pipeline.Aurora;

namespace Nonolive.Pipeline.Jobs.Generated;

/// <summary>The changes of a business day in all tables, for the report on data quality.</summary>
internal static class ChangeSql
{
    public static string Create(IEnumerable<AuroraTable> tables) => $$"""
        -- Generated from pipeline/Aurora/schema.sql.
        -- Every change of the platform's tables that was committed on the business day, as DMS delivered it.
        -- Grain: one row per delivered change; `reason` says why one cannot be used.
        use ${hivevar:database};

        with changes as (
        {{string.Join("\n  union all\n", tables.Select(Select))}}
        )

        insert overwrite table stg_changes partition (dt = '${hivevar:dt}')
        select
          source_table, row_key, change_seq, op, dms_commit_ts, source_object,
          case
            when op is null or op not in ('I', 'U', 'D') then 'op is unknown'
            when row_key is null then 'key is missing'
            when change_seq is null or length(change_seq) <> 35 then 'number of the change is missing'
          end as reason
        from changes
        where dms_commit_ts >= cast(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}') as string)
          and dms_commit_ts < cast(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}') as string);

        """;

    // concat is null where one part is, which is what a missing key must give.
    private static string Select(AuroraTable table) => $$"""
          select '{{table.Name}}' as source_table, {{Key(table)}} as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
          from raw_{{table.Name}}
          where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
        """;

    private static string Key(AuroraTable table) => table.Key.Count == 1
        ? $"cast({table.Key[0]} as string)"
        : $"concat({string.Join(", '|', ", table.Key.Select(key => $"cast({key} as string)"))})";
}
