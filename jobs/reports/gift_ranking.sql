-- The day's most given gifts and most generous users.
-- Grain: one row per list (gift, spender) and place, a hundred places each.
use ${hivevar:database};

with gift_totals as (
  select gift_id as id, sum(sales) as orders, sum(coins) as coins, cast(sum(usd_amount) as decimal(18,4)) as usd_amount
  from stg_gift_movements
  where dt = '${hivevar:dt}'
  group by gift_id
),

spender_totals as (
  select user_id as id, sum(sales) as orders, sum(coins) as coins, cast(sum(usd_amount) as decimal(18,4)) as usd_amount
  from stg_gift_movements
  where dt = '${hivevar:dt}'
  group by user_id
),

-- The order is total, so no two runs rank alike amounts differently.
ranked_gifts as (
  select gift_totals.*, row_number() over (order by coins desc, orders desc, id) as ranking
  from gift_totals
),

ranked_spenders as (
  select spender_totals.*, row_number() over (order by coins desc, orders desc, id) as ranking
  from spender_totals
),

gifts as (
  select gift_id, name
  from snap_gifts
  where dt = '${hivevar:dt}' and not is_deleted
),

users as (
  select user_id, nickname
  from snap_users
  where dt = '${hivevar:dt}' and not is_deleted
),

lists as (
  select
    'gift' as list, ranked_gifts.ranking, cast(ranked_gifts.id as bigint) as id, gifts.name, ranked_gifts.orders,
    ranked_gifts.coins, ranked_gifts.usd_amount
  from ranked_gifts
  left join gifts on ranked_gifts.id = gifts.gift_id
  where ranked_gifts.ranking <= 100
  union all
  select
    'spender' as list, ranked_spenders.ranking, ranked_spenders.id, users.nickname as name, ranked_spenders.orders,
    ranked_spenders.coins, ranked_spenders.usd_amount
  from ranked_spenders
  left join users on ranked_spenders.id = users.user_id
  where ranked_spenders.ranking <= 100
)

insert overwrite table rpt_gift_ranking partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select list, ranking, id, name, orders, coins, usd_amount
from lists;
