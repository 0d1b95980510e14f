-- What each viewer did on the day, apart from watching.
-- Grain: one row per viewer, country and platform of the events.
use ${hivevar:database};

insert overwrite table stg_viewer_day partition (dt = '${hivevar:dt}')
select
  viewer, user_id, country, platform,
  count(*) as events,
  sum(case when event_type = 'app_open' then 1 else 0 end) as opens,
  sum(case when event_type = 'room_enter' then 1 else 0 end) as enters,
  sum(case when event_type = 'chat_message' then 1 else 0 end) as chats
from stg_events
where dt = '${hivevar:dt}'
group by viewer, user_id, country, platform;
