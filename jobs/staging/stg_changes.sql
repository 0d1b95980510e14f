-- Generated from pipeline/Aurora/schema.sql.
-- Every change of the platform's tables that was committed on the business day, as DMS delivered it.
-- Grain: one row per delivered change; `reason` says why one cannot be used.
use ${hivevar:database};

with changes as (
  select 'users' as source_table, cast(user_id as string) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_users
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select 'guilds' as source_table, cast(guild_id as string) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_guilds
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select 'anchors' as source_table, cast(anchor_id as string) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_anchors
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select 'rooms' as source_table, cast(room_id as string) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_rooms
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select 'live_sessions' as source_table, cast(session_id as string) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_live_sessions
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select 'gifts' as source_table, cast(gift_id as string) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_gifts
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select 'gift_orders' as source_table, cast(order_id as string) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_gift_orders
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select 'recharges' as source_table, cast(recharge_id as string) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_recharges
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select 'follows' as source_table, concat(cast(user_id as string), '|', cast(anchor_id as string)) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_follows
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
  union all
  select 'user_devices' as source_table, concat(cast(user_id as string), '|', cast(device_id as string)) as row_key, change_seq, op, dms_commit_ts, input__file__name as source_object
  from raw_user_devices
  where arrival in ('${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}')
)

insert overwrite table stg_changes partition (dt = '${hivevar:dt}')
select
  source_table, row_key, change_seq, op, dms_commit_ts, source_object,
  case
    when op is null or op not in ('I', 'U', 'D') then 'op is unknown'
    when row_key is null then 'key is missing'
    when change_seq is null or length(change_seq) <> 35 then 'number of the change is missing'
  end as reason
from changes
where dms_commit_ts >= cast(to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}') as string)
  and dms_commit_ts < cast(to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}') as string);
