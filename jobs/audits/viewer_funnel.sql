-- Generated from jobs/reports/viewer_funnel.yml.
-- Holds the contract of viewer_funnel against the rows of this run, writes the result beside them and fails where one
-- check failed: then the run is not published.
use ${hivevar:database};

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when country is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when step is null then 1 else 0 end), 0) as c2,
    coalesce(sum(case when step < 1 then 1 else 0 end), 0) as c3,
    coalesce(sum(case when step > 6 then 1 else 0 end), 0) as c4,
    coalesce(sum(case when name is null then 1 else 0 end), 0) as c5,
    coalesce(sum(case when name not in ('open', 'enter', 'stay_one_minute', 'chat', 'gift', 'recharge') then 1 else 0 end), 0) as c6,
    coalesce(sum(case when viewers is null then 1 else 0 end), 0) as c7,
    coalesce(sum(case when viewers < 0 then 1 else 0 end), 0) as c8,
    coalesce(sum(case when share_of_opened is null then 1 else 0 end), 0) as c9,
    coalesce(sum(case when share_of_opened < 0 then 1 else 0 end), 0) as c10,
    coalesce(sum(case when share_of_opened > 1 then 1 else 0 end), 0) as c11,
    coalesce(cast(max(viewers) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1
  from rpt_viewer_funnel
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1
  from (select count(*) as found from (select country, step from rpt_viewer_funnel where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by country, step having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, found as other_1
  from (select coalesce(cast(max(viewers) as decimal(38,4)), cast(0 as decimal(38,4))) as found from rpt_viewer_funnel where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' and (step = 1)) other_1_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 2000 as rows_hold,
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
    max(c11) = 0 as c11_holds,
    max(this_1) <= max(other_1) as this_1_holds
  from facts
)

insert overwrite directory 's3://${hivevar:result_bucket}/reports/viewer_funnel/dt=${hivevar:dt}/run=${hivevar:run_id}/_audit'
select concat(
  '{"report":"viewer_funnel","rows":', cast(row_count as string), ',"schema_version":1,"checks":[',
  '{"name":"0 to 2000 rows","passed":', case when rows_hold then 'true' else 'false' end, '}',
  ',{"name":"one row per country, step","passed":', case when grain_holds then 'true' else 'false' end, '}',
  ',{"name":"country is never null","passed":', case when c1_holds then 'true' else 'false' end, '}',
  ',{"name":"step is never null","passed":', case when c2_holds then 'true' else 'false' end, '}',
  ',{"name":"step is at least 1","passed":', case when c3_holds then 'true' else 'false' end, '}',
  ',{"name":"step is at most 6","passed":', case when c4_holds then 'true' else 'false' end, '}',
  ',{"name":"name is never null","passed":', case when c5_holds then 'true' else 'false' end, '}',
  ',{"name":"name is one of open, enter, stay_one_minute, chat, gift, recharge","passed":', case when c6_holds then 'true' else 'false' end, '}',
  ',{"name":"viewers is never null","passed":', case when c7_holds then 'true' else 'false' end, '}',
  ',{"name":"viewers is at least 0","passed":', case when c8_holds then 'true' else 'false' end, '}',
  ',{"name":"share_of_opened is never null","passed":', case when c9_holds then 'true' else 'false' end, '}',
  ',{"name":"share_of_opened is at least 0","passed":', case when c10_holds then 'true' else 'false' end, '}',
  ',{"name":"share_of_opened is at most 1","passed":', case when c11_holds then 'true' else 'false' end, '}',
  ',{"name":"no step has more viewers than those who opened","passed":', case when this_1_holds then 'true' else 'false' end, '}',
  ']}') as line
from judged;

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when country is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when step is null then 1 else 0 end), 0) as c2,
    coalesce(sum(case when step < 1 then 1 else 0 end), 0) as c3,
    coalesce(sum(case when step > 6 then 1 else 0 end), 0) as c4,
    coalesce(sum(case when name is null then 1 else 0 end), 0) as c5,
    coalesce(sum(case when name not in ('open', 'enter', 'stay_one_minute', 'chat', 'gift', 'recharge') then 1 else 0 end), 0) as c6,
    coalesce(sum(case when viewers is null then 1 else 0 end), 0) as c7,
    coalesce(sum(case when viewers < 0 then 1 else 0 end), 0) as c8,
    coalesce(sum(case when share_of_opened is null then 1 else 0 end), 0) as c9,
    coalesce(sum(case when share_of_opened < 0 then 1 else 0 end), 0) as c10,
    coalesce(sum(case when share_of_opened > 1 then 1 else 0 end), 0) as c11,
    coalesce(cast(max(viewers) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1
  from rpt_viewer_funnel
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1
  from (select count(*) as found from (select country, step from rpt_viewer_funnel where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by country, step having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, found as other_1
  from (select coalesce(cast(max(viewers) as decimal(38,4)), cast(0 as decimal(38,4))) as found from rpt_viewer_funnel where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' and (step = 1)) other_1_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 2000 as rows_hold,
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
    max(c11) = 0 as c11_holds,
    max(this_1) <= max(other_1) as this_1_holds
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
  and c11_holds
  and this_1_holds)
from judged;
