-- The audited rows of platform_daily for each day, from which the weeks and months are made: only what passed the audit gets here.
-- Grain: that of platform_daily.
use ${hivevar:database};

insert overwrite table day_platform partition (dt = '${hivevar:dt}')
select
  country, platform, active_users, new_users, viewers, watch_minutes, anchors_live, live_hours, chats, gift_coins, payers,
  revenue_usd
from rpt_platform_daily
where dt = '${hivevar:dt}' and run = '${hivevar:run_id}';
