-- When which viewer was in which broadcast.
-- Grain: one row per room_enter or room_heartbeat.
--
-- A viewer is present from an enter or heartbeat until the viewer's next room event in that broadcast, at most for 90
-- seconds (one and a half heartbeats: one that is lost does not lengthen anything), and never beyond midnight. A leave
-- ends presence at once. The intervals of a viewer in a broadcast never overlap.
use ${hivevar:database};

with room_events as (
  select
    session_id, anchor_id, viewer, country, platform, event_ms,
    case event_type when 'room_enter' then 0 when 'room_heartbeat' then 1 else 2 end as step
  from stg_events
  where dt = '${hivevar:dt}' and event_type in ('room_enter', 'room_heartbeat', 'room_leave')
),

followed as (
  select
    room_events.*,
    lead(event_ms) over (partition by session_id, viewer order by event_ms, step, country, platform, anchor_id) as next_ms
  from room_events
)

insert overwrite table stg_presence partition (dt = '${hivevar:dt}')
select
  session_id, anchor_id, viewer, country, platform,
  event_ms as start_ms,
  least(
    coalesce(next_ms, event_ms + 90000),
    event_ms + 90000,
    unix_timestamp(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')) * 1000) as end_ms
from followed
where step < 2;
