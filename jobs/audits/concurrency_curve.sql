-- Generated from jobs/reports/concurrency_curve.yml.
-- Holds the contract of concurrency_curve against the rows of this run, writes the result beside them and fails where one
-- check failed: then the run is not published.
use ${hivevar:database};

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when country is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when minute_utc is null then 1 else 0 end), 0) as c2,
    coalesce(sum(case when minute_local is null then 1 else 0 end), 0) as c3,
    coalesce(sum(case when viewers is null then 1 else 0 end), 0) as c4,
    coalesce(sum(case when viewers < 1 then 1 else 0 end), 0) as c5,
    coalesce(cast(sum(viewers) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1
  from rpt_concurrency_curve
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1
  from (select count(*) as found from (select country, minute_utc from rpt_concurrency_curve where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by country, minute_utc having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as decimal(38,4)) as this_1, found as other_1
  from (select coalesce(cast(sum(viewers) as decimal(38,4)), cast(0 as decimal(38,4))) as found from stg_concurrency where dt = '${hivevar:dt}') other_1_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 400000 as rows_hold,
    max(double_keys) = 0 as grain_holds,
    max(c1) = 0 as c1_holds,
    max(c2) = 0 as c2_holds,
    max(c3) = 0 as c3_holds,
    max(c4) = 0 as c4_holds,
    max(c5) = 0 as c5_holds,
    max(this_1) = max(other_1) as this_1_holds
  from facts
)

insert overwrite directory 's3://${hivevar:result_bucket}/reports/concurrency_curve/dt=${hivevar:dt}/run=${hivevar:run_id}/_audit'
select concat(
  '{"report":"concurrency_curve","rows":', cast(row_count as string), ',"schema_version":1,"checks":[',
  '{"name":"0 to 400000 rows","passed":', case when rows_hold then 'true' else 'false' end, '}',
  ',{"name":"one row per country, minute_utc","passed":', case when grain_holds then 'true' else 'false' end, '}',
  ',{"name":"country is never null","passed":', case when c1_holds then 'true' else 'false' end, '}',
  ',{"name":"minute_utc is never null","passed":', case when c2_holds then 'true' else 'false' end, '}',
  ',{"name":"minute_local is never null","passed":', case when c3_holds then 'true' else 'false' end, '}',
  ',{"name":"viewers is never null","passed":', case when c4_holds then 'true' else 'false' end, '}',
  ',{"name":"viewers is at least 1","passed":', case when c5_holds then 'true' else 'false' end, '}',
  ',{"name":"viewers equal those of the broadcasts","passed":', case when this_1_holds then 'true' else 'false' end, '}',
  ']}') as line
from judged;

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when country is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when minute_utc is null then 1 else 0 end), 0) as c2,
    coalesce(sum(case when minute_local is null then 1 else 0 end), 0) as c3,
    coalesce(sum(case when viewers is null then 1 else 0 end), 0) as c4,
    coalesce(sum(case when viewers < 1 then 1 else 0 end), 0) as c5,
    coalesce(cast(sum(viewers) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1
  from rpt_concurrency_curve
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1
  from (select count(*) as found from (select country, minute_utc from rpt_concurrency_curve where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by country, minute_utc having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as decimal(38,4)) as this_1, found as other_1
  from (select coalesce(cast(sum(viewers) as decimal(38,4)), cast(0 as decimal(38,4))) as found from stg_concurrency where dt = '${hivevar:dt}') other_1_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 400000 as rows_hold,
    max(double_keys) = 0 as grain_holds,
    max(c1) = 0 as c1_holds,
    max(c2) = 0 as c2_holds,
    max(c3) = 0 as c3_holds,
    max(c4) = 0 as c4_holds,
    max(c5) = 0 as c5_holds,
    max(this_1) = max(other_1) as this_1_holds
  from facts
)

select assert_true(
  rows_hold
  and grain_holds
  and c1_holds
  and c2_holds
  and c3_holds
  and c4_holds
  and c5_holds
  and this_1_holds)
from judged;
