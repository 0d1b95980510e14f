-- The anchors' day: what each broadcast, how many watched, what was given, who came to follow and who left.
-- Grain: one row per anchor with a broadcast, viewer, gift or change of followers.
use ${hivevar:database};

with broadcasts as (
  select anchor_id, count(*) as sessions, sum(live_ms) as live_ms
  from stg_broadcasts
  where dt = '${hivevar:dt}'
  group by anchor_id
),

-- Two steps, so that no reducer gets all viewers of a viral broadcast.
watchers as (
  select anchor_id, viewer, sum(watch_ms) as watch_ms
  from stg_watch
  where dt = '${hivevar:dt}'
  group by anchor_id, viewer
),

watched as (
  select anchor_id, count(*) as unique_viewers, sum(watch_ms) as watch_ms
  from watchers
  group by anchor_id
),

minutes as (
  select anchor_id, minute_ms, sum(viewers) as viewers
  from stg_concurrency
  where dt = '${hivevar:dt}'
  group by anchor_id, minute_ms
),

peaks as (
  select anchor_id, max(viewers) as peak_concurrent
  from minutes
  group by anchor_id
),

chats as (
  select anchor_id, count(*) as chats
  from stg_events
  where dt = '${hivevar:dt}' and event_type = 'chat_message'
  group by anchor_id
),

gifts as (
  select anchor_id, sum(coins) as gift_coins
  from stg_gift_movements
  where dt = '${hivevar:dt}'
  group by anchor_id
),

follows as (
  select anchor_id, sum(gained) as new_followers, sum(lost) as lost_followers
  from stg_follow_changes
  where dt = '${hivevar:dt}'
  group by anchor_id
),

seen as (
  select anchor_id from broadcasts
  union all
  select anchor_id from watched
  union all
  select anchor_id from chats
  union all
  select anchor_id from gifts
  union all
  select anchor_id from follows
),

keys as (
  select anchor_id
  from seen
  group by anchor_id
),

anchors as (
  select anchor_id, stage_name, guild_id
  from snap_anchors
  where dt = '${hivevar:dt}' and not is_deleted
),

joined as (
  select
    keys.anchor_id,
    anchors.stage_name,
    anchors.guild_id,
    coalesce(broadcasts.live_ms, cast(0 as bigint)) as live_ms,
    coalesce(broadcasts.sessions, cast(0 as bigint)) as sessions,
    coalesce(peaks.peak_concurrent, cast(0 as bigint)) as peak_concurrent,
    coalesce(watched.unique_viewers, cast(0 as bigint)) as unique_viewers,
    coalesce(watched.watch_ms, cast(0 as bigint)) as watch_ms,
    coalesce(chats.chats, cast(0 as bigint)) as chats,
    coalesce(gifts.gift_coins, cast(0 as bigint)) as gift_coins,
    coalesce(follows.new_followers, cast(0 as bigint)) as new_followers,
    coalesce(follows.lost_followers, cast(0 as bigint)) as lost_followers
  from keys
  left join anchors on keys.anchor_id = anchors.anchor_id
  left join broadcasts on keys.anchor_id = broadcasts.anchor_id
  left join watched on keys.anchor_id = watched.anchor_id
  left join peaks on keys.anchor_id = peaks.anchor_id
  left join chats on keys.anchor_id = chats.anchor_id
  left join gifts on keys.anchor_id = gifts.anchor_id
  left join follows on keys.anchor_id = follows.anchor_id
)

insert overwrite table rpt_anchor_daily partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  anchor_id,
  stage_name,
  guild_id,
  cast(cast(live_ms as decimal(18,0)) / 3600000 as decimal(18,2)) as live_hours,
  sessions,
  peak_concurrent,
  case when live_ms > 0
    then cast(cast(watch_ms as decimal(18,0)) / cast(live_ms as decimal(18,0)) as decimal(18,2)) end as avg_concurrent,
  unique_viewers,
  cast(cast(watch_ms as decimal(18,0)) / 60000 as decimal(18,2)) as watch_minutes,
  chats,
  gift_coins,
  new_followers,
  lost_followers,
  row_number() over (order by gift_coins desc, watch_ms desc, anchor_id) as ranking
from joined;
