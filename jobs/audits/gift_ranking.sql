-- Generated from jobs/reports/gift_ranking.yml.
-- Holds the contract of gift_ranking against the rows of this run, writes the result beside them and fails where one
-- check failed: then the run is not published.
use ${hivevar:database};

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when list is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when list not in ('gift', 'spender') then 1 else 0 end), 0) as c2,
    coalesce(sum(case when ranking is null then 1 else 0 end), 0) as c3,
    coalesce(sum(case when ranking < 1 then 1 else 0 end), 0) as c4,
    coalesce(sum(case when ranking > 100 then 1 else 0 end), 0) as c5,
    coalesce(sum(case when id is null then 1 else 0 end), 0) as c6,
    coalesce(sum(case when orders is null then 1 else 0 end), 0) as c7,
    coalesce(sum(case when orders < 0 then 1 else 0 end), 0) as c8,
    coalesce(sum(case when coins is null then 1 else 0 end), 0) as c9,
    coalesce(sum(case when usd_amount is null then 1 else 0 end), 0) as c10,
    coalesce(cast(sum(case when list = 'gift' then orders else cast(0 as bigint) end) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1
  from rpt_gift_ranking
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1
  from (select count(*) as found from (select list, ranking from rpt_gift_ranking where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by list, ranking having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as decimal(38,4)) as this_1, found as other_1
  from (select coalesce(cast(sum(sales) as decimal(38,4)), cast(0 as decimal(38,4))) as found from stg_gift_movements where dt = '${hivevar:dt}') other_1_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 200 as rows_hold,
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
    max(this_1) <= max(other_1) as this_1_holds
  from facts
)

insert overwrite directory 's3://${hivevar:result_bucket}/reports/gift_ranking/dt=${hivevar:dt}/run=${hivevar:run_id}/_audit'
select concat(
  '{"report":"gift_ranking","rows":', cast(row_count as string), ',"schema_version":1,"checks":[',
  '{"name":"0 to 200 rows","passed":', case when rows_hold then 'true' else 'false' end, '}',
  ',{"name":"one row per list, ranking","passed":', case when grain_holds then 'true' else 'false' end, '}',
  ',{"name":"list is never null","passed":', case when c1_holds then 'true' else 'false' end, '}',
  ',{"name":"list is one of gift, spender","passed":', case when c2_holds then 'true' else 'false' end, '}',
  ',{"name":"ranking is never null","passed":', case when c3_holds then 'true' else 'false' end, '}',
  ',{"name":"ranking is at least 1","passed":', case when c4_holds then 'true' else 'false' end, '}',
  ',{"name":"ranking is at most 100","passed":', case when c5_holds then 'true' else 'false' end, '}',
  ',{"name":"id is never null","passed":', case when c6_holds then 'true' else 'false' end, '}',
  ',{"name":"orders is never null","passed":', case when c7_holds then 'true' else 'false' end, '}',
  ',{"name":"orders is at least 0","passed":', case when c8_holds then 'true' else 'false' end, '}',
  ',{"name":"coins is never null","passed":', case when c9_holds then 'true' else 'false' end, '}',
  ',{"name":"usd_amount is never null","passed":', case when c10_holds then 'true' else 'false' end, '}',
  ',{"name":"orders of the top gifts are at most all orders","passed":', case when this_1_holds then 'true' else 'false' end, '}',
  ']}') as line
from judged;

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when list is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when list not in ('gift', 'spender') then 1 else 0 end), 0) as c2,
    coalesce(sum(case when ranking is null then 1 else 0 end), 0) as c3,
    coalesce(sum(case when ranking < 1 then 1 else 0 end), 0) as c4,
    coalesce(sum(case when ranking > 100 then 1 else 0 end), 0) as c5,
    coalesce(sum(case when id is null then 1 else 0 end), 0) as c6,
    coalesce(sum(case when orders is null then 1 else 0 end), 0) as c7,
    coalesce(sum(case when orders < 0 then 1 else 0 end), 0) as c8,
    coalesce(sum(case when coins is null then 1 else 0 end), 0) as c9,
    coalesce(sum(case when usd_amount is null then 1 else 0 end), 0) as c10,
    coalesce(cast(sum(case when list = 'gift' then orders else cast(0 as bigint) end) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1
  from rpt_gift_ranking
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1
  from (select count(*) as found from (select list, ranking from rpt_gift_ranking where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by list, ranking having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as decimal(38,4)) as this_1, found as other_1
  from (select coalesce(cast(sum(sales) as decimal(38,4)), cast(0 as decimal(38,4))) as found from stg_gift_movements where dt = '${hivevar:dt}') other_1_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 200 as rows_hold,
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
  and this_1_holds)
from judged;
