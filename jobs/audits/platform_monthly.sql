-- Generated from jobs/reports/platform_monthly.yml.
-- Holds the contract of platform_monthly against the rows of this run, writes the result beside them and fails where one
-- check failed: then the run is not published.
use ${hivevar:database};

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when first_day is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when country is null then 1 else 0 end), 0) as c2,
    coalesce(sum(case when platform is null then 1 else 0 end), 0) as c3,
    coalesce(sum(case when platform not in ('ios', 'android') then 1 else 0 end), 0) as c4,
    coalesce(sum(case when days is null then 1 else 0 end), 0) as c5,
    coalesce(sum(case when days < 1 then 1 else 0 end), 0) as c6,
    coalesce(sum(case when days > 31 then 1 else 0 end), 0) as c7,
    coalesce(sum(case when active_user_days is null then 1 else 0 end), 0) as c8,
    coalesce(sum(case when active_user_days < 0 then 1 else 0 end), 0) as c9,
    coalesce(sum(case when best_active_users is null then 1 else 0 end), 0) as c10,
    coalesce(sum(case when best_active_users < 0 then 1 else 0 end), 0) as c11,
    coalesce(sum(case when new_users is null then 1 else 0 end), 0) as c12,
    coalesce(sum(case when new_users < 0 then 1 else 0 end), 0) as c13,
    coalesce(sum(case when viewer_days is null then 1 else 0 end), 0) as c14,
    coalesce(sum(case when viewer_days < 0 then 1 else 0 end), 0) as c15,
    coalesce(sum(case when watch_minutes is null then 1 else 0 end), 0) as c16,
    coalesce(sum(case when watch_minutes < 0 then 1 else 0 end), 0) as c17,
    coalesce(sum(case when live_hours is null then 1 else 0 end), 0) as c18,
    coalesce(sum(case when live_hours < 0 then 1 else 0 end), 0) as c19,
    coalesce(sum(case when chats is null then 1 else 0 end), 0) as c20,
    coalesce(sum(case when chats < 0 then 1 else 0 end), 0) as c21,
    coalesce(sum(case when gift_coins is null then 1 else 0 end), 0) as c22,
    coalesce(sum(case when payer_days is null then 1 else 0 end), 0) as c23,
    coalesce(sum(case when payer_days < 0 then 1 else 0 end), 0) as c24,
    coalesce(sum(case when revenue_usd is null then 1 else 0 end), 0) as c25,
    coalesce(cast(sum(active_user_days) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1
  from rpt_platform_monthly
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as bigint) as c12, cast(null as bigint) as c13, cast(null as bigint) as c14, cast(null as bigint) as c15, cast(null as bigint) as c16, cast(null as bigint) as c17, cast(null as bigint) as c18, cast(null as bigint) as c19, cast(null as bigint) as c20, cast(null as bigint) as c21, cast(null as bigint) as c22, cast(null as bigint) as c23, cast(null as bigint) as c24, cast(null as bigint) as c25, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1
  from (select count(*) as found from (select country, platform from rpt_platform_monthly where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by country, platform having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as bigint) as c12, cast(null as bigint) as c13, cast(null as bigint) as c14, cast(null as bigint) as c15, cast(null as bigint) as c16, cast(null as bigint) as c17, cast(null as bigint) as c18, cast(null as bigint) as c19, cast(null as bigint) as c20, cast(null as bigint) as c21, cast(null as bigint) as c22, cast(null as bigint) as c23, cast(null as bigint) as c24, cast(null as bigint) as c25, cast(null as decimal(38,4)) as this_1, found as other_1
  from (select coalesce(cast(sum(active_users) as decimal(38,4)), cast(0 as decimal(38,4))) as found from rpt_platform_daily where dt = '${hivevar:dt}' and run = '${hivevar:run_id}') other_1_found
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
    max(c12) = 0 as c12_holds,
    max(c13) = 0 as c13_holds,
    max(c14) = 0 as c14_holds,
    max(c15) = 0 as c15_holds,
    max(c16) = 0 as c16_holds,
    max(c17) = 0 as c17_holds,
    max(c18) = 0 as c18_holds,
    max(c19) = 0 as c19_holds,
    max(c20) = 0 as c20_holds,
    max(c21) = 0 as c21_holds,
    max(c22) = 0 as c22_holds,
    max(c23) = 0 as c23_holds,
    max(c24) = 0 as c24_holds,
    max(c25) = 0 as c25_holds,
    max(this_1) >= max(other_1) as this_1_holds
  from facts
)

insert overwrite directory 's3://${hivevar:result_bucket}/reports/platform_monthly/dt=${hivevar:dt}/run=${hivevar:run_id}/_audit'
select concat(
  '{"report":"platform_monthly","rows":', cast(row_count as string), ',"schema_version":1,"checks":[',
  '{"name":"0 to 2000 rows","passed":', case when rows_hold then 'true' else 'false' end, '}',
  ',{"name":"one row per country, platform","passed":', case when grain_holds then 'true' else 'false' end, '}',
  ',{"name":"first_day is never null","passed":', case when c1_holds then 'true' else 'false' end, '}',
  ',{"name":"country is never null","passed":', case when c2_holds then 'true' else 'false' end, '}',
  ',{"name":"platform is never null","passed":', case when c3_holds then 'true' else 'false' end, '}',
  ',{"name":"platform is one of ios, android","passed":', case when c4_holds then 'true' else 'false' end, '}',
  ',{"name":"days is never null","passed":', case when c5_holds then 'true' else 'false' end, '}',
  ',{"name":"days is at least 1","passed":', case when c6_holds then 'true' else 'false' end, '}',
  ',{"name":"days is at most 31","passed":', case when c7_holds then 'true' else 'false' end, '}',
  ',{"name":"active_user_days is never null","passed":', case when c8_holds then 'true' else 'false' end, '}',
  ',{"name":"active_user_days is at least 0","passed":', case when c9_holds then 'true' else 'false' end, '}',
  ',{"name":"best_active_users is never null","passed":', case when c10_holds then 'true' else 'false' end, '}',
  ',{"name":"best_active_users is at least 0","passed":', case when c11_holds then 'true' else 'false' end, '}',
  ',{"name":"new_users is never null","passed":', case when c12_holds then 'true' else 'false' end, '}',
  ',{"name":"new_users is at least 0","passed":', case when c13_holds then 'true' else 'false' end, '}',
  ',{"name":"viewer_days is never null","passed":', case when c14_holds then 'true' else 'false' end, '}',
  ',{"name":"viewer_days is at least 0","passed":', case when c15_holds then 'true' else 'false' end, '}',
  ',{"name":"watch_minutes is never null","passed":', case when c16_holds then 'true' else 'false' end, '}',
  ',{"name":"watch_minutes is at least 0","passed":', case when c17_holds then 'true' else 'false' end, '}',
  ',{"name":"live_hours is never null","passed":', case when c18_holds then 'true' else 'false' end, '}',
  ',{"name":"live_hours is at least 0","passed":', case when c19_holds then 'true' else 'false' end, '}',
  ',{"name":"chats is never null","passed":', case when c20_holds then 'true' else 'false' end, '}',
  ',{"name":"chats is at least 0","passed":', case when c21_holds then 'true' else 'false' end, '}',
  ',{"name":"gift_coins is never null","passed":', case when c22_holds then 'true' else 'false' end, '}',
  ',{"name":"payer_days is never null","passed":', case when c23_holds then 'true' else 'false' end, '}',
  ',{"name":"payer_days is at least 0","passed":', case when c24_holds then 'true' else 'false' end, '}',
  ',{"name":"revenue_usd is never null","passed":', case when c25_holds then 'true' else 'false' end, '}',
  ',{"name":"the month is at least its last day","passed":', case when this_1_holds then 'true' else 'false' end, '}',
  ']}') as line
from judged;

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when first_day is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when country is null then 1 else 0 end), 0) as c2,
    coalesce(sum(case when platform is null then 1 else 0 end), 0) as c3,
    coalesce(sum(case when platform not in ('ios', 'android') then 1 else 0 end), 0) as c4,
    coalesce(sum(case when days is null then 1 else 0 end), 0) as c5,
    coalesce(sum(case when days < 1 then 1 else 0 end), 0) as c6,
    coalesce(sum(case when days > 31 then 1 else 0 end), 0) as c7,
    coalesce(sum(case when active_user_days is null then 1 else 0 end), 0) as c8,
    coalesce(sum(case when active_user_days < 0 then 1 else 0 end), 0) as c9,
    coalesce(sum(case when best_active_users is null then 1 else 0 end), 0) as c10,
    coalesce(sum(case when best_active_users < 0 then 1 else 0 end), 0) as c11,
    coalesce(sum(case when new_users is null then 1 else 0 end), 0) as c12,
    coalesce(sum(case when new_users < 0 then 1 else 0 end), 0) as c13,
    coalesce(sum(case when viewer_days is null then 1 else 0 end), 0) as c14,
    coalesce(sum(case when viewer_days < 0 then 1 else 0 end), 0) as c15,
    coalesce(sum(case when watch_minutes is null then 1 else 0 end), 0) as c16,
    coalesce(sum(case when watch_minutes < 0 then 1 else 0 end), 0) as c17,
    coalesce(sum(case when live_hours is null then 1 else 0 end), 0) as c18,
    coalesce(sum(case when live_hours < 0 then 1 else 0 end), 0) as c19,
    coalesce(sum(case when chats is null then 1 else 0 end), 0) as c20,
    coalesce(sum(case when chats < 0 then 1 else 0 end), 0) as c21,
    coalesce(sum(case when gift_coins is null then 1 else 0 end), 0) as c22,
    coalesce(sum(case when payer_days is null then 1 else 0 end), 0) as c23,
    coalesce(sum(case when payer_days < 0 then 1 else 0 end), 0) as c24,
    coalesce(sum(case when revenue_usd is null then 1 else 0 end), 0) as c25,
    coalesce(cast(sum(active_user_days) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1
  from rpt_platform_monthly
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as bigint) as c12, cast(null as bigint) as c13, cast(null as bigint) as c14, cast(null as bigint) as c15, cast(null as bigint) as c16, cast(null as bigint) as c17, cast(null as bigint) as c18, cast(null as bigint) as c19, cast(null as bigint) as c20, cast(null as bigint) as c21, cast(null as bigint) as c22, cast(null as bigint) as c23, cast(null as bigint) as c24, cast(null as bigint) as c25, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1
  from (select count(*) as found from (select country, platform from rpt_platform_monthly where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by country, platform having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as bigint) as c12, cast(null as bigint) as c13, cast(null as bigint) as c14, cast(null as bigint) as c15, cast(null as bigint) as c16, cast(null as bigint) as c17, cast(null as bigint) as c18, cast(null as bigint) as c19, cast(null as bigint) as c20, cast(null as bigint) as c21, cast(null as bigint) as c22, cast(null as bigint) as c23, cast(null as bigint) as c24, cast(null as bigint) as c25, cast(null as decimal(38,4)) as this_1, found as other_1
  from (select coalesce(cast(sum(active_users) as decimal(38,4)), cast(0 as decimal(38,4))) as found from rpt_platform_daily where dt = '${hivevar:dt}' and run = '${hivevar:run_id}') other_1_found
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
    max(c12) = 0 as c12_holds,
    max(c13) = 0 as c13_holds,
    max(c14) = 0 as c14_holds,
    max(c15) = 0 as c15_holds,
    max(c16) = 0 as c16_holds,
    max(c17) = 0 as c17_holds,
    max(c18) = 0 as c18_holds,
    max(c19) = 0 as c19_holds,
    max(c20) = 0 as c20_holds,
    max(c21) = 0 as c21_holds,
    max(c22) = 0 as c22_holds,
    max(c23) = 0 as c23_holds,
    max(c24) = 0 as c24_holds,
    max(c25) = 0 as c25_holds,
    max(this_1) >= max(other_1) as this_1_holds
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
  and c12_holds
  and c13_holds
  and c14_holds
  and c15_holds
  and c16_holds
  and c17_holds
  and c18_holds
  and c19_holds
  and c20_holds
  and c21_holds
  and c22_holds
  and c23_holds
  and c24_holds
  and c25_holds
  and this_1_holds)
from judged;
