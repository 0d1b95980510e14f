-- Generated from jobs/reports/retention.yml.
-- Holds the contract of retention against the rows of this run, writes the result beside them and fails where one
-- check failed: then the run is not published.
use ${hivevar:database};

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when day_number is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when day_number < 1 then 1 else 0 end), 0) as c2,
    coalesce(sum(case when day_number > 30 then 1 else 0 end), 0) as c3,
    coalesce(sum(case when cohort_day is null then 1 else 0 end), 0) as c4,
    coalesce(sum(case when cohort_users is null then 1 else 0 end), 0) as c5,
    coalesce(sum(case when cohort_users < 1 then 1 else 0 end), 0) as c6,
    coalesce(sum(case when retained_users is null then 1 else 0 end), 0) as c7,
    coalesce(sum(case when retained_users < 0 then 1 else 0 end), 0) as c8,
    coalesce(sum(case when retention is null then 1 else 0 end), 0) as c9,
    coalesce(sum(case when retention < 0 then 1 else 0 end), 0) as c10,
    coalesce(sum(case when retention > 1 then 1 else 0 end), 0) as c11
  from rpt_retention
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11
  from (select count(*) as found from (select day_number from rpt_retention where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by day_number having count(*) > 1) repeated) double_keys_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 5 as rows_hold,
    max(double_keys) = 0 as grain_holds,
    max(c1) = 0 as c1_holds,
    max(c2) = 0 as c2_holds,
    max(c3) = 0 as c3_holds,
    max(c4) = 0 as c4_holds,
    max(c5) = 0 as c5_holds,
    max(c6) = 0 as c6_holds,
    max(c7) = 0 as c7_holds,
    max(c8) = 0 as c8_holds,
    max(c9) = 0 as c9_holds,
    max(c10) = 0 as c10_holds,
    max(c11) = 0 as c11_holds
  from facts
)

insert overwrite directory 's3://${hivevar:result_bucket}/reports/retention/dt=${hivevar:dt}/run=${hivevar:run_id}/_audit'
select concat(
  '{"report":"retention","rows":', cast(row_count as string), ',"schema_version":1,"checks":[',
  '{"name":"0 to 5 rows","passed":', case when rows_hold then 'true' else 'false' end, '}',
  ',{"name":"one row per day_number","passed":', case when grain_holds then 'true' else 'false' end, '}',
  ',{"name":"day_number is never null","passed":', case when c1_holds then 'true' else 'false' end, '}',
  ',{"name":"day_number is at least 1","passed":', case when c2_holds then 'true' else 'false' end, '}',
  ',{"name":"day_number is at most 30","passed":', case when c3_holds then 'true' else 'false' end, '}',
  ',{"name":"cohort_day is never null","passed":', case when c4_holds then 'true' else 'false' end, '}',
  ',{"name":"cohort_users is never null","passed":', case when c5_holds then 'true' else 'false' end, '}',
  ',{"name":"cohort_users is at least 1","passed":', case when c6_holds then 'true' else 'false' end, '}',
  ',{"name":"retained_users is never null","passed":', case when c7_holds then 'true' else 'false' end, '}',
  ',{"name":"retained_users is at least 0","passed":', case when c8_holds then 'true' else 'false' end, '}',
  ',{"name":"retention is never null","passed":', case when c9_holds then 'true' else 'false' end, '}',
  ',{"name":"retention is at least 0","passed":', case when c10_holds then 'true' else 'false' end, '}',
  ',{"name":"retention is at most 1","passed":', case when c11_holds then 'true' else 'false' end, '}',
  ']}') as line
from judged;

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when day_number is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when day_number < 1 then 1 else 0 end), 0) as c2,
    coalesce(sum(case when day_number > 30 then 1 else 0 end), 0) as c3,
    coalesce(sum(case when cohort_day is null then 1 else 0 end), 0) as c4,
    coalesce(sum(case when cohort_users is null then 1 else 0 end), 0) as c5,
    coalesce(sum(case when cohort_users < 1 then 1 else 0 end), 0) as c6,
    coalesce(sum(case when retained_users is null then 1 else 0 end), 0) as c7,
    coalesce(sum(case when retained_users < 0 then 1 else 0 end), 0) as c8,
    coalesce(sum(case when retention is null then 1 else 0 end), 0) as c9,
    coalesce(sum(case when retention < 0 then 1 else 0 end), 0) as c10,
    coalesce(sum(case when retention > 1 then 1 else 0 end), 0) as c11
  from rpt_retention
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11
  from (select count(*) as found from (select day_number from rpt_retention where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by day_number having count(*) > 1) repeated) double_keys_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 5 as rows_hold,
    max(double_keys) = 0 as grain_holds,
    max(c1) = 0 as c1_holds,
    max(c2) = 0 as c2_holds,
    max(c3) = 0 as c3_holds,
    max(c4) = 0 as c4_holds,
    max(c5) = 0 as c5_holds,
    max(c6) = 0 as c6_holds,
    max(c7) = 0 as c7_holds,
    max(c8) = 0 as c8_holds,
    max(c9) = 0 as c9_holds,
    max(c10) = 0 as c10_holds,
    max(c11) = 0 as c11_holds
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
  and c6_holds
  and c7_holds
  and c8_holds
  and c9_holds
  and c10_holds
  and c11_holds)
from judged;
