-- The broadcasts of the day, each with its audience, quality and gifts.
-- Grain: one row per broadcast that was live on the business day; measures are those of its part in the day.
use ${hivevar:database};

with broadcasts as (
  select session_id, anchor_id, started_ms, ended_ms, live_ms
  from stg_broadcasts
  where dt = '${hivevar:dt}'
),

watchers as (
  select session_id, viewer, sum(watch_ms) as watch_ms
  from stg_watch
  where dt = '${hivevar:dt}'
  group by session_id, viewer
),

watched as (
  select session_id, count(*) as unique_viewers, sum(watch_ms) as watch_ms
  from watchers
  group by session_id
),

minutes as (
  select session_id, minute_ms, sum(viewers) as viewers
  from stg_concurrency
  where dt = '${hivevar:dt}'
  group by session_id, minute_ms
),

peaks as (
  select session_id, max(viewers) as peak_concurrent
  from minutes
  group by session_id
),

stalls as (
  select session_id, count(*) as stalls
  from stg_events
  where dt = '${hivevar:dt}' and event_type = 'stream_quality' and stall_ms > 0
  group by session_id
),

gifts as (
  select session_id, sum(coins) as coins
  from stg_gift_movements
  where dt = '${hivevar:dt}' and session_id is not null
  group by session_id
),

joined as (
  select
    broadcasts.session_id,
    broadcasts.anchor_id,
    broadcasts.started_ms,
    broadcasts.ended_ms,
    broadcasts.live_ms,
    coalesce(peaks.peak_concurrent, cast(0 as bigint)) as peak_concurrent,
    coalesce(watched.unique_viewers, cast(0 as bigint)) as unique_viewers,
    coalesce(watched.watch_ms, cast(0 as bigint)) as watch_ms,
    coalesce(stalls.stalls, cast(0 as bigint)) as stalls,
    coalesce(gifts.coins, cast(0 as bigint)) as coins
  from broadcasts
  left join watched on broadcasts.session_id = watched.session_id
  left join peaks on broadcasts.session_id = peaks.session_id
  left join stalls on broadcasts.session_id = stalls.session_id
  left join gifts on broadcasts.session_id = gifts.session_id
)

insert overwrite table rpt_session_detail partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  session_id,
  anchor_id,
  substr(cast(from_utc_timestamp(cast(started_ms as timestamp), '${hivevar:business_zone}') as string), 1, 19) as started_at,
  substr(cast(from_utc_timestamp(cast(ended_ms as timestamp), '${hivevar:business_zone}') as string), 1, 19) as ended_at,
  cast(cast(live_ms as decimal(18,0)) / 60000 as decimal(18,2)) as live_minutes,
  peak_concurrent,
  cast(cast(watch_ms as decimal(18,0)) / cast(live_ms as decimal(18,0)) as decimal(18,2)) as avg_concurrent,
  unique_viewers,
  cast(cast(watch_ms as decimal(18,0)) / 60000 as decimal(18,2)) as watch_minutes,
  case when watch_ms > 0
    then cast(cast(stalls * 3600000 as decimal(18,0)) / cast(watch_ms as decimal(18,0)) as decimal(18,4)) end as stalls_per_viewer_hour,
  coins
from joined;
