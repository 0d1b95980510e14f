-- How long each viewer watched each broadcast.
-- Grain: one row per broadcast, viewer, country and platform of the events.
use ${hivevar:database};

insert overwrite table stg_watch partition (dt = '${hivevar:dt}')
select session_id, anchor_id, viewer, country, platform, sum(end_ms - start_ms) as watch_ms
from stg_presence
where dt = '${hivevar:dt}'
group by session_id, anchor_id, viewer, country, platform;
