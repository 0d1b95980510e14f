-- The day's events, each once: of several deliveries of one event_id the first received counts.
-- Grain: one row per event_id.
use ${hivevar:database};

with events as (
  select *
  from stg_event_lines
  where dt = '${hivevar:dt}' and reason is null
),

-- Few events come more than once, so only theirs are put in an order: the rest flows through without a sort. Equal
-- numbers find them with a fraction of the memory that equal ids take; the order is then by the ids themselves.
suspects as (
  select hash(event_id) as event_hash
  from events
  group by hash(event_id)
  having count(*) > 1
),

ranked as (
  select
    events.source_object, events.source_offset,
    row_number() over (
      partition by events.event_id order by events.received_ms, events.source_object, events.source_offset) as delivery
  from events
  join suspects on hash(events.event_id) = suspects.event_hash
),

later_deliveries as (
  select source_object, source_offset
  from ranked
  where delivery > 1
)

insert overwrite table stg_events partition (dt = '${hivevar:dt}')
select
  events.event_type, events.event_ms, events.received_ms, events.user_id, events.viewer, events.session_id,
  events.anchor_id, events.platform, events.app_version, events.country, events.network, events.bitrate_kbps, events.fps,
  events.stall_ms
from events
left join later_deliveries
  on events.source_object = later_deliveries.source_object
  and events.source_offset = later_deliveries.source_offset
where later_deliveries.source_object is null;
