-- Generated from jobs/reports/guild_settlement.yml.
-- Holds the contract of guild_settlement against the rows of this run, writes the result beside them and fails where one
-- check failed: then the run is not published.
use ${hivevar:database};

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when guild_id is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when guild_id < 0 then 1 else 0 end), 0) as c2,
    coalesce(sum(case when revenue_share is null then 1 else 0 end), 0) as c3,
    coalesce(sum(case when revenue_share < 0 then 1 else 0 end), 0) as c4,
    coalesce(sum(case when revenue_share > 1 then 1 else 0 end), 0) as c5,
    coalesce(sum(case when orders is null then 1 else 0 end), 0) as c6,
    coalesce(sum(case when orders < 0 then 1 else 0 end), 0) as c7,
    coalesce(sum(case when coins is null then 1 else 0 end), 0) as c8,
    coalesce(sum(case when gross_usd is null then 1 else 0 end), 0) as c9,
    coalesce(sum(case when guild_usd is null then 1 else 0 end), 0) as c10,
    coalesce(sum(case when platform_usd is null then 1 else 0 end), 0) as c11,
    coalesce(cast(sum(coins) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1,
    coalesce(cast(sum(gross_usd) as decimal(38,4)), cast(0 as decimal(38,4))) as this_2,
    cast(null as decimal(38,4)) as other_2,
    coalesce(cast(sum(guild_usd + platform_usd) as decimal(38,4)), cast(0 as decimal(38,4))) as this_3,
    cast(null as decimal(38,4)) as other_3,
    coalesce(cast(sum(coins) as decimal(38,4)), cast(0 as decimal(38,4))) as this_4,
    cast(null as decimal(38,4)) as other_4
  from rpt_guild_settlement
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1, cast(null as decimal(38,4)) as this_2, cast(null as decimal(38,4)) as other_2, cast(null as decimal(38,4)) as this_3, cast(null as decimal(38,4)) as other_3, cast(null as decimal(38,4)) as this_4, cast(null as decimal(38,4)) as other_4
  from (select count(*) as found from (select guild_id from rpt_guild_settlement where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by guild_id having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, found as other_1, cast(null as decimal(38,4)) as this_2, cast(null as decimal(38,4)) as other_2, cast(null as decimal(38,4)) as this_3, cast(null as decimal(38,4)) as other_3, cast(null as decimal(38,4)) as this_4, cast(null as decimal(38,4)) as other_4
  from (select coalesce(cast(sum(coins) as decimal(38,4)), cast(0 as decimal(38,4))) as found from stg_gift_movements where dt = '${hivevar:dt}') other_1_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1, cast(null as decimal(38,4)) as this_2, found as other_2, cast(null as decimal(38,4)) as this_3, cast(null as decimal(38,4)) as other_3, cast(null as decimal(38,4)) as this_4, cast(null as decimal(38,4)) as other_4
  from (select coalesce(cast(sum(usd_amount) as decimal(38,4)), cast(0 as decimal(38,4))) as found from stg_gift_movements where dt = '${hivevar:dt}') other_2_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1, cast(null as decimal(38,4)) as this_2, cast(null as decimal(38,4)) as other_2, cast(null as decimal(38,4)) as this_3, found as other_3, cast(null as decimal(38,4)) as this_4, cast(null as decimal(38,4)) as other_4
  from (select coalesce(cast(sum(gross_usd) as decimal(38,4)), cast(0 as decimal(38,4))) as found from rpt_guild_settlement where dt = '${hivevar:dt}' and run = '${hivevar:run_id}') other_3_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1, cast(null as decimal(38,4)) as this_2, cast(null as decimal(38,4)) as other_2, cast(null as decimal(38,4)) as this_3, cast(null as decimal(38,4)) as other_3, cast(null as decimal(38,4)) as this_4, found as other_4
  from (select coalesce(cast(sum(gift_coins) as decimal(38,4)), cast(0 as decimal(38,4))) as found from rpt_anchor_daily where dt = '${hivevar:dt}' and run = '${hivevar:run_id}') other_4_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 100000 as rows_hold,
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
    max(this_1) = max(other_1) as this_1_holds,
    max(this_2) = max(other_2) as this_2_holds,
    max(this_3) = max(other_3) as this_3_holds,
    max(this_4) = max(other_4) as this_4_holds
  from facts
)

insert overwrite directory 's3://${hivevar:result_bucket}/reports/guild_settlement/dt=${hivevar:dt}/run=${hivevar:run_id}/_audit'
select concat(
  '{"report":"guild_settlement","rows":', cast(row_count as string), ',"schema_version":1,"checks":[',
  '{"name":"0 to 100000 rows","passed":', case when rows_hold then 'true' else 'false' end, '}',
  ',{"name":"one row per guild_id","passed":', case when grain_holds then 'true' else 'false' end, '}',
  ',{"name":"guild_id is never null","passed":', case when c1_holds then 'true' else 'false' end, '}',
  ',{"name":"guild_id is at least 0","passed":', case when c2_holds then 'true' else 'false' end, '}',
  ',{"name":"revenue_share is never null","passed":', case when c3_holds then 'true' else 'false' end, '}',
  ',{"name":"revenue_share is at least 0","passed":', case when c4_holds then 'true' else 'false' end, '}',
  ',{"name":"revenue_share is at most 1","passed":', case when c5_holds then 'true' else 'false' end, '}',
  ',{"name":"orders is never null","passed":', case when c6_holds then 'true' else 'false' end, '}',
  ',{"name":"orders is at least 0","passed":', case when c7_holds then 'true' else 'false' end, '}',
  ',{"name":"coins is never null","passed":', case when c8_holds then 'true' else 'false' end, '}',
  ',{"name":"gross_usd is never null","passed":', case when c9_holds then 'true' else 'false' end, '}',
  ',{"name":"guild_usd is never null","passed":', case when c10_holds then 'true' else 'false' end, '}',
  ',{"name":"platform_usd is never null","passed":', case when c11_holds then 'true' else 'false' end, '}',
  ',{"name":"coins equal those of all gift orders","passed":', case when this_1_holds then 'true' else 'false' end, '}',
  ',{"name":"value equals that of all gift orders","passed":', case when this_2_holds then 'true' else 'false' end, '}',
  ',{"name":"both parts add up to the value","passed":', case when this_3_holds then 'true' else 'false' end, '}',
  ',{"name":"coins equal those of the anchors","passed":', case when this_4_holds then 'true' else 'false' end, '}',
  ']}') as line
from judged;

with facts as (
  select
    count(*) as row_count,
    cast(null as bigint) as double_keys,
    coalesce(sum(case when guild_id is null then 1 else 0 end), 0) as c1,
    coalesce(sum(case when guild_id < 0 then 1 else 0 end), 0) as c2,
    coalesce(sum(case when revenue_share is null then 1 else 0 end), 0) as c3,
    coalesce(sum(case when revenue_share < 0 then 1 else 0 end), 0) as c4,
    coalesce(sum(case when revenue_share > 1 then 1 else 0 end), 0) as c5,
    coalesce(sum(case when orders is null then 1 else 0 end), 0) as c6,
    coalesce(sum(case when orders < 0 then 1 else 0 end), 0) as c7,
    coalesce(sum(case when coins is null then 1 else 0 end), 0) as c8,
    coalesce(sum(case when gross_usd is null then 1 else 0 end), 0) as c9,
    coalesce(sum(case when guild_usd is null then 1 else 0 end), 0) as c10,
    coalesce(sum(case when platform_usd is null then 1 else 0 end), 0) as c11,
    coalesce(cast(sum(coins) as decimal(38,4)), cast(0 as decimal(38,4))) as this_1,
    cast(null as decimal(38,4)) as other_1,
    coalesce(cast(sum(gross_usd) as decimal(38,4)), cast(0 as decimal(38,4))) as this_2,
    cast(null as decimal(38,4)) as other_2,
    coalesce(cast(sum(guild_usd + platform_usd) as decimal(38,4)), cast(0 as decimal(38,4))) as this_3,
    cast(null as decimal(38,4)) as other_3,
    coalesce(cast(sum(coins) as decimal(38,4)), cast(0 as decimal(38,4))) as this_4,
    cast(null as decimal(38,4)) as other_4
  from rpt_guild_settlement
  where dt = '${hivevar:dt}' and run = '${hivevar:run_id}'
  union all
  select cast(null as bigint) as row_count, found as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1, cast(null as decimal(38,4)) as this_2, cast(null as decimal(38,4)) as other_2, cast(null as decimal(38,4)) as this_3, cast(null as decimal(38,4)) as other_3, cast(null as decimal(38,4)) as this_4, cast(null as decimal(38,4)) as other_4
  from (select count(*) as found from (select guild_id from rpt_guild_settlement where dt = '${hivevar:dt}' and run = '${hivevar:run_id}' group by guild_id having count(*) > 1) repeated) double_keys_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, found as other_1, cast(null as decimal(38,4)) as this_2, cast(null as decimal(38,4)) as other_2, cast(null as decimal(38,4)) as this_3, cast(null as decimal(38,4)) as other_3, cast(null as decimal(38,4)) as this_4, cast(null as decimal(38,4)) as other_4
  from (select coalesce(cast(sum(coins) as decimal(38,4)), cast(0 as decimal(38,4))) as found from stg_gift_movements where dt = '${hivevar:dt}') other_1_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1, cast(null as decimal(38,4)) as this_2, found as other_2, cast(null as decimal(38,4)) as this_3, cast(null as decimal(38,4)) as other_3, cast(null as decimal(38,4)) as this_4, cast(null as decimal(38,4)) as other_4
  from (select coalesce(cast(sum(usd_amount) as decimal(38,4)), cast(0 as decimal(38,4))) as found from stg_gift_movements where dt = '${hivevar:dt}') other_2_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1, cast(null as decimal(38,4)) as this_2, cast(null as decimal(38,4)) as other_2, cast(null as decimal(38,4)) as this_3, found as other_3, cast(null as decimal(38,4)) as this_4, cast(null as decimal(38,4)) as other_4
  from (select coalesce(cast(sum(gross_usd) as decimal(38,4)), cast(0 as decimal(38,4))) as found from rpt_guild_settlement where dt = '${hivevar:dt}' and run = '${hivevar:run_id}') other_3_found
  union all
  select cast(null as bigint) as row_count, cast(null as bigint) as double_keys, cast(null as bigint) as c1, cast(null as bigint) as c2, cast(null as bigint) as c3, cast(null as bigint) as c4, cast(null as bigint) as c5, cast(null as bigint) as c6, cast(null as bigint) as c7, cast(null as bigint) as c8, cast(null as bigint) as c9, cast(null as bigint) as c10, cast(null as bigint) as c11, cast(null as decimal(38,4)) as this_1, cast(null as decimal(38,4)) as other_1, cast(null as decimal(38,4)) as this_2, cast(null as decimal(38,4)) as other_2, cast(null as decimal(38,4)) as this_3, cast(null as decimal(38,4)) as other_3, cast(null as decimal(38,4)) as this_4, found as other_4
  from (select coalesce(cast(sum(gift_coins) as decimal(38,4)), cast(0 as decimal(38,4))) as found from rpt_anchor_daily where dt = '${hivevar:dt}' and run = '${hivevar:run_id}') other_4_found
),

judged as (
  select
    max(row_count) as row_count,
    max(row_count) between 0 and 100000 as rows_hold,
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
    max(this_1) = max(other_1) as this_1_holds,
    max(this_2) = max(other_2) as this_2_holds,
    max(this_3) = max(other_3) as this_3_holds,
    max(this_4) = max(other_4) as this_4_holds
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
  and this_1_holds
  and this_2_holds
  and this_3_holds
  and this_4_holds)
from judged;
