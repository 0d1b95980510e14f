-- Who of those that signed up 1, 3, 7, 14 and 30 days ago was active on the day.
-- Grain: one row per number of days since sign-up, for which there was a sign-up.
--
-- Only the day's own activity is read: each day adds its points to the curves of five cohorts.
use ${hivevar:database};

with users as (
  select
    cast(user_id as string) as viewer,
    datediff('${hivevar:dt}', to_date(from_utc_timestamp(cast(created_at div 1000 as timestamp), '${hivevar:business_zone}'))) as day_number
  from snap_users
  where dt = '${hivevar:dt}' and not is_deleted
),

active as (
  select viewer
  from stg_viewer_day
  where dt = '${hivevar:dt}' and user_id is not null
  group by viewer
),

cohorts as (
  select
    users.day_number,
    count(*) as cohort_users,
    sum(case when active.viewer is not null then 1 else 0 end) as retained_users
  from users
  left join active on users.viewer = active.viewer
  where users.day_number in (1, 3, 7, 14, 30)
  group by users.day_number
)

insert overwrite table rpt_retention partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  day_number,
  cast(date_sub('${hivevar:dt}', day_number) as string) as cohort_day,
  cohort_users,
  retained_users,
  cast(cast(retained_users as decimal(18,0)) / cast(cohort_users as decimal(18,0)) as decimal(9,4)) as retention
from cohorts;
