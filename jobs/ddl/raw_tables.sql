-- Generated from pipeline/Aurora/schema.sql.
-- The files that DMS writes: Op, time of commit, the columns, number of the change. Moments are microseconds since 1970
-- (UTC). Partition 'load' is the full load, the others are the days (UTC) whose change files a run may read.
create database if not exists ${hivevar:database};
use ${hivevar:database};

create external table if not exists raw_users (
  op string,
  dms_commit_ts string,
  user_id bigint,
  nickname string,
  country string,
  gender string,
  birthday date,
  is_vip boolean,
  signup_platform string,
  invite_code string,
  profile string,
  created_at bigint,
  updated_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/users';

alter table raw_users add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/users'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/users/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/users/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/users/${hivevar:path_after1}';

create external table if not exists raw_guilds (
  op string,
  dms_commit_ts string,
  guild_id bigint,
  name string,
  country string,
  revenue_share decimal(6,4),
  is_active boolean,
  created_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/guilds';

alter table raw_guilds add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/guilds'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/guilds/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/guilds/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/guilds/${hivevar:path_after1}';

create external table if not exists raw_anchors (
  op string,
  dms_commit_ts string,
  anchor_id bigint,
  user_id bigint,
  guild_id bigint,
  stage_name string,
  country string,
  level int,
  status string,
  profile string,
  created_at bigint,
  updated_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/anchors';

alter table raw_anchors add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/anchors'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/anchors/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/anchors/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/anchors/${hivevar:path_after1}';

create external table if not exists raw_rooms (
  op string,
  dms_commit_ts string,
  room_id bigint,
  anchor_id bigint,
  title string,
  description string,
  is_private boolean,
  created_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/rooms';

alter table raw_rooms add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/rooms'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/rooms/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/rooms/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/rooms/${hivevar:path_after1}';

create external table if not exists raw_live_sessions (
  op string,
  dms_commit_ts string,
  session_id string,
  room_id bigint,
  anchor_id bigint,
  title string,
  platform string,
  settings string,
  started_at bigint,
  ended_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/live_sessions';

alter table raw_live_sessions add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/live_sessions'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/live_sessions/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/live_sessions/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/live_sessions/${hivevar:path_after1}';

create external table if not exists raw_gifts (
  op string,
  dms_commit_ts string,
  gift_id int,
  name string,
  coins bigint,
  is_active boolean,
  effect string,
  created_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/gifts';

alter table raw_gifts add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/gifts'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/gifts/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/gifts/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/gifts/${hivevar:path_after1}';

create external table if not exists raw_gift_orders (
  op string,
  dms_commit_ts string,
  order_id string,
  user_id bigint,
  anchor_id bigint,
  guild_id bigint,
  session_id string,
  gift_id int,
  quantity int,
  coins bigint,
  usd_amount decimal(18,4),
  platform string,
  message string,
  status string,
  created_at bigint,
  refunded_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/gift_orders';

alter table raw_gift_orders add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/gift_orders'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/gift_orders/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/gift_orders/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/gift_orders/${hivevar:path_after1}';

create external table if not exists raw_recharges (
  op string,
  dms_commit_ts string,
  recharge_id string,
  user_id bigint,
  amount decimal(18,4),
  currency string,
  usd_amount decimal(18,4),
  coins bigint,
  platform string,
  method string,
  status string,
  created_at bigint,
  refunded_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/recharges';

alter table raw_recharges add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/recharges'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/recharges/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/recharges/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/recharges/${hivevar:path_after1}';

create external table if not exists raw_follows (
  op string,
  dms_commit_ts string,
  user_id bigint,
  anchor_id bigint,
  source string,
  created_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/follows';

alter table raw_follows add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/follows'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/follows/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/follows/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/follows/${hivevar:path_after1}';

create external table if not exists raw_user_devices (
  op string,
  dms_commit_ts string,
  user_id bigint,
  device_id string,
  platform string,
  model string,
  os_version string,
  push_enabled boolean,
  screen_scale double,
  last_seen_at bigint,
  change_seq string)
partitioned by (arrival string)
stored as parquet
location 's3://${hivevar:data_bucket}/aurora/nonolive/user_devices';

alter table raw_user_devices add if not exists
  partition (arrival = 'load') location 's3://${hivevar:data_bucket}/aurora/nonolive/user_devices'
  partition (arrival = '${hivevar:dt_before}') location 's3://${hivevar:data_bucket}/aurora/nonolive/user_devices/${hivevar:path_before}'
  partition (arrival = '${hivevar:dt}') location 's3://${hivevar:data_bucket}/aurora/nonolive/user_devices/${hivevar:path}'
  partition (arrival = '${hivevar:dt_after1}') location 's3://${hivevar:data_bucket}/aurora/nonolive/user_devices/${hivevar:path_after1}';
