-- What each guild earned by the day's gifts.
-- Grain: one row per guild, and one (guild 0) for anchors without a guild.
--
-- The guild is the one that the order names: the anchor's at the moment of giving. Shares are rounded once per guild, half
-- away from zero at four digits; the platform keeps the rest, so that both parts add up to the gifts' value exactly.
use ${hivevar:database};

with totals as (
  select
    coalesce(guild_id, cast(0 as bigint)) as guild_id,
    sum(sales) as orders,
    sum(coins) as coins,
    cast(sum(usd_amount) as decimal(18,4)) as gross_usd
  from stg_gift_movements
  where dt = '${hivevar:dt}'
  group by coalesce(guild_id, cast(0 as bigint))
),

guilds as (
  select guild_id, name, revenue_share
  from snap_guilds
  where dt = '${hivevar:dt}' and not is_deleted
),

shares as (
  select
    totals.guild_id, guilds.name, totals.orders, totals.coins, totals.gross_usd,
    coalesce(guilds.revenue_share, cast(0 as decimal(6,4))) as revenue_share,
    cast(totals.gross_usd * coalesce(guilds.revenue_share, cast(0 as decimal(6,4))) as decimal(18,4)) as guild_usd
  from totals
  left join guilds on totals.guild_id = guilds.guild_id
)

insert overwrite table rpt_guild_settlement partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  guild_id,
  name,
  revenue_share,
  orders,
  coins,
  gross_usd,
  guild_usd,
  cast(gross_usd - guild_usd as decimal(18,4)) as platform_usd
from shares;
