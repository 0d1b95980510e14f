-- Generated from pipeline/Aurora/schema.sql.
-- The state of rooms at the end of the business day, from the state of the day before and the changes since.
-- Grain: one row per room_id; deleted ones are marked.
--
-- Of all versions of a key the latest by the number of the change counts, so duplicates and files delivered again do
-- no harm. A full load replaces everything older: what a reload does not hold is gone. Where a load was known and its
-- files are gone, the table was truncated.
use ${hivevar:database};
set mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs=true;

-- Without a state of the day before, the full load must be recent enough for its changes to be among the files read
-- here. Otherwise run rebuild/snap_rooms.sql for the day before first.
select assert_true(max(states) > 0 or min(first_load) is null or min(first_load) >= '${hivevar:dt_before}')
from (
  select count(*) as states, cast(null as string) as first_load from snap_rooms where dt = '${hivevar:dt_before}'
  union all
  select cast(0 as bigint) as states, min(dms_commit_ts) as first_load from raw_rooms where arrival = 'load'
) known;

with load_rows as (
  select
    room_id,
    anchor_id,
    title,
    description,
    is_private,
    created_at,
    op, dms_commit_ts,
    concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000') as version
  from raw_rooms
  where arrival = 'load'
),

change_rows as (
  select
    room_id,
    anchor_id,
    title,
    description,
    is_private,
    created_at,
    op,
    case when coalesce(change_seq, '') = ''
      then concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000')
      else change_seq end as version
  from raw_rooms
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
    and dms_commit_ts < cast(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}') as string)
),

previous_rows as (
  select
    room_id,
    anchor_id,
    title,
    description,
    is_private,
    created_at,
    case when is_deleted then 'D' else 'U' end as op,
    version
  from snap_rooms
  where dt = '${hivevar:dt_before}'
),

known as (
  select 'rooms' as table_name, min(version) as load_version, count(version) as load_count, max(was_loaded) as was_loaded
  from (
    select version, 0 as was_loaded from load_rows
    union all
    select cast(null as string) as version, case when version like '%0000000000000000000' then 1 else 0 end as was_loaded
    from previous_rows
  ) both_states
),

versions as (
  select 'rooms' as table_name, 0 as is_previous, room_id, anchor_id, title, description, is_private, created_at, op, version from load_rows
  union all
  select 'rooms' as table_name, 0 as is_previous, room_id, anchor_id, title, description, is_private, created_at, op, version from change_rows
  union all
  select 'rooms' as table_name, 1 as is_previous, room_id, anchor_id, title, description, is_private, created_at, op, version from previous_rows
),

current_rows as (
  select versions.*
  from versions
  join known on versions.table_name = known.table_name
  where (known.load_version is null or versions.version >= known.load_version)
    and not (versions.is_previous = 1 and known.load_count = 0 and known.was_loaded = 1)
    and room_id is not null
    and versions.op in ('I', 'U', 'D')
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
