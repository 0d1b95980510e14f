-- Generated from pipeline/Aurora/schema.sql.
-- The state of rooms at the end of the business day, from the full load and every change file there is.
-- Grain: one row per room_id; deleted ones are marked.
--
-- Gives the same rows as the daily job. Run it by hand for the day before the first daily run, or after a gap.
use ${hivevar:database};
set mapreduce.input.fileinputformat.input.dir.recursive=true;
set hive.mapred.supports.subdirectories=true;

create external table if not exists raw_rooms_all (
  op string,
  dms_commit_ts string,
  room_id bigint,
  anchor_id bigint,
  title string,
  description string,
  is_private boolean,
  created_at bigint,
  change_seq string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/rooms';

with all_rows as (
  select
    'rooms' as table_name,
    room_id,
    anchor_id,
    title,
    description,
    is_private,
    created_at,
    op, coalesce(change_seq, '') = '' as is_load,
    case when coalesce(change_seq, '') = ''
      then concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000')
      else change_seq end as version
  from raw_rooms_all
  where coalesce(change_seq, '') = '' or dms_commit_ts < cast(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}') as string)
),

known as (
  select 'rooms' as table_name, min(version) as load_version
  from all_rows
  where is_load
),

current_rows as (
  select all_rows.*
  from all_rows
  join known on all_rows.table_name = known.table_name
  where (known.load_version is null or all_rows.version >= known.load_version)
    and room_id is not null
    and op in ('I', 'U', 'D')
),

latest as (
  select *
  from (
    select current_rows.*, row_number() over (partition by room_id order by version desc, op desc) as age
    from current_rows
  ) ordered
  where age = 1
)

insert overwrite table snap_rooms partition (dt = '${hivevar:dt}')
select
  room_id,
  anchor_id,
  title,
  description,
  is_private,
  created_at,
  op = 'D' as is_deleted,
  version
from latest;
