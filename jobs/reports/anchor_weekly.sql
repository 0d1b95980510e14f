-- The anchors' week up to the business day, added up from the audited days.
-- Grain: one row per anchor with a row on one of the days.
use ${hivevar:database};

with days as (
  select *
  from day_anchor
  where dt >= cast(date_sub('${hivevar:dt}', pmod(datediff('${hivevar:dt}', '1970-01-05'), 7)) as string) and dt <= '${hivevar:dt}'
),

totals as (
  select
    anchor_id,
    sum(case when sessions > 0 then 1 else 0 end) as days_live,
    sum(sessions) as session_days,
    sum(live_hours) as live_hours,
    max(peak_concurrent) as peak_concurrent,
    sum(unique_viewers) as viewer_days,
    sum(watch_minutes) as watch_minutes,
    sum(chats) as chats,
    sum(gift_coins) as gift_coins,
    sum(new_followers) as new_followers,
    sum(lost_followers) as lost_followers
  from days
  group by anchor_id
),

anchors as (
  select anchor_id, stage_name, guild_id
  from snap_anchors
  where dt = '${hivevar:dt}' and not is_deleted
)

insert overwrite table rpt_anchor_weekly partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  cast(date_sub('${hivevar:dt}', pmod(datediff('${hivevar:dt}', '1970-01-05'), 7)) as string) as first_day,
  totals.anchor_id,
  anchors.stage_name,
  anchors.guild_id,
  totals.days_live,
  totals.session_days,
  cast(totals.live_hours as decimal(18,2)) as live_hours,
  totals.peak_concurrent,
  totals.viewer_days,
  cast(totals.watch_minutes as decimal(18,2)) as watch_minutes,
  totals.chats,
  totals.gift_coins,
  totals.new_followers,
  totals.lost_followers
from totals
left join anchors on totals.anchor_id = anchors.anchor_id;
