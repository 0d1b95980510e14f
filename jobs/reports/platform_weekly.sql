-- The platform's week up to the business day, added up from the audited days.
-- Grain: one row per country and platform.
use ${hivevar:database};

with days as (
  select *
  from day_platform
  where dt >= cast(date_sub('${hivevar:dt}', pmod(datediff('${hivevar:dt}', '1970-01-05'), 7)) as string) and dt <= '${hivevar:dt}'
),

totals as (
  select
    country, platform,
    count(distinct dt) as days,
    sum(active_users) as active_user_days,
    max(active_users) as best_active_users,
    sum(new_users) as new_users,
    sum(viewers) as viewer_days,
    sum(watch_minutes) as watch_minutes,
    sum(live_hours) as live_hours,
    sum(chats) as chats,
    sum(gift_coins) as gift_coins,
    sum(payers) as payer_days,
    sum(revenue_usd) as revenue_usd
  from days
  group by country, platform
)

insert overwrite table rpt_platform_weekly partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  cast(date_sub('${hivevar:dt}', pmod(datediff('${hivevar:dt}', '1970-01-05'), 7)) as string) as first_day,
  country,
  platform,
  days,
  active_user_days,
  best_active_users,
  new_users,
  viewer_days,
  cast(watch_minutes as decimal(18,2)) as watch_minutes,
  cast(live_hours as decimal(18,2)) as live_hours,
  chats,
  gift_coins,
  payer_days,
  cast(revenue_usd as decimal(18,4)) as revenue_usd
from totals;
