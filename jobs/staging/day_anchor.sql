-- The audited rows of anchor_daily for each day, from which the weeks and months are made: only what passed the audit gets here.
-- Grain: that of anchor_daily.
use ${hivevar:database};

insert overwrite table day_anchor partition (dt = '${hivevar:dt}')
select
  anchor_id, live_hours, sessions, peak_concurrent, unique_viewers, watch_minutes, chats, gift_coins, new_followers,
  lost_followers
from rpt_anchor_daily
where dt = '${hivevar:dt}' and run = '${hivevar:run_id}';
