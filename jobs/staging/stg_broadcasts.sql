-- The broadcasts that were live on the business day, with the part of them that lies in it.
-- Grain: one row per broadcast.
--
-- A broadcast that crosses midnight has a part in each of its days. One without an end is taken to last ten hours at most:
-- an app that crashed must not be live for ever.
use ${hivevar:database};
set mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs=true;

with versions as (
  select
    session_id, room_id, anchor_id, title, platform, started_at, ended_at, op,
    case when coalesce(change_seq, '') = ''
      then concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000')
      else change_seq end as version
  from raw_live_sessions
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select
    session_id, room_id, anchor_id, title, platform, started_at, ended_at, op,
    concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000') as version
  from raw_live_sessions
  where arrival = 'load'
    and started_at < unix_timestamp(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')) * 1000000
    and (
      ended_at > unix_timestamp(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}')) * 1000000
      or ended_at is null)
),

latest as (
  select *
  from (
    select versions.*, row_number() over (partition by session_id order by version desc, op desc) as age
    from versions
    where session_id is not null and op in ('I', 'U', 'D')
  ) ordered
  where age = 1 and op <> 'D'
),

parts as (
  select
    session_id, room_id, anchor_id, title, platform,
    started_at div 1000 as started_ms,
    -- What happens after the day is not told on it, so that the day's rows stay the same.
    case when ended_at div 1000 <= unix_timestamp(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')) * 1000
      then ended_at div 1000 end as ended_ms,
    greatest(
      started_at div 1000,
      unix_timestamp(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}')) * 1000) as live_from_ms,
    least(
      coalesce(ended_at div 1000, started_at div 1000 + 36000000),
      unix_timestamp(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')) * 1000) as live_to_ms
  from latest
)

insert overwrite table stg_broadcasts partition (dt = '${hivevar:dt}')
select session_id, room_id, anchor_id, title, platform, started_ms, ended_ms, live_to_ms - live_from_ms as live_ms
from parts
where live_to_ms > live_from_ms;
