-- How many viewers were present at each full minute.
-- Grain: one row per broadcast, country and minute with at least one viewer.
--
-- An interval of at most 90 seconds holds at most two full minutes, so two candidates are enough: no join with a list of
-- minutes. Intervals of a viewer in a broadcast do not overlap, so rows can be counted.
use ${hivevar:database};

with candidates as (
  select
    presence.session_id, presence.anchor_id, presence.country, presence.end_ms, full_minute.minute_ms
  from stg_presence presence
  lateral view explode(array(
    ((presence.start_ms + 59999) div 60000) * 60000,
    ((presence.start_ms + 59999) div 60000) * 60000 + 60000)) full_minute as minute_ms
  where presence.dt = '${hivevar:dt}'
)

insert overwrite table stg_concurrency partition (dt = '${hivevar:dt}')
select session_id, anchor_id, country, minute_ms, count(*) as viewers
from candidates
where minute_ms < end_ms
group by session_id, anchor_id, country, minute_ms;
