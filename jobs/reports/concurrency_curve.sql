-- How many viewers were present at each full minute of the day.
-- Grain: one row per country and minute with at least one viewer.
use ${hivevar:database};

with minutes as (
  select country, minute_ms, sum(viewers) as viewers
  from stg_concurrency
  where dt = '${hivevar:dt}'
  group by country, minute_ms
)

insert overwrite table rpt_concurrency_curve partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  country,
  substr(cast(cast(minute_ms as timestamp) as string), 1, 16) as minute_utc,
  substr(cast(from_utc_timestamp(cast(minute_ms as timestamp), '${hivevar:business_zone}') as string), 12, 5) as minute_local,
  viewers
from minutes;
