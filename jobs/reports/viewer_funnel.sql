-- How far viewers came on the day: open, enter, stay one minute, chat, gift, recharge.
-- Grain: one row per country and step.
use ${hivevar:database};

with acts as (
  select
    viewer, case when opens > 0 then country end as country, case when opens > 0 then 1 else 0 end as opened,
    case when enters > 0 then 1 else 0 end as entered, 0 as stayed, case when chats > 0 then 1 else 0 end as chatted,
    0 as gifted, 0 as recharged
  from stg_viewer_day
  where dt = '${hivevar:dt}'
  union all
  select viewer, cast(null as string) as country, 0 as opened, 0 as entered, 1 as stayed, 0 as chatted, 0 as gifted, 0 as recharged
  from (
    select session_id, viewer, sum(watch_ms) as watch_ms
    from stg_watch
    where dt = '${hivevar:dt}'
    group by session_id, viewer
  ) visits
  where watch_ms >= 60000
  union all
  select
    cast(user_id as string) as viewer, cast(null as string) as country, 0 as opened, 0 as entered, 0 as stayed, 0 as chatted,
    1 as gifted, 0 as recharged
  from stg_gift_movements
  where dt = '${hivevar:dt}' and movement = 'sale'
  union all
  select
    cast(user_id as string) as viewer, cast(null as string) as country, 0 as opened, 0 as entered, 0 as stayed, 0 as chatted,
    0 as gifted, 1 as recharged
  from stg_recharge_movements
  where dt = '${hivevar:dt}' and movement = 'sale'
),

viewers as (
  select
    viewer, min(country) as country, max(opened) as opened, max(entered) as entered, max(stayed) as stayed,
    max(chatted) as chatted, max(gifted) as gifted, max(recharged) as recharged
  from acts
  group by viewer
),

-- A step counts only after all steps before it, so the funnel never widens.
reached as (
  select
    country,
    opened
      + opened * entered
      + opened * entered * stayed
      + opened * entered * stayed * chatted
      + opened * entered * stayed * chatted * gifted
      + opened * entered * stayed * chatted * gifted * recharged as steps
  from viewers
  where opened = 1
),

counted as (
  select
    country,
    count(*) as opened,
    sum(case when steps >= 2 then 1 else 0 end) as entered,
    sum(case when steps >= 3 then 1 else 0 end) as stayed,
    sum(case when steps >= 4 then 1 else 0 end) as chatted,
    sum(case when steps >= 5 then 1 else 0 end) as gifted,
    sum(case when steps >= 6 then 1 else 0 end) as recharged
  from reached
  group by country
),

steps as (
  select country, 1 as step, 'open' as name, opened as viewers, opened from counted
  union all
  select country, 2 as step, 'enter' as name, entered as viewers, opened from counted
  union all
  select country, 3 as step, 'stay_one_minute' as name, stayed as viewers, opened from counted
  union all
  select country, 4 as step, 'chat' as name, chatted as viewers, opened from counted
  union all
  select country, 5 as step, 'gift' as name, gifted as viewers, opened from counted
  union all
  select country, 6 as step, 'recharge' as name, recharged as viewers, opened from counted
)

insert overwrite table rpt_viewer_funnel partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  country,
  step,
  name,
  viewers,
  cast(cast(viewers as decimal(18,0)) / cast(opened as decimal(18,0)) as decimal(9,4)) as share_of_opened
from steps;
