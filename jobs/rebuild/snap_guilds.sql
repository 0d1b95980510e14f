-- Generated from pipeline/Aurora/schema.sql.
-- The state of guilds at the end of the business day, from the full load and every change file there is.
-- Grain: one row per guild_id; deleted ones are marked.
--
-- Gives the same rows as the daily job. Run it by hand for the day before the first daily run, or after a gap.
use ${hivevar:database};
set mapreduce.input.fileinputformat.input.dir.recursive=true;
set hive.mapred.supports.subdirectories=true;

create external table if not exists raw_guilds_all (
  op string,
  dms_commit_ts string,
  guild_id bigint,
  name string,
  country string,
  revenue_share decimal(6,4),
  is_active boolean,
  created_at bigint,
  change_seq string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/guilds';

with all_rows as (
  select
    'guilds' as table_name,
    guild_id,
    name,
    country,
    revenue_share,
    is_active,
    created_at,
    op, coalesce(change_seq, '') = '' as is_load,
    case when coalesce(change_seq, '') = ''
      then concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000')
      else change_seq end as version
  from raw_guilds_all
  where coalesce(change_seq, '') = '' or dms_commit_ts < cast(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}') as string)
),

known as (
  select 'guilds' as table_name, min(version) as load_version
  from all_rows
  where is_load
),

current_rows as (
  select all_rows.*
  from all_rows
  join known on all_rows.table_name = known.table_name
  where (known.load_version is null or all_rows.version >= known.load_version)
    and guild_id is not null
    and op in ('I', 'U', 'D')
),

latest as (
  select *
  from (
    select current_rows.*, row_number() over (partition by guild_id order by version desc, op desc) as age
    from current_rows
  ) ordered
  where age = 1
)

insert overwrite table snap_guilds partition (dt = '${hivevar:dt}')
select
  guild_id,
  name,
  country,
  revenue_share,
  is_active,
  created_at,
  op = 'D' as is_deleted,
  version
from latest;
