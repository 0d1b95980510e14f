-- The platform's day: who came, who watched, who went live, what was given and paid.
-- Grain: one row per country and platform.
use ${hivevar:database};

with users as (
  select user_id, coalesce(country, 'ZZ') as country, signup_platform, created_at
  from snap_users
  where dt = '${hivevar:dt}' and not is_deleted
),

anchors as (
  select anchor_id, coalesce(country, 'ZZ') as country
  from snap_anchors
  where dt = '${hivevar:dt}' and not is_deleted
),

active as (
  select country, platform, count(*) as active_users, sum(chats) as chats
  from stg_viewer_day
  where dt = '${hivevar:dt}'
  group by country, platform
),

signed_up as (
  select country, signup_platform as platform, count(*) as new_users
  from users
  where created_at >= unix_timestamp(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}')) * 1000000
    and created_at < unix_timestamp(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')) * 1000000
  group by country, signup_platform
),

-- Two steps, so that a viewer of several broadcasts counts once without a distinct count that one reducer would do alone.
watchers as (
  select country, platform, viewer, sum(watch_ms) as watch_ms
  from stg_watch
  where dt = '${hivevar:dt}'
  group by country, platform, viewer
),

watched as (
  select country, platform, count(*) as viewers, sum(watch_ms) as watch_ms
  from watchers
  group by country, platform
),

live_anchors as (
  select coalesce(anchors.country, 'ZZ') as country, broadcasts.platform, broadcasts.anchor_id, sum(broadcasts.live_ms) as live_ms
  from (select * from stg_broadcasts where dt = '${hivevar:dt}') broadcasts
  left join anchors on broadcasts.anchor_id = anchors.anchor_id
  group by coalesce(anchors.country, 'ZZ'), broadcasts.platform, broadcasts.anchor_id
),

live as (
  select country, platform, count(*) as anchors_live, sum(live_ms) as live_ms
  from live_anchors
  group by country, platform
),

gifts as (
  select coalesce(users.country, 'ZZ') as country, movements.platform, sum(movements.coins) as gift_coins
  from (select * from stg_gift_movements where dt = '${hivevar:dt}') movements
  left join users on movements.user_id = users.user_id
  group by coalesce(users.country, 'ZZ'), movements.platform
),

payments as (
  select
    coalesce(users.country, 'ZZ') as country, movements.platform, movements.user_id,
    sum(movements.sales) as sales, sum(movements.usd_amount) as usd_amount
  from (select * from stg_recharge_movements where dt = '${hivevar:dt}') movements
  left join users on movements.user_id = users.user_id
  group by coalesce(users.country, 'ZZ'), movements.platform, movements.user_id
),

paid as (
  select
    country, platform,
    sum(case when sales > 0 then 1 else 0 end) as payers,
    cast(sum(usd_amount) as decimal(18,4)) as revenue_usd
  from payments
  group by country, platform
),

measures as (
  select
    country, platform, active_users, cast(0 as bigint) as new_users, cast(0 as bigint) as viewers, cast(0 as bigint) as watch_ms,
    cast(0 as bigint) as anchors_live, cast(0 as bigint) as live_ms, chats, cast(0 as bigint) as gift_coins,
    cast(0 as bigint) as payers, cast(0 as decimal(18,4)) as revenue_usd
  from active
  union all
  select
    country, platform, cast(0 as bigint) as active_users, new_users, cast(0 as bigint) as viewers, cast(0 as bigint) as watch_ms,
    cast(0 as bigint) as anchors_live, cast(0 as bigint) as live_ms, cast(0 as bigint) as chats, cast(0 as bigint) as gift_coins,
    cast(0 as bigint) as payers, cast(0 as decimal(18,4)) as revenue_usd
  from signed_up
  union all
  select
    country, platform, cast(0 as bigint) as active_users, cast(0 as bigint) as new_users, viewers, watch_ms,
    cast(0 as bigint) as anchors_live, cast(0 as bigint) as live_ms, cast(0 as bigint) as chats, cast(0 as bigint) as gift_coins,
    cast(0 as bigint) as payers, cast(0 as decimal(18,4)) as revenue_usd
  from watched
  union all
  select
    country, platform, cast(0 as bigint) as active_users, cast(0 as bigint) as new_users, cast(0 as bigint) as viewers,
    cast(0 as bigint) as watch_ms, anchors_live, live_ms, cast(0 as bigint) as chats, cast(0 as bigint) as gift_coins,
    cast(0 as bigint) as payers, cast(0 as decimal(18,4)) as revenue_usd
  from live
  union all
  select
    country, platform, cast(0 as bigint) as active_users, cast(0 as bigint) as new_users, cast(0 as bigint) as viewers,
    cast(0 as bigint) as watch_ms, cast(0 as bigint) as anchors_live, cast(0 as bigint) as live_ms, cast(0 as bigint) as chats,
    gift_coins, cast(0 as bigint) as payers, cast(0 as decimal(18,4)) as revenue_usd
  from gifts
  union all
  select
    country, platform, cast(0 as bigint) as active_users, cast(0 as bigint) as new_users, cast(0 as bigint) as viewers,
    cast(0 as bigint) as watch_ms, cast(0 as bigint) as anchors_live, cast(0 as bigint) as live_ms, cast(0 as bigint) as chats,
    cast(0 as bigint) as gift_coins, payers, revenue_usd
  from paid
),

totals as (
  select
    country, platform,
    sum(active_users) as active_users, sum(new_users) as new_users, sum(viewers) as viewers, sum(watch_ms) as watch_ms,
    sum(anchors_live) as anchors_live, sum(live_ms) as live_ms, sum(chats) as chats, sum(gift_coins) as gift_coins,
    sum(payers) as payers, cast(sum(revenue_usd) as decimal(18,4)) as revenue_usd
  from measures
  group by country, platform
)

insert overwrite table rpt_platform_daily partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  country,
  platform,
  active_users,
  new_users,
  viewers,
  cast(cast(watch_ms as decimal(18,0)) / 60000 as decimal(18,2)) as watch_minutes,
  case when viewers > 0
    then cast(cast(watch_ms as decimal(18,0)) / cast(viewers * 60000 as decimal(18,0)) as decimal(18,2)) end as avg_watch_minutes,
  anchors_live,
  cast(cast(live_ms as decimal(18,0)) / 3600000 as decimal(18,2)) as live_hours,
  chats,
  gift_coins,
  payers,
  revenue_usd,
  case when payers > 0 then cast(revenue_usd / cast(payers as decimal(18,0)) as decimal(18,4)) end as arppu_usd
from totals;
