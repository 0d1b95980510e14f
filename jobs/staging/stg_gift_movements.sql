-- What gifts moved on the business day: a sale counts on the day it was made, a refund, negative, on the day it was made.
-- Grain: one row per gift order and movement; an order that is sold and refunded on one day has two.
--
-- Both days are those of the order itself, so a day's figures do not change when a sale is refunded weeks later. The
-- history is not read: change files of the days around, and of the full load only what falls into the day.
use ${hivevar:database};
set mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs=true;

with versions as (
  select
    order_id, user_id, anchor_id, guild_id, session_id, gift_id, quantity, coins, usd_amount, platform, created_at, refunded_at, op,
    case when coalesce(change_seq, '') = ''
      then concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000')
      else change_seq end as version
  from raw_gift_orders
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select
    order_id, user_id, anchor_id, guild_id, session_id, gift_id, quantity, coins, usd_amount, platform, created_at, refunded_at, op,
    concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000') as version
  from raw_gift_orders
  where arrival = 'load'
    and created_at >= unix_timestamp(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}')) * 1000000
    and created_at < unix_timestamp(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')) * 1000000
  union all
  select
    order_id, user_id, anchor_id, guild_id, session_id, gift_id, quantity, coins, usd_amount, platform, created_at, refunded_at, op,
    concat(substr(regexp_replace(dms_commit_ts, '[^0-9]', ''), 1, 16), '0000000000000000000') as version
  from raw_gift_orders
  where arrival = 'load'
    and refunded_at >= unix_timestamp(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}')) * 1000000
    and refunded_at < unix_timestamp(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')) * 1000000
),

latest as (
  select *
  from (
    select versions.*, row_number() over (partition by order_id order by version desc, op desc) as age
    from versions
    where order_id is not null and op in ('I', 'U', 'D')
  ) ordered
  where age = 1 and op <> 'D'
),

sales as (
  select latest.*
  from latest
  where created_at >= unix_timestamp(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}')) * 1000000
    and created_at < unix_timestamp(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')) * 1000000
),

refunds as (
  select latest.*
  from latest
  where refunded_at >= unix_timestamp(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}')) * 1000000
    and refunded_at < unix_timestamp(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')) * 1000000
),

movements as (
  select order_id, user_id, anchor_id, guild_id, session_id, gift_id, platform, 'sale' as movement, cast(1 as bigint) as sales, coins, usd_amount
  from sales
  union all
  select order_id, user_id, anchor_id, guild_id, session_id, gift_id, platform, 'refund' as movement, cast(0 as bigint) as sales, -coins as coins, cast(-usd_amount as decimal(18,4)) as usd_amount
  from refunds
)

insert overwrite table stg_gift_movements partition (dt = '${hivevar:dt}')
select order_id, user_id, anchor_id, guild_id, session_id, gift_id, platform, movement, sales, coins, usd_amount
from movements;
